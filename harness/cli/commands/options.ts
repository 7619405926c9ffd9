/** Options that several commands have. */
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { UsageError } from "../environment.ts";

export const RULES = {
  type: "string",
  array: true,
  default: ["rules"],
  describe: "Files or folders of rules",
} as const;

export const PLACEHOLDERS = {
  type: "string",
  requiresArg: true,
  describe: "A YAML file of lists of values for the placeholders (%name%) of rules",
} as const;

export const CACHE = {
  type: "boolean",
  default: true,
  describe: "Keep compiled rules for the next time; --no-cache compiles them anew",
} as const;

export const STRICT = {
  type: "boolean",
  default: false,
  describe: "Any broken rule and any damage to a recording fails",
} as const;

export const VERIFY = {
  type: "boolean",
  default: false,
  describe: "Compare the checksums of event logs, and say which are wrong (--strict: and fail)",
} as const;

export const JSON_OUTPUT = { type: "boolean", default: false, describe: "Print JSON" } as const;

export const LOG_SOURCE = {
  type: "string",
  requiresArg: true,
  describe: "What telemetry is that does not say so itself: product=gcp,service=gcp.audit",
  coerce: logSourceOf,
} as const;

/** An option that may be given several times. */
export function many(describe: string) {
  return { type: "string", array: true, default: [] as string[], describe } as const;
}

export const ALLOW_OUTSIDE = many(
  "A folder outside of the project in which recordings of scenarios may lie; may be repeated",
);

function logSourceOf(written: string | undefined): LogSource | undefined {
  if (written === undefined) return undefined;
  const pairs = written.split(",").map((pair) => pair.split("="));
  if (pairs.some(([key, value]) => !["product", "category", "service"].includes(key!) || !value))
    throw new UsageError(`--log-source takes product=…,category=…,service=…, not "${written}".`);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length)
    throw new UsageError(`--log-source takes each of its parts once, not "${written}".`);
  return Object.fromEntries(pairs) as LogSource;
}

export const JOBS = {
  type: "string",
  requiresArg: true,
  describe: "Threads that may be used; small inputs use fewer",
  defaultDescription: "the machine's",
  coerce: jobsOf,
} as const;

function jobsOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(written))
    throw new UsageError(`--jobs takes a number of threads from 1, not "${written}".`);
  return Number(written);
}
