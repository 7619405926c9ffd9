/** Sigma: its log sources, and fields as the events' sensors call them or as Sysmon would. */
import type { EventClass } from "../../event-class.ts";
import { covers, type ClassReading } from "../../log-sources/log-source.ts";
import type { FieldBinding } from "../field-binding.ts";
import { NEVER, renamed } from "../field-translation.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { ANY_FIELD } from "./any-field.ts";
import { translate } from "./field-translations.ts";
import { acceptsClass, acceptsSensor } from "./log-source.ts";

export const SIGMA: Vocabulary = {
  name: "sigma",
  accepts: acceptsClass,
  acceptsSensor,
  acceptsDeclared: covers,
  bind,
  // What the header of an event log says.
  classFields: new Set(["EventID", "Provider_Name", "Channel"]),
  readsOriginals: false,
};

function bind(cls: EventClass, { fields }: ClassReading, written: string): FieldBinding {
  if (written === ANY_FIELD) return { kind: "any" };
  // Readers drop the spaces of names such as "Threat Name"; a rule may write them.
  const field = written.replaceAll(" ", "");
  const constant = constantOf(field, cls);
  if (constant !== null) return { kind: "constant", value: constant };
  const row = fields === undefined ? undefined : translate(fields, field);
  return row === NEVER ? { kind: "never" } : { kind: "field", ...(row ?? renamed(field)) };
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
