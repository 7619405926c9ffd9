import { UsageError, type Environment } from "../environment.ts";

/** The last second that a date can be (ECMAScript, "Time Values and Time Range"). */
const LAST_SECOND = 8_640_000_000_000;

/**
 * Returns the time a report says it was made at: SOURCE_DATE_EPOCH if it is set, so that reports can be
 * reproduced.
 *
 * @throws {UsageError} if that is no time; to be asked for before anything is run
 */
export function generatedAt({ env }: Pick<Environment, "env">): string {
  const epoch = env["SOURCE_DATE_EPOCH"];
  if (epoch === undefined || epoch === "") return new Date().toISOString();
  const second = /^\d+$/.test(epoch) ? Number(epoch) : Infinity;
  if (second <= LAST_SECOND) return new Date(second * 1000).toISOString();
  throw new UsageError(
    `SOURCE_DATE_EPOCH is "${epoch.slice(0, 40)}", and must be whole seconds since 1970, ${LAST_SECOND} at most.`,
  );
}
