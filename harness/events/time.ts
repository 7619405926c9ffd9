/**
 * Times as numbers: ticks of 100 ns, counted from 1970-01-01T00:00:00Z. What recorders write is brought
 * into one form before (`telemetry/records/iso-time.ts`); here that form is read, and what rules write.
 */
import { keepingLast } from "../caches/last-answer.ts";

export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/**
 * Reads an ISO 8601 time. One without offset is taken as UTC; digits beyond 100 ns are cut.
 *
 * @returns ticks since 1970, or null if the text is no such time
 */
export const ticksOf = keepingLast((text): bigint | null => {
  const found = ISO.exec(text.trim());
  if (!found) return null;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = "",
    sign,
    offsetHours,
    offsetMinutes,
  ] = found;
  const milliseconds = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
  if (Number.isNaN(milliseconds)) return null;
  const offset = sign ? (sign === "-" ? -1 : 1) * (+offsetHours! * 60 + +offsetMinutes!) : 0;
  const ticks = BigInt(fraction.slice(0, 7).padEnd(7, "0"));
  return BigInt(milliseconds - offset * 60_000) * TICKS_PER_MILLISECOND + ticks;
});

/** Returns ticks since 1970 as ISO 8601 in UTC with seven digits. */
export function isoOf(ticks: bigint): string {
  const part = ((ticks % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND;
  const seconds = Number((ticks - part) / TICKS_PER_SECOND);
  const date = new Date(seconds * 1000);
  return `${date.toISOString().slice(0, -5)}.${String(part).padStart(7, "0")}Z`;
}
