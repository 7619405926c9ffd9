import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

/** A month and a year are those of the Gregorian calendar on average, as in pySigma. */
const SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_629_746,
  y: 31_556_952,
};

/** Ten thousand years: more is a slip. */
const MOST = 10_000 * 31_556_952;

/** Returns the timespan of a correlation in seconds, or null after reporting what is wrong with it. */
export function readTimespan(written: unknown, report: Report): number | null {
  const key = { path: ["correlation"], part: "key" } as const;
  const hint = "A timespan is a whole number with a unit of s, m, h, d, w, M (months) or y: 90m.";
  if (written === undefined || written === null) {
    report.error("sigma/missing-key", "The correlation has no timespan.", key, hint);
    return null;
  }
  const [, number = "", unit = ""] =
    /^(\d+)([smhdwMy])$/.exec(typeof written === "string" ? written : "") ?? [];
  const seconds = Number(number) * (SECONDS[unit] ?? 0);
  if (seconds > 0 && seconds <= MOST) return seconds;
  const value = { path: ["correlation", "timespan"], part: "value" } as const;
  report.error("sigma/bad-timespan", `${quote(written)} is no timespan.`, value, hint);
  return null;
}
