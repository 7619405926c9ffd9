/** A point in time: 100 ns ticks since 1970-01-01, UTC. */
export type Moment = bigint;

const TICKS_PER_MS = 10_000n;

/** Reads an ISO time with at most millisecond precision. Throws on anything else. */
export function momentOf(iso: string): Moment {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new Error(`not a time: ${iso}`);
  return BigInt(ms) * TICKS_PER_MS;
}

/** Returns the moment that many seconds later; fractions are kept to the millisecond. */
export function after(start: Moment, seconds: number): Moment {
  return start + BigInt(Math.round(seconds * 1000)) * TICKS_PER_MS;
}

/** Returns the moment that many ticks of 100 ns later. */
export function plusTicks(start: Moment, ticks: number): Moment {
  return start + BigInt(ticks);
}

/** Returns whole seconds since 1970, as Sysmon writes them into its GUIDs. */
export function unixSeconds(moment: Moment): number {
  return Number(moment / (1000n * TICKS_PER_MS));
}

/** Returns `2026-01-14T13:22:04.1187421Z`: the form of `TimeCreated/@SystemTime`. */
export function systemTime(moment: Moment): string {
  const ticks = String(moment % (1000n * TICKS_PER_MS)).padStart(7, "0");
  return `${isoDate(moment).slice(0, 19)}.${ticks}Z`;
}

/** Returns `2026-01-14 13:22:04.118`: the form of Sysmon's `UtcTime`. */
export function sysmonTime(moment: Moment): string {
  return isoDate(moment).slice(0, 23).replace("T", " ");
}

/** Returns `2026-01-14T13:22:04`: the form of `Date` in a task's definition. */
export function taskTime(moment: Moment): string {
  return isoDate(moment).slice(0, 19);
}

/** Returns `1/14/2026 1:22:04 PM`: how account events write times on an English system. */
export function americanTime(moment: Moment): string {
  const [date = "", time = ""] = isoDate(moment).split("T");
  const [year, month, day] = date.split("-").map(Number);
  const [hour = 0] = time.split(":").map(Number);
  const clock = `${hour % 12 || 12}${time.slice(2, 8)} ${hour < 12 ? "AM" : "PM"}`;
  return `${month}/${day}/${year} ${clock}`;
}

function isoDate(moment: Moment): string {
  return new Date(Number(moment / TICKS_PER_MS)).toISOString();
}
