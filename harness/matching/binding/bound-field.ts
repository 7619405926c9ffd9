import type { LogSourceMatch } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { ecsBinding } from "../../events/vocabularies/ecs/binding.ts";
import { translate } from "../../events/vocabularies/sigma/field-translations.ts";
import { NEVER, type FieldTranslation } from "../../events/vocabularies/field-translation.ts";
import { ANY_FIELD } from "../model/predicate.ts";

/**
 * What a rule's name for a field means in the events of one class.
 *
 * `field`: a value made of `sources`, fields of the event; `constant`: the same in every event of
 * the class, one text or a list of at least one; `never`: nothing that this sensor supplies; `any`:
 * all fields of the event.
 */
export type BoundField =
  | ({ readonly kind: "field" } & FieldTranslation)
  | { readonly kind: "constant"; readonly value: string | readonly string[] }
  | { readonly kind: "never" }
  | { readonly kind: "any" };

/** Returns the meaning of names in a class, given how a log source reads that class. */
export function bindFields(
  cls: EventClass,
  sourceMatch: LogSourceMatch,
): (field: string) => BoundField {
  return (field) => bindField(field, cls, sourceMatch);
}

function bindField(written: string, cls: EventClass, sourceMatch: LogSourceMatch): BoundField {
  if (sourceMatch.vocabulary) {
    const bound = ecsBinding(sourceMatch.vocabulary, cls, written);
    if (bound === NEVER) return { kind: "never" };
    return "value" in bound ? { kind: "constant", ...bound } : { kind: "field", ...bound };
  }
  if (written === ANY_FIELD) return { kind: "any" };
  // Readers drop the spaces of names such as "Threat Name"; a rule may write them.
  const field = written.replaceAll(" ", "");
  const constant = constantOf(field, cls);
  if (constant !== null) return { kind: "constant", value: constant };
  const row = sourceMatch.fields && translate(sourceMatch.fields, field);
  if (row === NEVER) return { kind: "never" };
  if (row) return { kind: "field", ...row };
  return { kind: "field", sources: [field], read: (event) => event.get(field) };
}

/**
 * The channel is left out on purpose: some records carry a second `Channel` among their data (which
 * log was cleared), and then the name has both values.
 */
function constantOf(field: string, cls: EventClass): string | null {
  if (cls.channel === null) return null;
  if (field === "EventID") return cls.eventId === null ? null : String(cls.eventId);
  return field === "Provider_Name" ? cls.provider : null;
}

/** Returns the value of a bound field in an event; `undefined` where it is absent. */
export function readField(boundField: BoundField, event: LogEvent): FieldValue | undefined {
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
