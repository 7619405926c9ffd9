import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Outcome } from "./case.ts";
import type { Case } from "./check.ts";
import type { Order, Report } from "./worker.ts";

/** A case that failed. */
export interface Failure {
  readonly index: number;
  readonly fault: string;
}

/** A case that takes longer than this, whatever else the machine does, never ends. */
const HANGS_MS = 60_000;
/** Of the heap, in megabytes: what needs more ends the process. */
const HEAP = 512;
const ARGUMENTS = ["--import=tsx", "--expose-gc", `--max-old-space-size=${HEAP}`];

/** Runs cases in a process of their own, which is ended if a case hangs or needs too much memory. */
export class Runner {
  readonly #seed: number;
  #worker: ChildProcess | null = null;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Runs cases from one on until one fails, or until it is over. */
  async run(
    from: number,
    count: (index: number, outcome: Outcome) => void,
    isOver: () => boolean,
  ): Promise<Failure | null> {
    const reports = await this.#order({ kind: "run", seed: this.#seed, from });
    for (let next = from; ; next++) {
      const report = await reports.next(next);
      count(report.index, report);
      if (report.fault !== null || isOver()) {
        this.end();
        return report.fault === null ? null : { index: report.index, fault: report.fault };
      }
    }
  }

  /** Returns what becomes of a case. */
  async judge(spoiled: Case, index: number): Promise<Outcome> {
    const reports = await this.#order({ kind: "judge", seed: this.#seed, index, spoiled });
    return reports.next(index);
  }

  end(): void {
    this.#worker?.kill("SIGKILL");
    this.#worker = null;
  }

  async #order(order: Order): Promise<Inbox> {
    if (!this.#worker) {
      const options = { execArgv: ARGUMENTS, serialization: "advanced" } as const;
      this.#worker = fork(new URL("./worker.ts", import.meta.url), options);
      await once(this.#worker, "message");
    }
    const inbox = new Inbox(this.#worker, () => this.end());
    this.#worker.send(order);
    return inbox;
  }
}

type CaseReport = Extract<Report, { kind: "case" }>;

/** What a worker tells of its cases, one after another. */
class Inbox {
  readonly #worker: ChildProcess;
  readonly #end: () => void;
  readonly #reports: CaseReport[] = [];
  #wake: (() => void) | null = null;
  #hasExited = false;

  constructor(worker: ChildProcess, end: () => void) {
    this.#worker = worker;
    this.#end = end;
    worker.removeAllListeners("message").removeAllListeners("exit");
    worker.on("message", (report: CaseReport) => {
      this.#reports.push(report);
      this.#wake?.();
    });
    worker.on("exit", () => {
      this.#hasExited = true;
      this.#wake?.();
    });
  }

  /** Returns the next report; of a case that does not end, or that ends the worker, one that says so. */
  async next(index: number): Promise<CaseReport> {
    if (this.#reports.length === 0 && !this.#hasExited) await this.#something();
    const report = this.#reports.shift();
    if (report) return report;
    const fault = this.#hasExited
      ? `ended the process (${this.#worker.signalCode ?? this.#worker.exitCode}): it needs more memory than ${HEAP} MB`
      : `did not end in ${HANGS_MS / 1000} s`;
    this.#end();
    return { kind: "case", index, fault, events: 0, skipped: 0, milliseconds: HANGS_MS };
  }

  async #something(): Promise<void> {
    const { promise, resolve } = withResolver();
    const timer = setTimeout(resolve, HANGS_MS);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
