/** The options of `firedrill slice`, and what they ask for. */
import { durationOf } from "../../events/duration.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { ticksOf } from "../../events/time.ts";
import { isProcessReference } from "../../slice/selected-processes.ts";
import { REDACTIONS, type Redaction } from "../../slice/redaction/redact.ts";
import type { SliceRequest } from "../../slice/slice.ts";
import { WRITTEN_EXTENSIONS } from "../../telemetry/write/recording-writer.ts";
import { UsageError } from "../environment.ts";
import { LOG_SOURCE } from "./options.ts";

export interface SliceOptions {
  readonly recording: string;
  readonly output: string;
  readonly where: readonly string[];
  readonly around: string | undefined;
  readonly processTree: readonly string[];
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number | undefined;
  readonly redact: readonly string[];
  readonly rebase: string | undefined;
  readonly force: boolean;
  readonly declared: LogSource | undefined;
}

const repeated = { type: "string", array: true, default: [] as string[] } as const;

/** The options of the command line. */
export const SLICE_OPTIONS = {
  output: {
    alias: "o",
    type: "string",
    demandOption: true,
    requiresArg: true,
    describe: `The file to write: ${WRITTEN_EXTENSIONS.join(", ")}`,
  },
  where: { ...repeated, describe: "A Sigma selection, such as 'EventID: 1'; several: any of them" },
  around: {
    type: "string",
    requiresArg: true,
    describe: "Also events so long before and after a selected one: 30s, 5m, 1h",
  },
  "process-tree": {
    ...repeated,
    describe: "Events of this process and its descendants: ProcessGuid or process id",
  },
  from: { type: "string", requiresArg: true, describe: "No event before this time (ISO 8601)" },
  to: { type: "string", requiresArg: true, describe: "No event after this time" },
  limit: { type: "number", requiresArg: true, describe: "At most so many events, the first ones" },
  redact: { ...repeated, describe: `What to replace by pseudonyms: ${REDACTIONS.join(",")}` },
  rebase: {
    type: "string",
    requiresArg: true,
    describe: "When the first event is to have happened",
  },
  force: { type: "boolean", default: false, describe: "Write over a file that is there" },
  "log-source": LOG_SOURCE,
} as const;

type Asked = Pick<
  SliceRequest,
  "around" | "processTree" | "from" | "to" | "limit" | "redact" | "rebase" | "declared"
>;

/** Returns the request that the options make; throws a `UsageError` where they make none. */
export function requestOf(options: SliceOptions): Asked {
  const { around, processTree, limit, where, declared } = options;
  for (const reference of processTree)
    if (!isProcessReference(reference))
      throw new UsageError(
        `--process-tree takes a ProcessGuid or a process id, not "${reference}".`,
      );
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new UsageError("--limit takes a whole number above 0.");
  const duration = around === undefined ? null : durationOf(around);
  if (around !== undefined && duration === null)
    throw new UsageError(`--around takes a duration such as 30s, 5m or 1h, not "${around}".`);
  if (duration !== null && where.length === 0 && processTree.length === 0)
    throw new UsageError("--around needs --where or --process-tree: around which events?");
  const [from, to] = [timeOption("--from", options.from), timeOption("--to", options.to)];
  if (from !== null && to !== null && from > to) throw new UsageError("--from lies after --to.");
  return {
    around: duration,
    processTree,
    from,
    to,
    limit: limit ?? null,
    redact: readRedactions(options.redact),
    rebase: timeOption("--rebase", options.rebase),
    ...(declared ? { declared } : {}),
  };
}

function timeOption(name: string, text: string | undefined): bigint | null {
  if (text === undefined) return null;
  const ticks = ticksOf(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (ticks === null)
    throw new UsageError(`${name} takes a time such as 2026-01-15T09:00:00Z, not "${text}".`);
  return ticks;
}

function readRedactions(written: readonly string[]): Redaction[] {
  const names = new Set(written.flatMap((one) => one.split(",")).map((one) => one.trim()));
  const unknown = [...names].find((name) => !(REDACTIONS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--redact takes ${REDACTIONS.join(", ")}, not "${unknown}".`);
  return REDACTIONS.filter((name) => names.has(name));
}
