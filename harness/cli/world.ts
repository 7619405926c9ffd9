/** What a command may touch of the outside: passed in, so that tests can look on. */
export interface World {
  /** Data. */
  out(text: string): void;
  /** Everything else: diagnostics, counts, progress. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether to colour what goes to `out`, and to `err`. */
  readonly colors: { readonly out: boolean; readonly err: boolean };
  /** Milliseconds; for durations. */
  now(): number;
  /** Aborted when the user interrupts. */
  readonly interrupted: AbortSignal;
}

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
