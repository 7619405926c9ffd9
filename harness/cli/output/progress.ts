/** The progress of a replay: one line on the terminal, drawn over and over, and gone at the end. */
import { visible } from "../../text/print-diagnostic.ts";
import type { Progress } from "../parallel/queue.ts";
import type { Environment } from "../environment.ts";

const MILLISECONDS_PER_DRAWING = 100;
const USUAL_COLUMNS = 80;
const ERASE = "\r\x1b[K";
const SEPARATOR = " · ";

/** What there is to do. */
export interface Workload {
  readonly bytes: number;
  /** Milliseconds since it began. */
  readonly elapsed: number;
  /** The recording that is being read; null if none is. */
  readonly path: string | null;
}

/**
 * Returns the line for a terminal of so many columns, which it does not fill: the cursor stays on it.
 * What is left over goes to the end of the path.
 */
export function progressLine(
  { bytes, events, matches }: Progress,
  workload: Workload,
  columns: number,
): string {
  const done = workload.bytes > 0 ? Math.min(1, bytes / workload.bytes) : 0;
  const perSecond = workload.elapsed > 0 ? Math.round((events * 1000) / workload.elapsed) : 0;
  const parts = [
    `${String(Math.floor(done * 100)).padStart(3)} %  ${megabytes(bytes)} of ${megabytes(workload.bytes)} MB`,
    `${perSecond.toLocaleString("en-US")} events/s`,
    `${matches.toLocaleString("en-US")} ${matches === 1 ? "match" : "matches"}`,
  ];
  const room = columns - 1;
  while (parts.length > 1 && parts.join(SEPARATOR).length > room) parts.pop();
  const line = parts.join(SEPARATOR);
  const left = room - line.length - SEPARATOR.length;
  const path = workload.path === null ? "" : visible(workload.path);
  const shown = path.length <= left ? path : left > 10 ? `…${path.slice(1 - left)}` : "";
  return (shown === "" ? line : line + SEPARATOR + shown).slice(0, room);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** The progress line on the terminal. Whoever prints something else calls `clear` first. */
export class ProgressLine {
  readonly #environment: Environment;
  readonly #stop: () => void;
  #isShown = false;

  /** @param state returns the progress, each time the line is drawn; without a terminal there is no line */
  constructor(environment: Environment, state: () => readonly [Progress, Workload]) {
    this.#environment = environment;
    const { terminal } = environment;
    this.#stop = terminal
      ? environment.every(MILLISECONDS_PER_DRAWING, () => {
          // A terminal that does not know how wide it is says 0.
          const line = progressLine(...state(), terminal.columns || USUAL_COLUMNS);
          environment.err(ERASE + (environment.colors.err ? `\x1b[2m${line}\x1b[22m` : line));
          this.#isShown = true;
        })
      : () => {};
  }

  /** Takes the line away, so that something else can be printed. */
  clear(): void {
    if (this.#isShown) this.#environment.err(ERASE);
    this.#isShown = false;
  }

  /** Takes the line away for good. */
  end(): void {
    this.#stop();
    this.clear();
  }
}
