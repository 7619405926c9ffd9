import type { Argv } from "yargs";

/** What a command may touch of the outside: passed in, so that tests can replace it. */
export interface Environment {
  /** Data. */
  out(text: string): void;
  /** Everything else: diagnostics, counts, progress. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Aborted when `out` takes nothing any more: who reads it has gone, or the disk is full. A command may
   * end early then, as far as its exit code is known. Absent: that never happens.
   */
  readonly closed?: AbortSignal;
  /** Whether to colour what goes to `out`, and to `err`. */
  readonly colors: { readonly out: boolean; readonly err: boolean };
  /** Milliseconds; for durations. */
  readonly now: () => number;
  /** The terminal that `err` is shown on; null if it is none that can take a line back. */
  readonly terminal: { readonly columns: number } | null;
  /** Acts again and again, after so many milliseconds each, until what it returns is called. */
  every(milliseconds: number, act: () => void): () => void;
  /**
   * Aborted when the user interrupts. A command that reads this must end itself; before it is read, an
   * interruption ends the process at once, and so does a second one.
   */
  readonly interrupted: AbortSignal;
  /** How many threads the machine runs at a time. */
  readonly cores: number;
  /** The module that further threads run. */
  readonly workerModule: URL;
  /** A digest of the program's own code; null if it is not known. */
  readonly codeDigest: string | null;
}

/** Adds a command to a command line; `end` takes how the command ended. */
export type Register = (
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
) => Argv;

/**
 * How a command ends.
 *
 * Where a run is both `unusable` and `failed`, it ends as `unusable`.
 */
export const EXIT = {
  expected: 0,
  failed: 1,
  unusable: 2,
  usage: 3,
  nothingSelected: 4,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command line that asks for something that cannot be; the message says what to write in its place. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
