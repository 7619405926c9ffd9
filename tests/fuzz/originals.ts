/** The sound recordings that are spoiled. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import type { LogEvent } from "../../harness/events/event.ts";
import { CORPORA } from "../corpora.ts";
import { readContent } from "../telemetry/read-content.ts";
import { buildEvtx } from "../telemetry/evtx/evtx-builder.ts";
import { richChunk } from "../telemetry/evtx/rich-file.ts";
import { written } from "../telemetry/write/written.ts";
import { chunksOf, seal } from "./mutate-evtx.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

export interface Original {
  readonly name: string;
  readonly format: "evtx" | "xml" | "json" | "ndjson";
  readonly bytes: Buffer;
}

const SAMPLES = fileURLToPath(new URL("../../samples", import.meta.url));
/** Every so many files of the corpora is taken. */
const STEP = 9;
/** A larger recording is cut down to this, so that there are many cases. */
const MAX_CHUNKS = 3;
const MAX_EVENTS = 60;
const MAX_TEXT = 256 * 1024;

/** Returns an event log of records of every kind, which is not written by our writer. */
export function builtOriginal(): Original {
  const chunks = [richChunk(), richChunk(), richChunk()];
  chunks.forEach(seal);
  return { name: "every kind of record", format: "evtx", bytes: buildEvtx(chunks) };
}

/** Returns recordings in every format: built, of the project's samples, and of the corpora if they are there. */
export function allOriginals(): Original[] {
  const originals = [builtOriginal(), ...samples(), ...(existsSync(CORPORA) ? recorded() : [])];
  return [...originals, ...originals.flatMap(rewritten)];
}

function samples(): Original[] {
  return globSync("**/*.{xml,json}", { cwd: SAMPLES, absolute: true })
    .sort()
    .flatMap((path) => textOf(path));
}

function recorded(): Original[] {
  const files = globSync(["evtx/**/*.evtx", "sigmahq/regression_data/**/*.{evtx,json}"], {
    cwd: CORPORA,
    absolute: true,
  });
  return files
    .sort()
    .filter((_, index) => index % STEP === 0)
    .flatMap((path) => (path.endsWith(".evtx") ? logOf(path) : textOf(path)));
}

function logOf(path: string): Original[] {
  const bytes = readFileSync(path);
  const chunks = chunksOf(bytes).filter((chunk) => chunk.toString("latin1", 0, 7) === "ElfChnk");
  if (chunks.length === 0) return [];
  chunks.forEach(seal);
  const log = Buffer.concat([bytes.subarray(0, 4096), ...chunks.slice(0, MAX_CHUNKS)]);
  return [{ name: path, format: "evtx", bytes: log }];
}

function textOf(path: string): Original[] {
  const bytes = readFileSync(path);
  const { format } = readContent(bytes, path, () => {});
  if (bytes.length > MAX_TEXT || format === null || format === "csv") return [];
  return [{ name: path, format, bytes }];
}

/** The events of a recording as our writers write them. */
function rewritten({ name, bytes }: Original): Original[] {
  const events: LogEvent[] = [];
  readContent(bytes, name, (event) => events.push(keepEvent(event)));
  return (["evtx", "xml", "ndjson"] as const).flatMap((format) => {
    const { bytes: copy, report } = written(events.slice(0, MAX_EVENTS), format);
    if (report.events === 0 || copy.length > MAX_TEXT) return [];
    return [{ name: `${name}, written as ${format}`, format, bytes: copy }];
  });
}
