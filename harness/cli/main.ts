#!/usr/bin/env node
/** The rim: only this file names `process`. */
import { writeSync } from "node:fs";
import { hideBin } from "yargs/helpers";
import { commandLine } from "./command-line.ts";
import { version } from "./version.ts";
import { EXIT, UsageError, type World } from "./world.ts";

/** Writes all of a text at once: a pipe that is read slowly must not lose the end at exit. */
function writeAll(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;)
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") process.exit(EXIT.expected);
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}

function colored(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") || (stream.isTTY && TERM !== "dumb");
}

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());

const world: World = {
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
  env: process.env,
  colors: { out: colored(process.stdout), err: colored(process.stderr) },
  now: () => performance.now(),
  interrupted: interruption.signal,
};

try {
  const line = await commandLine(hideBin(process.argv), world, (code) => (process.exitCode = code));
  await line.parseAsync();
} catch (error) {
  const usage = error instanceof UsageError || (error as Error).name === "YError";
  if (usage) world.err(`${(error as Error).message}\n\`firedrill --help\` shows what there is.\n`);
  else
    world.err(
      `This is a bug in firedrill ${version}. Please report it with what follows.\n${(error as Error).stack}\n`,
    );
  process.exitCode = usage ? EXIT.usage : EXIT.bug;
}
