/**
 * What a field of an event holds.
 *
 * Windows telemetry is text: EVTX, Event XML and their JSON forms give `string`s, so that one event
 * reads the same in every encoding. Other JSON keeps its types; only a whole number that no `number`
 * holds exactly is given as its text. A list is a field that occurs several times, or an array: a
 * test on it holds if it holds for any element. `null` is a field that is there and has no value; a
 * field that is not there is `undefined`, never `null`.
 */
export type FieldValue = string | number | boolean | null | readonly FieldValue[];

/** Returns one value as the text that rules are compared with; `null` has no text and is "". */
export function textOf(value: Exclude<FieldValue, readonly FieldValue[]>): string {
  return typeof value === "string" ? value : value === null ? "" : String(value);
}
