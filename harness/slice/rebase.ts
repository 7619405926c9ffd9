/**
 * `--rebase T`: the first event happened at T, and the gaps stay. Moved are the time of each event
 * and the times that stand in its fields: whole values in ISO form, or as Sysmon writes UtcTime, in
 * fields named for a time. Times inside longer texts stay, and so do those that GUIDs of processes
 * are made from.
 */
import { isoOf, ticksOf } from "../events/time.ts";

const TIME_FIELD = /(?:time|timestamp|date|_SystemTime)$/i;
const WRITTEN =
  /^(\d{4}-\d\d-\d\d)([T ])((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;

/** Returns a field's text moved by so many ticks; unchanged if it is no time. */
export function movedText(field: string, text: string, ticks: bigint): string {
  if (!TIME_FIELD.test(field)) return text;
  const parts = WRITTEN.exec(text);
  const time = parts && ticksOf(text);
  if (!parts || time === null) return text;
  const [, , separator, , fraction, zone = ""] = parts;
  const offset = zone === "" || zone === "Z" ? 0n : ticksOf(`1970-01-01T00:00:00${zone}`)!;
  const moved = movedIso(time - offset, ticks);
  if (moved === null) return text;
  const [date, clock] = [moved.slice(0, 10), moved.slice(11, 19)];
  const digits =
    fraction === undefined
      ? ""
      : `.${moved.slice(20, 27).padEnd(9, "0").slice(0, fraction.length)}`;
  return `${date}${separator}${clock}${digits}${zone}`;
}

/** Returns null for a time whose year is not one of four digits. */
function movedIso(time: bigint, ticks: bigint): string | null {
  const moved = time + ticks;
  return moved >= FIRST && moved <= LAST ? isoOf(moved) : null;
}

const FIRST = ticksOf("0001-01-01T00:00:00Z")!;
const LAST = ticksOf("9999-12-31T23:59:59Z")!;
