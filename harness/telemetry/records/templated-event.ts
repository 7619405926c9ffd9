import { eventClass, type EventClass, type Schema } from "../../events/event-class.ts";
import type { BytePrefilter } from "../../events/byte-prefilter.ts";
import { textsOf } from "../../events/texts.ts";
import { copiedText } from "./copied-text.ts";
import { fieldLayoutOf, type FieldLayout } from "./field-layout.ts";
import type { BlankKind } from "./template-tree.ts";
import { numberOf, TIME_FIELD, windowsClass, windowsTime } from "./windows-event.ts";
import { WindowsRecord } from "./windows-record.ts";

/** What a field is made of: a constant text, the value of a blank by its number, or several such. */
export type TemplateSource = string | number | readonly (string | number)[];

/** Reads a value that stands in the text of a record, as a text of its own (`copiedText`). */
export type ReadValue = (text: string, from: number, to: number, blank: number) => string;

/** How values are written in a format. */
export interface ValueForm {
  readonly read: ReadValue;
  /**
   * A value without this sign stands as it is written, but for what could also be a number, a GUID
   * or a time.
   */
  readonly escape: string;
  /** Returns the time of the event, of a text that `read` gave; `windowsTime` unless stated. */
  readonly time?: (text: string) => string;
}

/** What a template says of the events that are written by it. */
export interface EventLayout {
  readonly class: EventClass;
  readonly fieldLayout: FieldLayout;
  /** In the order of the fields. */
  readonly sources: readonly TemplateSource[];
  readonly blanks: readonly BlankKind[];
  /** How long the literal behind each blank is. */
  readonly gaps: readonly number[];
  readonly form: ValueForm;
  /** Blanks that a field hangs on. */
  readonly used: readonly number[];
  readonly constants: Constants;
}

/** What is the same in every event of a layout is shown to each prefilter once. */
interface Constants {
  readonly texts: readonly string[];
  prefilter: BytePrefilter | null;
  passes: boolean;
}

/**
 * Collects the fields of a layout in the order of the record; a name that comes again makes a list.
 *
 * @returns `null` if there is no `EventID`, or what the class hangs on is no constant
 */
export function layoutOf(
  fields: readonly (readonly [name: string, source: string | number])[],
  literals: readonly string[],
  blanks: readonly BlankKind[],
  form: ValueForm,
  original: Schema | null = null,
): EventLayout | null {
  const sources = new Map<string, string | number | (string | number)[]>();
  for (const [name, given] of fields) {
    const source = typeof given === "string" ? copiedText(given) : given;
    const known = sources.get(name);
    if (known === undefined) sources.set(name, source);
    else if (typeof known === "object") known.push(source);
    else sources.set(name, [known, source]);
  }
  if (!sources.has("EventID")) return null;
  const constants: (string | undefined)[] = [];
  for (const name of CLASS_FIELDS) {
    const source = sources.get(name);
    const first = typeof source === "object" ? source[0] : source;
    if (typeof first === "number") return null;
    constants.push(first);
  }
  const [provider, channel, eventId] = constants;
  const all = [...sources.values()].flat();
  return {
    class: original
      ? eventClass(provider ?? null, channel ?? null, numberOf(eventId), null, original)
      : windowsClass(provider, channel, eventId),
    fieldLayout: fieldLayoutOf([...sources.keys()]),
    sources: [...sources.values()],
    blanks,
    gaps: literals.slice(1).map((literal) => literal.length),
    form,
    used: [...new Set(all.filter((source) => typeof source === "number"))],
    constants: {
      texts: all.filter((source) => typeof source === "string"),
      prefilter: null,
      passes: false,
    },
  };
}

/** Returns the time of an event, of a text that was read. */
export function timeIn({ time = windowsTime }: ValueForm, text: string): string {
  return time(text);
}

/** The fields that the class of an event hangs on. */
export const CLASS_FIELDS: readonly string[] = ["Provider_Name", "Channel", "EventID"];

/** A Windows event in the text it was written in. */
export class TemplatedEvent extends WindowsRecord {
  readonly #layout: EventLayout;
  readonly #text: string;
  /** Where values begin in the text, and where the record ends. */
  readonly #starts: readonly number[];
  readonly #end: number;

  constructor(
    position: number,
    layout: EventLayout,
    text: string,
    starts: readonly number[],
    end: number,
  ) {
    super(position, layout.fieldLayout);
    this.#layout = layout;
    this.#text = text;
    this.#starts = starts;
    this.#end = end;
  }

  get class(): EventClass {
    return this.#layout.class;
  }

  passes(prefilter: BytePrefilter): boolean {
    const { constants, fieldLayout, used, form } = this.#layout;
    if (constants.prefilter !== prefilter) {
      constants.prefilter = prefilter;
      constants.passes = constants.texts.some((text) => prefilter.passes(text));
    }
    if (constants.passes) return true;
    for (let i = 0; i < used.length; i++) {
      const blank = used[i]!;
      const raw = this.#text.slice(this.#starts[blank], this.#endOf(blank));
      const isAsWritten = !prefilter.asksPlainValues && !raw.includes(form.escape);
      if (prefilter.passes(isAsWritten ? raw : this.#read(blank))) return true;
    }
    if (!prefilter.asksPlainValues || !fieldLayout.indexOf.has(TIME_FIELD)) return false;
    // The time may have been written in another way than it is given.
    return textsOf(this.get(TIME_FIELD)).some((text) => prefilter.passes(text));
  }

  protected decoded(index: number): string | readonly string[] {
    const { sources, fieldLayout } = this.#layout;
    const [source, field] = [sources[index]!, fieldLayout.fields[index]!];
    if (typeof source === "object") return source.map((each) => this.#one(each, field));
    return this.#one(source, field);
  }

  #one(source: string | number, field: string): string {
    if (typeof source === "string") return source;
    const text = this.#read(source);
    return field === TIME_FIELD ? timeIn(this.#layout.form, text) : text;
  }

  #read(blank: number): string {
    const { read } = this.#layout.form;
    return read(this.#text, this.#starts[blank]!, this.#endOf(blank), blank);
  }

  #endOf(blank: number): number {
    const starts = this.#starts;
    const next = blank + 1 < starts.length ? starts[blank + 1]! : this.#end;
    return next - this.#layout.gaps[blank]!;
  }
}
