/** `firedrill slice`: cuts events out of a recording, to be committed as a sample. */
import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { durationOf } from "../../events/duration.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { isoOf, ticksOf } from "../../events/time.ts";
import { plural } from "../../text/plural.ts";
import { compileWhere } from "../../slice/event-test.ts";
import { isProcessReference } from "../../slice/process-tree.ts";
import { REDACTIONS, type Redaction } from "../../slice/redact.ts";
import { sampleBlock } from "../../slice/sample-block.ts";
import { slice as cut, type Slice, type SliceRequest } from "../../slice/slice.ts";
import { findRecordings } from "../../telemetry/files/find.ts";
import { sha256OfFile } from "../../telemetry/files/sha256.ts";
import { formatOfName, WRITTEN_EXTENSIONS } from "../../telemetry/write/recording-writer.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { printDiagnostics } from "../output/print-diagnostics.ts";
import { EXIT, UsageError, type ExitCode, type Environment } from "../environment.ts";

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
} as const;

/** Writes the slice, and prints the entry for a scenario's `recordings`. */
export async function slice(options: SliceOptions, environment: Environment): Promise<ExitCode> {
  const { output } = options;
  const format = formatOfName(output);
  if (format === null)
    throw new UsageError(`"${output}" ends in none of ${WRITTEN_EXTENSIONS.join(", ")}.`);
  if (existsSync(output)) {
    if (statSync(output).isDirectory()) throw new UsageError(`"${output}" is a folder.`);
    if (!options.force)
      throw new UsageError(`"${output}" is there already; --force writes over it.`);
  }
  const where = options.where.length === 0 ? null : compileWhere(options.where);
  if (where) printDiagnostics(where.diagnostics, environment);
  if (where && where.test === null) return EXIT.usage;
  const asked = { ...readOptions(options), where: where?.test ?? null };

  const found = await findRecordings([options.recording]);
  printDiagnostics(found.diagnostics, environment);
  const [recording, ...others] = found.recordings;
  if (recording === undefined)
    return found.diagnostics.length > 0 ? EXIT.unusable : EXIT.nothingSelected;
  if (others.length > 0)
    throw new UsageError(
      `"${options.recording}" holds ${found.recordings.length} recordings; slice takes one, such as "${recording}".`,
    );

  const request = { ...asked, recording, output, format, signal: environment.interrupted };
  let result: Slice;
  try {
    result = await cut(request);
  } catch (error) {
    if (environment.interrupted.aborted) return EXIT.interrupted;
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    printDiagnostics(
      [
        {
          code: "file/unwritable",
          severity: "error",
          message: `The slice cannot be written: ${message}.`,
          file: output,
        },
      ],
      environment,
    );
    return EXIT.unusable;
  }
  return finish(result, request, environment);
}

async function finish(
  result: Slice,
  request: SliceRequest,
  environment: Environment,
): Promise<ExitCode> {
  const { read, written } = result;
  const { output } = request;
  printDiagnostics(read.diagnostics, environment);
  if (written) printDiagnostics(written.diagnostics, environment);
  tellTree(result, request, environment);
  if (read.unreadable) return EXIT.unusable;
  if (result.untimed > 0)
    environment.err(
      `${plural(result.untimed, "event")} without a time left out by --from and --to\n`,
    );
  if (written === null) {
    environment.err(`None of ${plural(read.events, "event")} is selected; nothing was written.\n`);
    return EXIT.nothingSelected;
  }
  if (written.events === 0) {
    environment.err(
      `None of ${plural(result.kept, "selected event")} can be written as ${written.format}.\n`,
    );
    return EXIT.unusable;
  }
  tellReplacements(result, environment);
  const around = result.around > 0 ? `, ${result.around} of them around others` : "";
  environment.err(
    `${written.events} of ${plural(read.events, "event")}${around} → ${visible(output)} (${statSync(output).size} bytes)\n`,
  );
  const block = sampleBlock({
    path: output,
    sensors: result.sensors,
    sha256: await sha256OfFile(output),
    note: result.redacted(noteOf(result, request)),
  });
  environment.out(block);
  return EXIT.expected;
}

function noteOf({ written, read }: Slice, { recording, redact, rebase }: SliceRequest): string {
  const parts = [`${written!.events} of ${plural(read.events, "event")} of ${basename(recording)}`];
  if (redact.length > 0) parts.push(`redacted: ${redact.join(", ")}`);
  if (rebase !== null) parts.push(`moved to ${isoOf(rebase)}`);
  return `${parts.join("; ")}.`;
}

function tellTree({ tree }: Slice, { processTree }: SliceRequest, environment: Environment): void {
  if (!tree) return;
  if (tree.roots.length === 0)
    environment.err(
      `No process of the recording is ${processTree.map((one) => `"${visible(one)}"`).join(" or ")}.\n`,
    );
  for (const { pid, guid, image, start } of tree.roots)
    environment.err(
      `process ${pid}${guid === null ? "" : ` {${guid}}`} ${visible(image ?? "(its start is not recorded)")}${start === null ? "" : `, started ${isoOf(start)}`}\n`,
    );
  if (tree.roots.length > processTree.length)
    environment.err(
      "One id named several processes: all of them are taken. A GUID, --from or --to tells them apart.\n",
    );
  if (tree.roots.length > 0)
    environment.err(`${plural(tree.processes.size - tree.roots.length, "descendant")}\n`);
}

function tellReplacements(
  { replacements, leftAsPseudonyms }: Slice,
  environment: Environment,
): void {
  for (const { kind, name, pseudonym, count } of replacements)
    environment.err(`${kind.padEnd(6)}  ${visible(name)} → ${pseudonym}  (${count}×)\n`);
  if (leftAsPseudonyms.length > 0)
    environment.err(
      `Left, for they look like pseudonyms: ${leftAsPseudonyms.map(visible).join(", ")}\n`,
    );
}

type Asked = Pick<
  SliceRequest,
  "around" | "processTree" | "from" | "to" | "limit" | "redact" | "rebase" | "declared"
>;

function readOptions(options: SliceOptions): Asked {
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
