/** What main thread and workers say to each other. */
import type { Answer, Job, JobOptions, Measured } from "./job.ts";

/** What a worker is started with. */
export interface Start {
  readonly number: number;
  readonly jobs: readonly Job[];
  readonly jobOptions: JobOptions;
  readonly queue: SharedArrayBuffer;
}

/** To a worker, once: the bytes of a rule set as `writeRules` gives it, in shared memory. */
export type Rules = Uint8Array;

/** From a worker. */
export type WorkerMessage =
  | { readonly kind: "answer"; readonly index: number; readonly answer: Answer }
  /** No job is left; it is the worker's last word. */
  | { readonly kind: "done"; readonly measured: Measured | null };
