/** Runs the built command line on one input, and measures what that takes. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const MEASURE = fileURLToPath(new URL("measure.cjs", import.meta.url));

/** A program that hangs is ended after so many seconds of the clock: a busy machine may need most of them. */
const HANGS = 90;
/** Megabytes beyond which it is ended, before the machine suffers. */
const GROWS = 1536;
const POLL = 100;
/** What is kept of an output, in characters. */
const KEPT = 200_000;

/** What came of a run. */
export interface Outcome {
  /** `null` if it was ended by a signal. */
  readonly exit: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** Of the processor: those of the clock tell more about the machine. */
  readonly seconds: number | null;
  /** At most at once. */
  readonly megabytes: number | null;
  /** Why it was ended here, or `null`. */
  readonly ended: string | null;
}

/** Runs the program in a folder, with a cache of its own there. */
export function runProgram(args: readonly string[], folder: string): Promise<Outcome> {
  const measured = join(folder, "measured.json");
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  rmSync(measured, { force: true });
  const child = spawn(process.execPath, ["--require", MEASURE, PROGRAM, ...args], {
    cwd: folder,
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, FIREDRILL_MEASURE: measured },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  let ended: string | null = null;
  const start = performance.now();
  const end = (why: string): void => {
    ended ??= why;
    child.kill("SIGKILL");
  };
  const timer = setInterval(() => {
    if (performance.now() - start > 1000 * HANGS) end(`it did not end within ${HANGS} s`);
    if (residentMegabytes(child.pid) > GROWS) end(`it took more than ${GROWS} MB`);
  }, POLL);
  child.stdout.resume();
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (stderr.length < KEPT) stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit, signal) => {
      clearInterval(timer);
      const taken = existsSync(measured)
        ? (JSON.parse(readFileSync(measured, "utf8")) as { seconds: number; megabytes: number })
        : { seconds: null, megabytes: null };
      resolve({ exit, signal, stderr, ended, ...taken });
    });
  });
}

/** 0 where the system does not tell. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
