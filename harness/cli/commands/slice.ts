/** `firedrill slice`: cuts events out of a recording, to be committed as a sample. */
import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { isoOf } from "../../events/time.ts";
import { plural } from "../../text/plural.ts";
import { compileWhere } from "../../slice/event-test.ts";
import { UNSEEN } from "../../slice/redaction/redaction.ts";
import { sampleBlock } from "../../slice/sample-block.ts";
import { slice as cut, type Slice, type SliceRequest } from "../../slice/slice.ts";
import { findRecordings } from "../../telemetry/files/find-recordings.ts";
import { sha256OfFile } from "../../telemetry/files/sha256.ts";
import { formatOfName, WRITTEN_EXTENSIONS } from "../../telemetry/write/recording-writer.ts";
import { isEmptyFolder } from "../../text/empty-folder.ts";
import { errorIn } from "../../text/diagnostic.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { systemReason } from "../../text/whole-file.ts";
import { printDiagnostics } from "../output/print-diagnostics.ts";
import { requestOf, SLICE_OPTIONS, type SliceOptions } from "./slice-options.ts";
import {
  EXIT,
  UsageError,
  type ExitCode,
  type Environment,
  type Register,
} from "../environment.ts";

export const register: Register = (line, environment, end) =>
  line.command(
    "slice <recording>",
    "Cut events out of a recording, to keep them as a sample",
    (command) =>
      command
        .positional("recording", {
          type: "string",
          demandOption: true,
          describe: "The recording to cut from",
        })
        .options(SLICE_OPTIONS)
        .example(
          "$0 slice big.evtx --where 'EventID: 4720' --around 5m -o samples/new-account.evtx",
          "Keep what happened around new accounts",
        )
        .example(
          "$0 slice big.evtx --process-tree 4711 --redact user,host,domain,sid,ip -o samples/x.xml",
          "Keep a process and its descendants, without the names",
        ),
    async ({ logSource, ...options }) =>
      end(await slice({ ...options, declared: logSource }, environment)),
  );

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
  const asked = { ...requestOf(options), where: where?.test ?? null };

  const found = await findRecordings([options.recording]);
  printDiagnostics(found.diagnostics, environment);
  const [recording, ...others] = found.recordings;
  if (recording === undefined)
    return found.diagnostics.some((one) => !isEmptyFolder(one))
      ? EXIT.unusable
      : EXIT.nothingSelected;
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
    const reason = systemReason(error);
    if (reason === null) throw error;
    const unwritable = `The slice cannot be written: ${reason}.`;
    printDiagnostics([errorIn(output, "file/unwritable", unwritable)], environment);
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
  printRoots(result, request, environment);
  if (read.unreadable) return EXIT.unusable;
  if (result.namesTooMany > 0) {
    const message = `${plural(result.namesTooMany, "name")} more than redaction can remember: they would have been left. Cut a smaller slice without --redact, and redact that.`;
    printDiagnostics([errorIn(request.recording, "slice/too-many-names", message)], environment);
    return EXIT.unusable;
  }
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
  printReplacements(result, environment);
  if (request.redact.length > 0)
    environment.err(
      `Redaction does not see: ${UNSEEN.join("; ")}. Read the slice before you share it.\n`,
    );
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

/** Pseudonyms of an earlier redaction; whoever redacts again knows of them. */
const MAX_SHOWN = 20;

function noteOf({ written, read }: Slice, { recording, redact, rebase }: SliceRequest): string {
  const parts = [`${written!.events} of ${plural(read.events, "event")} of ${basename(recording)}`];
  if (redact.length > 0) parts.push(`redacted: ${redact.join(", ")}`);
  if (rebase !== null) parts.push(`moved to ${isoOf(rebase)}`);
  return `${parts.join("; ")}.`;
}

function printRoots(
  { processes }: Slice,
  { processTree }: SliceRequest,
  environment: Environment,
): void {
  if (!processes) return;
  if (processes.roots.length === 0)
    environment.err(
      `No process of the recording is ${processTree.map((one) => `"${visible(one)}"`).join(" or ")}.\n`,
    );
  for (const { pid, guid, image, start } of processes.roots)
    environment.err(
      `process ${pid}${guid === null ? "" : ` {${guid}}`} ${visible(image ?? "(its start is not recorded)")}${start === null ? "" : `, started ${isoOf(start)}`}\n`,
    );
  if (processes.roots.length > processTree.length)
    environment.err(
      "One id named several processes: all of them are taken. A GUID, --from or --to tells them apart.\n",
    );
  if (processes.roots.length > 0)
    environment.err(`${plural(processes.all.size - processes.roots.length, "descendant")}\n`);
}

function printReplacements(
  { replacements, leftAsPseudonyms }: Slice,
  environment: Environment,
): void {
  for (const { kind, name, pseudonym, count } of replacements)
    environment.err(`${kind.padEnd(6)}  ${visible(name)} → ${pseudonym}  (${count}×)\n`);
  const shown = leftAsPseudonyms.slice(0, MAX_SHOWN);
  const more = leftAsPseudonyms.length - shown.length;
  if (shown.length > 0)
    environment.err(
      `Left, for they look like pseudonyms: ${shown.map(visible).join(", ")}${more > 0 ? `, and ${more} more` : ""}\n`,
    );
}
