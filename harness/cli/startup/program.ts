/**
 * The entry of the bundle: what the process, and each further thread of it, is started with. Commands get
 * what they need of the process from here, passed in.
 */
import { writeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { hideBin } from "yargs/helpers";
import { commandLine } from "./command-line.ts";
import { interruptSignal } from "./interrupt.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { version } from "../../scenario/version.ts";
import { terminalText } from "../output/terminal-text.ts";
import { EXIT, type Environment } from "../environment.ts";

export { work } from "../parallel/worker.ts";

const closed = new AbortController();
/** Whether `out` was closed for another reason than that nobody wants to read more. */
let isLost = false;

/**
 * Writes all of a text at once: a pipe that is read slowly must not lose the end at exit. What nobody
 * reads any more (`firedrill run | head -1`) is dropped, and the command goes on: its reports are still to be
 * written, and its exit code is that of the run.
 */
function writeAll(descriptor: 1 | 2, text: string): void {
  if (descriptor === 1 && closed.signal.aborted) return;
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;)
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EAGAIN") return lose(descriptor, error as NodeJS.ErrnoException);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}

function lose(descriptor: 1 | 2, { code, message }: NodeJS.ErrnoException): void {
  // Where standard error takes nothing, there is nobody to tell.
  if (descriptor === 2) return;
  closed.abort();
  if (code === "EPIPE") return;
  isLost = true;
  writeAll(2, `The output cannot be written: ${message}.\n`);
}

function colored(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") || (stream.isTTY && TERM !== "dumb");
}

let interrupted: AbortSignal | undefined;

/** What the file that starts the program knows and the program does not. */
export interface Launch {
  /** The module that further threads run. */
  readonly workerModule: URL;
  /** A digest of the program's own code; null if it is not known. */
  readonly codeDigest: string | null;
  /** Why nothing is kept from run to run, as a sentence; null if it can be. */
  readonly cacheRefusal: string | null;
}

/** Runs the command line of the process, and sets how the process ends. */
export async function main({ cacheRefusal, ...launch }: Launch): Promise<void> {
  const environment = environmentOf(launch);
  if (cacheRefusal !== null)
    environment.err(
      `warning: nothing is kept from run to run, and each takes longer. ${visible(cacheRefusal)}\n`,
    );
  try {
    const words = hideBin(process.argv);
    const line = await commandLine(words, environment, (ended) => (process.exitCode = ended));
    await line.parseAsync();
    const { exitCode } = process;
    if (
      isLost &&
      (exitCode === undefined || exitCode === EXIT.expected || exitCode === EXIT.failed)
    )
      process.exitCode = EXIT.unusable;
  } catch (error) {
    // Not by class: a command may have been loaded with a class of its own.
    const usage = ["UsageError", "YError"].includes((error as Error).name);
    if (usage)
      environment.err(`${(error as Error).message}\n\`firedrill --help\` shows what there is.\n`);
    else
      environment.err(
        `This is a bug in firedrill ${version}. Please report it with what follows.\n${(error as Error).stack}\n`,
      );
    process.exitCode = usage ? EXIT.usage : EXIT.bug;
  }
}

function environmentOf(launch: Omit<Launch, "cacheRefusal">): Environment {
  return {
    ...launch,
    out: (text) => writeAll(1, terminalText(text)),
    err: (text) => writeAll(2, terminalText(text)),
    closed: closed.signal,
    env: process.env,
    colors: { out: colored(process.stdout), err: colored(process.stderr) },
    now: () => performance.now(),
    terminal: process.stderr.isTTY && process.env["TERM"] !== "dumb" ? process.stderr : null,
    every(milliseconds, act) {
      const timer = setInterval(act, milliseconds);
      return () => clearInterval(timer);
    },
    get interrupted() {
      return (interrupted ??= interruptSignal(process));
    },
    cores: availableParallelism(),
  };
}
