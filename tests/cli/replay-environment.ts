import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as command from "../../harness/cli/commands/replay.ts";
import type { ReplayOptions } from "../../harness/cli/commands/replay.ts";
import type { ExitCode, Environment } from "../../harness/cli/environment.ts";

const BUILT = fileURLToPath(new URL("../../dist/cli", import.meta.url));

/** An environment that records what is printed, with a clock of its own and no terminal. */
export interface TestEnvironment extends Environment {
  readonly printed: { out: string; err: string };
}

/** Returns an environment; `more` replaces parts of it. */
export function testEnvironment(more: Partial<Environment> = {}): TestEnvironment {
  const printed = { out: "", err: "" };
  return {
    printed,
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    env: {},
    colors: { out: false, err: false },
    now: () => performance.now(),
    terminal: null,
    every: () => () => {},
    interrupted: new AbortController().signal,
    cores: 1,
    workerModule: pathToFileURL(join(BUILT, "worker.js")),
    codeDigest: null,
    ...more,
  };
}

export const REPLAY: ReplayOptions = {
  recordings: [],
  rules: ["rules"],
  format: "ndjson",
  declared: undefined,
  strict: false,
  verify: false,
  cache: false,
};

/** Replays as the built program does, so that further threads can be started. */
export async function builtReplay(
  options: Partial<ReplayOptions>,
  environment: Environment,
): Promise<ExitCode> {
  const module = join(BUILT, "commands/replay.js");
  const built = (await import(pathToFileURL(module).href)) as typeof command;
  return built.replay({ ...REPLAY, ...options }, environment);
}
