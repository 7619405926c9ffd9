/**
 * Times are ISO 8601 in UTC with seven digits of a second, the 100 ns of a FILETIME, in every
 * format: `2026-01-15T09:00:00.0000000Z`. What recorders write is brought into this form here;
 * `events/time.ts` reads this form, and what rules write, as a number of ticks.
 */
import { TICKS_PER_MILLISECOND, TICKS_PER_SECOND } from "../../events/time.ts";

/** Milliseconds from 1601-01-01, where FILETIME begins, to 1970-01-01. */
const UNIX_EPOCH_MS = 11_644_473_600_000;

/** A date and time as recorders write them: fraction and zone may be missing. */
const WRITTEN =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/** What is in this form already, and a day of every month. */
const CANONICAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{7}Z$/;

/** Seconds, and the ticks beyond them, in 2^32 ticks. */
const HIGH_SECONDS = 429;
const HIGH_TICKS = 4_967_296;
const PER_SECOND = 1e7;
/** Of the higher half up to here, what is calculated with stays below 2^53; the year is 24,000 then. */
const MAX_HIGH = 1_800_000_000;

const SECONDS_PER_DAY = 86_400;
/** The day of the last FILETIME, counted from 1601, and how it is written, up to its hours. */
let lastDay = -1;
let lastWritten = "";
/** Two digits, as hours, minutes and seconds are written. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));

/** Returns a FILETIME (100 ns ticks since 1601, UTC), given as its two halves. */
export function isoOfFiletime(low: number, high: number): string {
  if (high > MAX_HIGH) return isoOfTicks((BigInt(high) << 32n) | BigInt(low));
  const beyond = high * HIGH_TICKS + low;
  const more = Math.floor(beyond / PER_SECOND);
  const seconds = high * HIGH_SECONDS + more;
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  if (day !== lastDay) {
    const iso = isoSeconds(new Date(day * SECONDS_PER_DAY * 1000 - UNIX_EPOCH_MS));
    lastDay = day;
    lastWritten = iso.slice(0, iso.indexOf("T") + 1);
  }
  const ofDay = seconds - day * SECONDS_PER_DAY;
  const minutes = Math.floor(ofDay / 60);
  const hour = TWO_DIGITS[Math.floor(minutes / 60)]!;
  const minute = TWO_DIGITS[minutes % 60]!;
  const second = TWO_DIGITS[ofDay % 60]!;
  // A one in front keeps the zeros.
  const fraction = String(beyond - more * PER_SECOND + PER_SECOND).slice(1);
  return `${lastWritten}${hour}:${minute}:${second}.${fraction}Z`;
}

function isoOfTicks(ticks: bigint): string {
  const date = new Date(Number(ticks / TICKS_PER_MILLISECOND) - UNIX_EPOCH_MS);
  const fraction = String(ticks % TICKS_PER_SECOND).padStart(7, "0");
  return `${isoSeconds(date)}.${fraction}Z`;
}

/** `toISOString` writes years beyond 9999 with a sign and six digits; XML Schema does not. */
function isoSeconds(date: Date): string {
  const iso = date.toISOString();
  return iso.slice(0, iso.lastIndexOf(".")).replace(/^\+0*/, "");
}

/** Returns a written time in this form, or `null` if it is none. Without a zone it is UTC. */
export function isoOfText(text: string): string | null {
  if (CANONICAL.test(text)) return text;
  const parts = WRITTEN.exec(text.trim());
  if (!parts) return null;
  const [, day, written, fraction = "", zone = "Z"] = parts;
  const clock = written!.length === 5 ? `${written}:00` : written;
  const digits = fraction.slice(0, 7).padEnd(7, "0");
  const offset = /^(?:Z|UTC)$/i.test(zone) ? "Z" : zone.replace(/^(...)(\d\d)$/, "$1:$2");
  const date = new Date(`${day}T${clock}${offset}`);
  return Number.isNaN(date.getTime()) ? null : `${isoSeconds(date)}.${digits}Z`;
}

/** Returns a time that a recorder wrote as a number: seconds, ms or µs since 1970, or a FILETIME. */
export function isoOfNumber(value: number): string | null {
  if (!Number.isFinite(value) || value < 0 || value > Number.MAX_SAFE_INTEGER * 2000) return null;
  if (value >= 1e17) {
    const ticks = BigInt(Math.trunc(value));
    return isoOfFiletime(Number(ticks & 0xffff_ffffn), Number(ticks >> 32n));
  }
  const perSecond = value < 1e11 ? 1 : value < 1e14 ? 1e3 : 1e6;
  const seconds = Math.floor(value / perSecond);
  const fraction = Math.floor((value - seconds * perSecond) * (1e7 / perSecond));
  const date = new Date(seconds * 1000);
  return `${isoSeconds(date)}.${String(fraction).padStart(7, "0")}Z`;
}
