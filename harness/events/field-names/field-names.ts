/** Which fields the events of a channel and id can have, where that is tabulated. */
import { translate, type FieldTranslationName } from "../vocabularies/sigma/field-translations.ts";
import { NEVER } from "../vocabularies/field-translation.ts";
import type { FieldNameTable } from "./field-name-table.ts";
import { POWERSHELL_FIELDS } from "./powershell.ts";
import { SECURITY_FIELDS } from "./security.ts";
import { SYSMON_FIELDS } from "./sysmon.ts";
import { SYSTEM_FIELDS } from "./system.ts";

const WMI_FIELDS: FieldNameTable = { 5861: "Namespace ESS CONSUMER PossibleCause" };

/** By channel, in lower case. */
const TABLES: ReadonlyMap<string, FieldNameTable> = new Map([
  ["microsoft-windows-sysmon/operational", SYSMON_FIELDS],
  ["security", SECURITY_FIELDS],
  ["microsoft-windows-powershell/operational", POWERSHELL_FIELDS],
  ["powershellcore/operational", POWERSHELL_FIELDS],
  ["microsoft-windows-wmi-activity/operational", WMI_FIELDS],
]);

/** By row of a table: there are no more of them. */
const namesOfRow = new Map<string, ReadonlySet<string>>();

/** Returns the names of the fields of an event class, or undefined where no table tells. */
export function fieldNames(channel: string, eventId: number): ReadonlySet<string> | undefined {
  const row = TABLES.get(channel.toLowerCase())?.[eventId];
  if (row === undefined) return undefined;
  let names = namesOfRow.get(row);
  if (!names) namesOfRow.set(row, (names = new Set([...SYSTEM_FIELDS, ...row.split(" ")])));
  return names;
}

/**
 * Whether a log source's name for a field has a meaning in an event class.
 *
 * @returns undefined where no table tells
 */
export function isSupplied(
  field: string,
  channel: string,
  eventId: number,
  translation?: FieldTranslationName,
): boolean | undefined {
  const row = translation && translate(translation, field);
  if (row) return row !== NEVER;
  return fieldNames(channel, eventId)?.has(field);
}

/** Returns the ids of a channel's events that are tabulated; none for a channel without table. */
export function tabulatedIds(channel: string): number[] {
  return Object.keys(TABLES.get(channel.toLowerCase()) ?? {}).map(Number);
}
