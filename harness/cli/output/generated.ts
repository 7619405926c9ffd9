import type { Environment } from "../environment.ts";

/** Returns the time a report says it was made at: SOURCE_DATE_EPOCH if it is set, so that reports can be reproduced. */
export function generatedAt({ env }: Environment): string {
  const epoch = env["SOURCE_DATE_EPOCH"];
  const date =
    epoch !== undefined && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
  return date.toISOString();
}
