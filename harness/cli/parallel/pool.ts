/**
 * The threads of a replay. The main thread is one of them: it begins while the others still start, and
 * is all there is where there is little to do. Results are delivered in the order of the jobs.
 */
import { Worker } from "node:worker_threads";
import type { RuleSet } from "../../languages/compilation.ts";
import { writeRules } from "../cache/rule-set-cache.ts";
import { JobQueue } from "./queue.ts";
import type { JobResult, RecordingOutput, Job, JobOptions, Measurements } from "./job.ts";
import type { RuleSetBytes, WorkerData, WorkerMessage } from "./messages.ts";
import { Thread } from "./thread.ts";

/** What a pool needs of the outside. */
export interface PoolEnvironment {
  /** Milliseconds since the process began. */
  readonly now: () => number;
  /** The module that workers run. */
  readonly workerModule: URL;
}

/**
 * Young generation of a further thread's heap, in MB. What a replay makes is gone at once, and V8's own limit, three times
 * as much, would take a replay of 1 GiB beyond the 300 MB that it may have (`npm run bench -- memory`).
 */
const YOUNG_GENERATION = 16;

export class WorkerPool {
  readonly queue: JobQueue;
  readonly #jobs: readonly Job[];
  readonly #jobOptions: JobOptions;
  readonly #environment: PoolEnvironment;
  readonly #workers: readonly Worker[];
  readonly #results: (JobResult | undefined)[];
  readonly #measurements: Measurements[] = [];
  /** Index of the first job whose result has not been delivered. */
  #nextToDeliver = 0;
  /** How many results there are, delivered or not. */
  #finished = 0;
  #failure: unknown = null;
  /** Resolves the promise that waits for the next message. */
  #wake: () => void = () => {};

  /** Starts further threads; they wait for the rules. */
  constructor(
    jobs: readonly Job[],
    jobOptions: JobOptions,
    threads: number,
    environment: PoolEnvironment,
  ) {
    this.#jobs = jobs;
    this.#results = Array.from(jobs, () => undefined);
    this.#jobOptions = jobOptions;
    this.#environment = environment;
    this.queue = JobQueue.for(threads);
    this.#workers = Array.from({ length: threads - 1 }, (_, i) => this.#start(i + 1));
  }

  /**
   * Does all jobs, or those that were taken before the queue was stopped.
   *
   * @param cached the rule set as `writeRules` returns it, in shared memory, if it is at hand in that form
   * @param onRecording receives the output of each recording, in the order of the jobs
   * @returns the measurements of the threads that were there to the end
   */
  async work(
    set: RuleSet,
    cached: Uint8Array | undefined,
    onRecording: (recording: RecordingOutput) => void,
  ): Promise<readonly Measurements[]> {
    if (this.#workers.length > 0) {
      const bytes: RuleSetBytes = cached ?? shared(writeRules(set));
      for (const worker of this.#workers) worker.postMessage(bytes);
    }
    const { now } = this.#environment;
    const thread = new Thread(set.rules, this.#jobOptions, this.queue, 0, { now, started: now() });
    await thread.work(this.#jobs, (index, result) => {
      this.#store(index, result);
      this.#deliver(thread, onRecording);
    });
    while (this.#finished < this.queue.taken(this.#jobs.length)) {
      this.#deliver(thread, onRecording);
      await this.#nextMessage();
    }
    // Results may also have come in while the main thread was at its last job.
    this.#deliver(thread, onRecording);
    if (this.queue.isStopped) this.#deliverInterrupted(thread, onRecording);
    else if (this.#nextToDeliver < this.#jobs.length)
      throw new Error("a job was left without a result");
    const own = thread.measurements;
    if (!own) return [];
    while (this.#measurements.length < this.#workers.length) await this.#nextMessage();
    return [own, ...this.#measurements];
  }

  /** Ends the further threads at once. */
  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(number: number): Worker {
    const workerData: WorkerData = {
      number,
      jobs: this.#jobs,
      jobOptions: this.#jobOptions,
      queue: this.queue.shared,
    };
    const worker = new Worker(this.#environment.workerModule, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
    });
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "result") this.#store(message.index, message.result);
      else if (message.measurements) this.#measurements.push(message.measurements);
      this.#wake();
    });
    worker.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
    return worker;
  }

  #store(index: number, result: JobResult): void {
    this.#results[index] = result;
    this.#finished++;
  }

  /** Delivers the recordings whose turn it is, all of whose jobs are done. */
  #deliver(thread: Thread, onRecording: (recording: RecordingOutput) => void): void {
    for (;;) {
      const count = this.#jobsOfRecordingAt(this.#nextToDeliver);
      if (count === 0) return;
      const results = this.#results.slice(this.#nextToDeliver, this.#nextToDeliver + count);
      if (results.length < count || results.includes(undefined)) return;
      this.#results.fill(undefined, this.#nextToDeliver, this.#nextToDeliver + count);
      const [first] = results;
      this.#nextToDeliver += count;
      onRecording(
        first!.kind === "recording"
          ? first!.recording
          : thread.join(this.#jobs[this.#nextToDeliver - 1]!.path, results.filter(isShard), true),
      );
    }
  }

  /** Delivers, after an interruption, the shards of a recording that were read without a gap. */
  #deliverInterrupted(thread: Thread, onRecording: (recording: RecordingOutput) => void): void {
    const count = this.#jobsOfRecordingAt(this.#nextToDeliver);
    const shards: Extract<JobResult, { kind: "shard" }>[] = [];
    for (const result of this.#results.slice(this.#nextToDeliver, this.#nextToDeliver + count)) {
      if (!isShard(result)) break;
      shards.push(result);
    }
    if (shards.length > 0)
      onRecording(thread.join(this.#jobs[this.#nextToDeliver]!.path, shards, false));
  }

  /** Returns how many jobs the recording has whose first job this is; 0 behind the last job. */
  #jobsOfRecordingAt(first: number): number {
    const job = this.#jobs[first];
    if (!job) return 0;
    if (!job.range) return 1;
    let end = first + 1;
    while (this.#jobs[end]?.path === job.path && this.#jobs[end]!.range!.from > 0) end++;
    return end - first;
  }

  /** Waits for the next message of a worker; throws what a worker threw. */
  async #nextMessage(): Promise<void> {
    if (!this.#failure) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#failure) throw this.#failure;
  }
}

function isShard(result: JobResult | undefined): result is Extract<JobResult, { kind: "shard" }> {
  return result?.kind === "shard";
}

function shared(text: string): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(text.length));
  Buffer.from(bytes.buffer).write(text, "latin1");
  return bytes;
}
