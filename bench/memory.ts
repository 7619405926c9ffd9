/**
 * How much memory a replay takes: an event log of 1 GiB, which our own writer makes of the corpora's
 * events in a temporary folder, through one rule with the built command line.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readContent } from "../tests/telemetry/read-content.ts";
import type { ByteSink } from "../harness/telemetry/write/byte-sink.ts";
import { FileSink } from "../harness/telemetry/write/file-sink.ts";
import { recordingWriter } from "../harness/telemetry/write/recording-writer.ts";
import { filesBelow } from "../tests/conformance/walk.ts";

export interface MemoryUse {
  /** Of the log, in millions of bytes. */
  readonly megabytes: number;
  readonly events: number;
  /** With one thread, and with as many as the command line takes by itself. */
  readonly replays: readonly ReplayUse[];
}

/** What one replay took. */
export interface ReplayUse {
  readonly threads: string;
  /** Millions of bytes, the most that the process ever held. */
  readonly resident: number;
  /** The most that it may hold. */
  readonly allowed: number;
  /** From its start to its end. */
  readonly seconds: number;
}

const SIZE = 1024 ** 3;
/** Free space that is left to others. */
const SPARE = 1024 ** 3;
const ALLOWED = 300;
const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const RULE = fileURLToPath(
  new URL("../rules/sigma/mshta-script-on-command-line.yml", import.meta.url),
);
/** Has the process say at its end how much it held. */
const TELL = `process.on("exit", () => process.stderr.write("\\nmaxRSS " + process.resourceUsage().maxRSS + "\\n"))`;

/** Measures the command line, which must be built; a string says why it cannot be measured. */
export async function measureMemory(corpora: string): Promise<MemoryUse | string> {
  if (!existsSync(MAIN)) return `There is no ${MAIN}: npm run build makes it.`;
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < SIZE + SPARE)
    return `${tmpdir()} has ${bavail * bsize} bytes left, ${SIZE + SPARE} are needed.`;
  const folder = mkdtempSync(join(tmpdir(), "firedrill-bench-"));
  try {
    const log = join(folder, "large.evtx");
    const { bytes, events } = await writeLog(log, corpora);
    if (events === 0) return `There are no event logs in ${corpora}.`;
    const one = await replay("one thread", ["--jobs", "1", log]);
    const all = await replay("as many threads as it takes by itself", [log]);
    return { megabytes: bytes / 1e6, events, replays: [one, all] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes the events of the corpora, again and again, until the log has its size. */
async function writeLog(path: string, corpora: string): Promise<{ bytes: number; events: number }> {
  const files = await filesBelow(`${corpora}/evtx`, (name) => name.endsWith(".evtx"));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const sink = new FileSink(path);
  let bytes = 0;
  const counting: ByteSink = {
    append: (piece) => {
      bytes += piece.length;
      sink.append(piece);
    },
    overwrite: (offset, piece) => sink.overwrite(offset, piece),
  };
  const writer = recordingWriter("evtx", counting, path);
  while (bytes < SIZE && contents.length > 0)
    for (const content of contents)
      readContent(content, path, (event) => void (bytes < SIZE && writer.write(event)));
  const { events } = writer.end();
  sink.finish();
  return { bytes, events };
}

async function replay(threads: string, given: readonly string[]): Promise<ReplayUse> {
  const command = ["replay", "--rules", RULE, "--no-cache", "--format", "ndjson", ...given];
  const start = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(TELL)}`, MAIN, ...command],
    { maxBuffer: SIZE },
  );
  const seconds = (performance.now() - start) / 1000;
  const told = /^maxRSS (\d+)$/m.exec(stderr);
  if (!told) throw new Error(`The process did not say what it held: ${stderr.slice(0, 1000)}`);
  return { threads, resident: (Number(told[1]) * 1024) / 1e6, allowed: ALLOWED, seconds };
}
