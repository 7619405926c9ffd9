/** The messages between the main thread and the workers. */
import type { JobResult, Job, JobOptions, Measurements } from "./job.ts";

/** The `workerData` that a worker is started with. */
export interface WorkerData {
  readonly number: number;
  readonly jobs: readonly Job[];
  readonly jobOptions: JobOptions;
  readonly queue: SharedArrayBuffer;
}

/** To a worker, once: the bytes of a rule set as `writeRules` gives it, in shared memory. */
export type RuleSetBytes = Uint8Array;

/** From a worker. */
export type WorkerMessage =
  | { readonly kind: "result"; readonly index: number; readonly result: JobResult }
  /** No job is left; it is the worker's last message. */
  | { readonly kind: "done"; readonly measurements: Measurements | null };
