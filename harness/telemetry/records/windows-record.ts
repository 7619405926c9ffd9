import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import { isoOfText } from "./iso-time.ts";
import type { FieldLayout } from "./field-layout.ts";
import { firstText, numberOf, TIME_FIELD } from "./windows-event.ts";

type Texts = string | readonly string[];

/** An event of Windows as it was recorded. A field is decoded when it is asked for, and then remembered. */
export abstract class WindowsRecord implements ShownEvent {
  readonly position: number;
  readonly #fieldLayout: FieldLayout;
  /** Index of the field that follows the one asked for last: who wants all asks in their order. */
  #next = 0;
  /** In the order of the fields; what was not asked for is missing. */
  #decoded: (Texts | undefined)[] | undefined;

  constructor(position: number, fieldLayout: FieldLayout) {
    this.position = position;
    this.#fieldLayout = fieldLayout;
  }

  abstract readonly class: EventClass;

  /** Decodes the field at an index of the layout. */
  protected abstract decoded(index: number): Texts;

  get fields(): readonly string[] {
    return this.#fieldLayout.fields;
  }

  get record(): number | null {
    return numberOf(firstText(this.get("EventRecordID")));
  }

  get time(): string | null {
    return isoOfText(firstText(this.get(TIME_FIELD)) ?? "");
  }

  get computer(): string | null {
    return firstText(this.get("Computer")) ?? null;
  }

  get(field: string): Texts | undefined {
    const fieldLayout = this.#fieldLayout;
    let index: number | undefined = this.#next;
    if (fieldLayout.fields[index] !== field) index = fieldLayout.indexOf.get(field);
    if (index === undefined) return undefined;
    this.#next = index + 1;
    const decoded = (this.#decoded ??= new Array<undefined>(fieldLayout.fields.length));
    return (decoded[index] ??= this.decoded(index));
  }
}
