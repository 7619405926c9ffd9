import type { Argv } from "yargs";

/** What a command may touch of the outside: passed in, so that tests can look on. */
export interface Environment {
  /** Data. */
  out(text: string): void;
  /** Everything else: diagnostics, counts, progress. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether to colour what goes to `out`, and to `err`. */
  readonly colors: { readonly out: boolean; readonly err: boolean };
  /** Milliseconds; for durations. */
  readonly now: () => number;
  /** The terminal that `err` is shown on; null if it is none that can take a line back. */
  readonly terminal: { readonly columns: number } | null;
  /** Acts again and again, after so many milliseconds each, until what it returns is called. */
  every(milliseconds: number, act: () => void): () => void;
  /**
   * Aborted when the user interrupts. Only who asks for it takes it upon itself to end: before that
   * an interruption ends the process at once, and so does a second one.
   */
  readonly interrupted: AbortSignal;
  /** How many threads the machine runs at a time. */
  readonly cores: number;
  /** The module that further threads run. */
  readonly workerModule: URL;
  /** A digest of the program's own code; null if nobody knows it. */
  readonly code: string | null;
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
 * @see DESIGN §9: 2 wins over 1
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

/** A command line that asks for something that cannot be: told with the way out. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
