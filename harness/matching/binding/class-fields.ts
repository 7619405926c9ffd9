/**
 * The fields of a class of events in the words of one log source: what each name is bound to, and its
 * texts, which are taken and folded once per event however many rules ask for them.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { foldCase } from "../values/case-fold.ts";
import { readField, type BoundField } from "./bound-field.ts";

/** A predicate bound to a class: known beforehand, or to be asked of each event. */
export type Decision = boolean | ((event: ShownEvent) => boolean);

/** The texts of a field in an event. Nearly all fields have one, and one needs no list. */
export type Texts = string | readonly string[];

/** The fields of one class in the words of one log source, shared by all rules that read it so. */
export interface ClassFields {
  readonly bind: (field: string) => BoundField;
  /** The texts of a field in an event: as they are, or folded. */
  readonly texts: (field: string, cased: boolean) => (event: ShownEvent) => Texts;
}

/** Returns the fields of a class; each field's texts are cached until the next event. */
export function classFields(bindField: (field: string) => BoundField): ClassFields {
  const boundFields = new Map<string, BoundField>();
  const readers = {
    cased: new Map<string, (event: ShownEvent) => Texts>(),
    folded: new Map<string, (event: ShownEvent) => Texts>(),
  };
  const bind = (field: string): BoundField => {
    let known = boundFields.get(field);
    if (!known) boundFields.set(field, (known = bindField(field)));
    return known;
  };
  const texts = (field: string, cased: boolean): ((event: ShownEvent) => Texts) => {
    const known = cased ? readers.cased : readers.folded;
    let reader = known.get(field);
    if (!reader)
      known.set(
        field,
        (reader = cachingLast(cased ? reading(bind(field)) : folding(texts(field, true)))),
      );
    return reader;
  };
  return { bind, texts };
}

const NONE: readonly string[] = [];

function reading(bind: BoundField): (event: ShownEvent) => Texts {
  if (bind.kind === "never") return () => NONE;
  const read =
    bind.kind === "field"
      ? bind.read
      : (event: ShownEvent): FieldValue | undefined => readField(bind, event);
  return (event) => {
    const value = read(event);
    if (typeof value === "string") return value;
    return value === undefined || value === null ? NONE : textsOf(value);
  };
}

function folding(read: (event: ShownEvent) => Texts): (event: ShownEvent) => Texts {
  return (event) => {
    const texts = read(event);
    return typeof texts === "string" ? foldCase(texts) : texts.map(foldCase);
  };
}

function cachingLast<T>(read: (event: ShownEvent) => T): (event: ShownEvent) => T {
  let last: ShownEvent | undefined;
  let value: T;
  return (event) => {
    if (event !== last) {
      value = read(event);
      last = event;
    }
    return value;
  };
}
