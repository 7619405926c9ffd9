import type { Acceptance } from "../events/accept.ts";
import type { EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { translate } from "../events/field-translations.ts";
import { NEVER } from "../events/translations/translation.ts";
import { ANY_FIELD } from "./predicate.ts";

/**
 * What a rule's name for a field means in the events of one class.
 *
 * `field`: a value made of `sources`, fields of the event; `constant`: the same in every event of
 * the class; `never`: nothing that this sensor supplies; `any`: all fields of the event.
 */
export type Slot =
  | {
      readonly kind: "field";
      readonly sources: readonly string[];
      readonly read: (event: LogEvent) => FieldValue | undefined;
    }
  | { readonly kind: "constant"; readonly value: string }
  | { readonly kind: "never" }
  | { readonly kind: "any" };

/** Returns the meaning of names in a class, given how a log source reads that class. */
export function slotsOf(cls: EventClass, acceptance: Acceptance): (field: string) => Slot {
  return (field) => slotOf(field, cls, acceptance);
}

function slotOf(written: string, cls: EventClass, acceptance: Acceptance): Slot {
  if (written === ANY_FIELD) return { kind: "any" };
  // Readers drop the spaces of names such as "Threat Name"; a rule may write them.
  const field = written.replaceAll(" ", "");
  const constant = constantOf(field, cls);
  if (constant !== null) return { kind: "constant", value: constant };
  const row = acceptance.fields && translate(acceptance.fields, field);
  if (row === NEVER) return { kind: "never" };
  if (row) return { kind: "field", sources: row.sources, read: row.read };
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

/** Returns the value of a slot in an event; `undefined` where it is absent. */
export function readSlot(slot: Slot, event: LogEvent): FieldValue | undefined {
  switch (slot.kind) {
    case "field":
      return slot.read(event);
    case "constant":
      return slot.value;
    case "never":
      return undefined;
    case "any":
      return event.fields.map((field) => event.get(field) ?? null);
  }
}
