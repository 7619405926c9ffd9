/**
 * The threads of a replay. The main thread is one of them: it begins while the others still start, and
 * is all there is where there is little to do. Answers go on in the order of the jobs, whoever was first.
 */
import { Worker } from "node:worker_threads";
import type { RuleSet } from "../../languages/compilation.ts";
import { writeRules } from "../rule-cache/rule-set-cache.ts";
import { JobQueue } from "./queue.ts";
import type { Answer, RecordingAnswer, Job, JobOptions, Measured } from "./job.ts";
import type { Rules, Start, WorkerMessage } from "./messages.ts";
import { Thread } from "./thread.ts";

/** What a team needs of the outside. */
export interface PoolEnvironment {
  /** Milliseconds since the process began. */
  readonly now: () => number;
  /** The module that workers run. */
  readonly workerModule: URL;
}

/**
 * Of a further thread's heap, in MB. What a replay makes is gone at once, and V8's own limit, three times
 * as much, would take a replay of 1 GiB beyond the 300 MB that it may have (`npm run bench -- memory`).
 */
const YOUNG_GENERATION = 16;

export class WorkerPool {
  readonly queue: JobQueue;
  readonly #jobs: readonly Job[];
  readonly #jobOptions: JobOptions;
  readonly #around: PoolEnvironment;
  readonly #workers: readonly Worker[];
  readonly #answers: (Answer | undefined)[];
  readonly #measured: Measured[] = [];
  /** Of the jobs, the first whose answer has not gone on. */
  #next = 0;
  #answered = 0;
  #fault: unknown = null;
  /** Wakes whoever waits for answers. */
  #wake: () => void = () => {};

  /** Starts further threads; they wait for the rules. */
  constructor(
    jobs: readonly Job[],
    jobOptions: JobOptions,
    threads: number,
    around: PoolEnvironment,
  ) {
    this.#jobs = jobs;
    this.#answers = Array.from(jobs, () => undefined);
    this.#jobOptions = jobOptions;
    this.#around = around;
    this.queue = JobQueue.for(threads);
    this.#workers = Array.from({ length: threads - 1 }, (_, i) => this.#start(i + 1));
  }

  /** How many threads there are. */
  get threads(): number {
    return this.#workers.length + 1;
  }

  /**
   * Does all jobs, or those that were taken before the board was told to stop.
   *
   * @param kept the rule set as `writeRules` gives it, in shared memory, if it is at hand in that form
   * @param tell takes what came of each recording, in the order of the jobs
   * @returns what the threads measured, those that were there to the end
   */
  async work(
    set: RuleSet,
    kept: Uint8Array | undefined,
    tell: (recording: RecordingAnswer) => void,
  ): Promise<readonly Measured[]> {
    if (this.#workers.length > 0) {
      const bytes: Rules = kept ?? shared(writeRules(set));
      for (const worker of this.#workers) worker.postMessage(bytes);
    }
    const { now } = this.#around;
    const thread = new Thread(set.rules, this.#jobOptions, this.queue, 0, { now, started: now() });
    await thread.work(this.#jobs, (index, answer) => {
      this.#take(index, answer);
      this.#passOn(thread, tell);
    });
    while (this.#answered < this.queue.taken(this.#jobs.length)) {
      this.#passOn(thread, tell);
      await this.#news();
    }
    // Answers may also have come in while the main thread was at its last job.
    this.#passOn(thread, tell);
    if (this.queue.isStopped) this.#passOnCut(thread, tell);
    else if (this.#next < this.#jobs.length) throw new Error("a job was left without an answer");
    const own = thread.measured;
    if (!own) return [];
    while (this.#measured.length < this.#workers.length) await this.#news();
    return [own, ...this.#measured];
  }

  /** Ends the further threads at once. */
  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(number: number): Worker {
    const workerData: Start = {
      number,
      jobs: this.#jobs,
      jobOptions: this.#jobOptions,
      queue: this.queue.shared,
    };
    const worker = new Worker(this.#around.workerModule, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
    });
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "answer") this.#take(message.index, message.answer);
      else if (message.measured) this.#measured.push(message.measured);
      this.#wake();
    });
    worker.on("error", (error) => {
      this.#fault = error;
      this.#wake();
    });
    return worker;
  }

  #take(index: number, answer: Answer): void {
    this.#answers[index] = answer;
    this.#answered++;
  }

  /** Passes on what has its turn. */
  #passOn(thread: Thread, tell: (recording: RecordingAnswer) => void): void {
    for (;;) {
      const count = this.#sizeAt(this.#next);
      if (count === 0) return;
      const answers = this.#answers.slice(this.#next, this.#next + count);
      if (answers.length < count || answers.includes(undefined)) return;
      this.#answers.fill(undefined, this.#next, this.#next + count);
      const [first] = answers;
      this.#next += count;
      tell(
        first!.kind === "recording"
          ? first!.recording
          : thread.join(this.#jobs[this.#next - 1]!.path, answers.filter(isShard), true),
      );
    }
  }

  /** After an interruption: of a recording that was read in parts, what was read without a gap. */
  #passOnCut(thread: Thread, tell: (recording: RecordingAnswer) => void): void {
    const count = this.#sizeAt(this.#next);
    const shards: Extract<Answer, { kind: "part" }>[] = [];
    for (const answer of this.#answers.slice(this.#next, this.#next + count)) {
      if (!isShard(answer)) break;
      shards.push(answer);
    }
    if (shards.length > 0) tell(thread.join(this.#jobs[this.#next]!.path, shards, false));
  }

  /** How many jobs the recording has whose first job this is; 0 behind the last. */
  #sizeAt(first: number): number {
    const job = this.#jobs[first];
    if (!job) return 0;
    if (!job.range) return 1;
    let end = first + 1;
    while (this.#jobs[end]?.path === job.path && this.#jobs[end]!.range!.from > 0) end++;
    return end - first;
  }

  /** Waits until a worker has told something. */
  async #news(): Promise<void> {
    if (!this.#fault) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#fault) throw this.#fault;
  }
}

function isShard(answer: Answer | undefined): answer is Extract<Answer, { kind: "part" }> {
  return answer?.kind === "part";
}

function shared(text: string): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(text.length));
  Buffer.from(bytes.buffer).write(text, "latin1");
  return bytes;
}
