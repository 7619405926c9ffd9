/**
 * The job queue of a replay in memory that all threads share: which job is next, whether to stop, and
 * how far each thread is. So no thread waits for a message.
 */
const [NEXT, STOPPED] = [0, 1];
const NUMBERS = 2;
/** The slot of a thread: three numbers that only ever grow, and the job that it is at, plus 1. */
const [BYTES, EVENTS, MATCHES, JOB] = [0, 1, 2, 3];
const PER_THREAD = 4;
const INT = Int32Array.BYTES_PER_ELEMENT;
const FLOAT = Float64Array.BYTES_PER_ELEMENT;

/** How far all threads together are. */
export interface Progress {
  readonly bytes: number;
  readonly events: number;
  readonly matches: number;
  /** The first of the jobs that are being done; null if none is. */
  readonly job: number | null;
}

export class JobQueue {
  readonly shared: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #threads: Float64Array;

  constructor(shared: SharedArrayBuffer) {
    this.shared = shared;
    this.#numbers = new Int32Array(shared, 0, NUMBERS);
    this.#threads = new Float64Array(shared, NUMBERS * INT);
  }

  /** Returns a new queue for so many threads. */
  static for(threads: number): JobQueue {
    return new JobQueue(new SharedArrayBuffer(NUMBERS * INT + threads * PER_THREAD * FLOAT));
  }

  /** Takes the next of so many jobs for the thread that asks; null if there is none. */
  take(jobs: number): number | null {
    if (this.isStopped) return null;
    const job = Atomics.add(this.#numbers, NEXT, 1);
    return job < jobs ? job : null;
  }

  /** Returns how many of so many jobs were taken. */
  taken(jobs: number): number {
    return Math.min(jobs, Atomics.load(this.#numbers, NEXT));
  }

  get isStopped(): boolean {
    return Atomics.load(this.#numbers, STOPPED) === 1;
  }

  /** Has no further job taken, and those that were end soon. */
  stop(): void {
    Atomics.store(this.#numbers, STOPPED, 1);
  }

  /** Returns the slot in which one thread writes how far it is. */
  slot(thread: number): ProgressSlot {
    return new ProgressSlot(this.#threads.subarray(thread * PER_THREAD, (thread + 1) * PER_THREAD));
  }

  get progress(): Progress {
    const sum = { bytes: 0, events: 0, matches: 0 };
    let job = Infinity;
    for (let at = 0; at < this.#threads.length; at += PER_THREAD) {
      sum.bytes += this.#threads[at + BYTES]!;
      sum.events += this.#threads[at + EVENTS]!;
      sum.matches += this.#threads[at + MATCHES]!;
      const current = this.#threads[at + JOB]!;
      if (current > 0) job = Math.min(job, current - 1);
    }
    return { ...sum, job: job === Infinity ? null : job };
  }
}

export class ProgressSlot {
  readonly #numbers: Float64Array;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  begin(job: number): void {
    this.#numbers[JOB] = job + 1;
  }

  add(bytes: number, events: number, matches: number): void {
    this.#numbers[BYTES]! += bytes;
    this.#numbers[EVENTS]! += events;
    this.#numbers[MATCHES]! += matches;
  }

  end(): void {
    this.#numbers[JOB] = 0;
  }
}
