import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import type { LogSourceMatch } from "../../events/log-sources/log-source.ts";
import type { FieldBinding } from "../../events/vocabularies/field-binding.ts";
import type { FieldSources } from "../../events/vocabularies/field-translation.ts";
import type { FieldReader } from "../../events/vocabularies/transform-table.ts";
import { readerOf } from "../../events/vocabularies/transforms.ts";
import { vocabularyOf } from "../../events/vocabularies/vocabularies.ts";

/** What a rule's name for a field means in the events of one class, ready to be read. */
export type BoundField =
  | ({ readonly kind: "field"; readonly read: FieldReader } & FieldSources)
  | Exclude<FieldBinding, { readonly kind: "field" }>;

/** Returns the meaning of names in a class, given how a log source reads that class. */
export function bindFields(
  cls: EventClass,
  sourceMatch: LogSourceMatch,
): (field: string) => BoundField {
  const vocabulary = vocabularyOf(sourceMatch);
  return (field) => boundFieldOf(vocabulary.bind(cls, sourceMatch, field));
}

/** Returns a binding with what reads it, which is looked up here and not for each event. */
export function boundFieldOf(binding: FieldBinding): BoundField {
  return binding.kind === "field" ? { ...binding, read: readerOf(binding) } : binding;
}

/** Returns the value of a bound field in an event; `undefined` where it is absent. */
export function readField(boundField: BoundField, event: ShownEvent): FieldValue | undefined {
  switch (boundField.kind) {
    case "field":
      return boundField.read(event);
    case "constant":
      return boundField.value;
    case "never":
      return undefined;
    case "any":
      return event.fields.map((field) => event.get(field) ?? null);
  }
}
