import type { EventClass } from "../../events/event-class.ts";
import type { BytePrefilter } from "../../events/byte-prefilter.ts";
import { textsOf } from "../../events/texts.ts";
import { firstText, windowsClass } from "../records/windows-event.ts";
import { WindowsRecord } from "../records/windows-record.ts";
import type { Chunk } from "./format/chunk.ts";
import type { RecordLayout } from "./templates/record-layout.ts";
import { sourcesPass } from "./templates/prefilter-plan.ts";
import { isFilled, timeAt, valueAt, type FieldSource } from "./templates/field-source.ts";

/** A record of an EVTX file. */
export class EvtxEvent extends WindowsRecord {
  readonly #chunk: Chunk;
  /** Of the record's values in the chunk's table. */
  readonly #first: number;
  readonly #layout: RecordLayout;
  #class: EventClass | undefined;

  constructor(position: number, chunk: Chunk, first: number, layout: RecordLayout) {
    super(position, layout.fieldLayout);
    this.#chunk = chunk;
    this.#first = first;
    this.#layout = layout;
  }

  get isTransient(): boolean {
    return this.#chunk.isTransient;
  }

  get class(): EventClass {
    return (this.#class ??=
      this.#layout.classes?.find(this.#chunk, this.#chunk.values, this.#first) ??
      this.#classByText());
  }

  hasText(index: number): boolean {
    const source = this.#layout.sources[index]!;
    const known = typeof source === "number" ? isFilled(this.#chunk, this.#first + source) : null;
    return known ?? textsOf(this.get(this.fields[index]!)).some((text) => text !== "");
  }

  passes(prefilter: BytePrefilter): boolean {
    const { prefilterPlan } = this.#layout;
    return sourcesPass(prefilterPlan, this.#chunk, this.#first, prefilter, (one) =>
      this.#decode(one),
    );
  }

  protected decoded(index: number): string | readonly string[] {
    const value = this.#decode(this.#layout.sources[index]!);
    return typeof value === "string" ? value : oneOrList(value);
  }

  #classByText(): EventClass {
    const cls = windowsClass(
      firstText(this.get("Provider_Name")),
      firstText(this.get("Channel")),
      firstText(this.get("EventID")),
    );
    this.#layout.classes?.add(this.#chunk, this.#first, cls);
    return cls;
  }

  #decode(source: FieldSource): string | readonly string[] {
    if (typeof source === "string") return source;
    if (typeof source === "number") return valueAt(this.#chunk, this.#first + source);
    if (source.kind === "time") return timeAt(this.#chunk, this.#first + source.index);
    if (source.kind === "list") return source.items.flatMap((item) => this.#decode(item));
    return this.#joined(source.parts);
  }

  /** An array repeats the element around it; beside further text that is one text per element. */
  #joined(parts: readonly (number | string)[]): readonly string[] {
    const texts = parts.map((part) => this.#decode(part));
    const list = texts.find((text) => typeof text !== "string");
    const join = (item: string): string =>
      texts
        .map((text) => (typeof text === "string" ? text : text === list ? item : text.join(",")))
        .join("");
    return list === undefined || typeof list === "string" ? [join("")] : list.map(join);
  }
}

/** A field that occurs once is no list; an array without elements is an empty text. */
function oneOrList(value: readonly string[]): string | readonly string[] {
  return value.length <= 1 ? (value[0] ?? "") : value;
}
