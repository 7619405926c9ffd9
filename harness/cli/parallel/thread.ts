/** One thread of a replay at its work: it takes jobs from the queue until there are no more. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ShownEvent } from "../../events/event.ts";
import { Engine } from "../../matching/engine.ts";
import { RuleProfiler } from "../../matching/candidates/rule-profiler.ts";
import { Observer, type Observed } from "../../matching/liveness/observed.ts";
import type { Match } from "../../matching/model/match.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import {
  joinRecording,
  replayShard,
  replayRecording,
  type ReplayedShard,
  type ReplayedRecording,
} from "../../scenario/replay/replay.ts";
import type { ReadOptions, SeeEvent } from "../../telemetry/read.ts";
import { lineOf } from "../../reports/match-format.ts";
import type { JobQueue, ProgressSlot } from "./queue.ts";
import type { JobResult, RecordingOutput, Job, JobOptions, Measurements } from "./job.ts";

/** To join all lines of a recording into one text would take their memory twice more. */
const LINES_PER_TEXT = 2000;

export class Thread {
  readonly #engine: Engine;
  readonly #queue: JobQueue;
  readonly #slot: ProgressSlot;
  readonly #jobOptions: JobOptions;
  readonly #now: () => number;
  readonly #profiler: RuleProfiler | undefined;
  readonly #write;
  readonly #times = { load: 0, read: 0, match: 0, finalize: 0 };

  /**
   * @param number of the thread, from 0
   * @param now milliseconds; `started` is of the same clock
   */
  constructor(
    rules: readonly CompiledRule[],
    jobOptions: JobOptions,
    queue: JobQueue,
    number: number,
    { now, started }: { now: () => number; started: number },
  ) {
    this.#profiler = jobOptions.measured ? new RuleProfiler(now) : undefined;
    this.#engine = new Engine(rules, this.#profiler);
    this.#jobOptions = jobOptions;
    this.#queue = queue;
    this.#slot = queue.slot(number);
    this.#now = now;
    this.#write = lineOf(jobOptions.format, jobOptions.colored);
    this.#times.load = now() - started;
  }

  /** Does jobs until all are taken. */
  async work(
    jobs: readonly Job[],
    onResult: (index: number, result: JobResult) => void,
  ): Promise<void> {
    for (;;) {
      const index = this.#queue.take(jobs.length);
      if (index === null) return;
      this.#slot.begin(index);
      onResult(index, await this.#run(jobs[index]!));
      this.#slot.end();
      // Signals and the other threads' results get their turn, however small the recordings are.
      await nextTurn();
    }
  }

  /** Joins the shards of a recording; `isWhole` says whether all of them are there. */
  join(path: string, shards: readonly ReplayedShard[], isWhole: boolean): RecordingOutput {
    const start = this.#now();
    const output = this.#outputOf(joinRecording(this.#engine, path, shards, isWhole));
    this.#times.finalize += this.#now() - start;
    return output;
  }

  /** What was counted and timed; null if the replay is not measured. */
  get measurements(): Measurements | null {
    const { rules, fields } = this.#profiler ?? {};
    return rules && fields ? { profile: { rules, fields }, times: this.#times } : null;
  }

  async #run({ path, bytes, range }: Job): Promise<JobResult> {
    const start = this.#now();
    const spent = { match: 0 };
    let [events, counted, ended] = [0, 0, start];
    const { declared, verify } = this.#jobOptions;
    const options: ReadOptions = {
      verify,
      ...(declared ? { declared } : {}),
      stop: () => this.#queue.isStopped,
      onBytes: (read) => {
        const more = Math.min(read, bytes - counted);
        counted += more;
        this.#slot.add(more, events, 0);
        events = 0;
        ended = this.#now();
      },
    };
    const around = (see: SeeEvent): SeeEvent => {
      const shown = this.#jobOptions.measured ? this.#timed(see, spent) : see;
      return (event: ShownEvent) => {
        events++;
        shown(event);
      };
    };
    const engine = this.#engine;
    if (range) {
      const { shard, read } = await replayShard(engine, path, range, options, around);
      this.#slot.add(bytes - counted, events, shard.matches.length);
      this.#addTimes(start, spent.match, ended);
      return { kind: "shard", shard, read };
    }
    const recording = this.#outputOf(await replayRecording(engine, path, options, around));
    const rest = recording.report.stopped ? 0 : bytes - counted;
    this.#slot.add(rest, events, recording.matches);
    this.#addTimes(start, spent.match, ended);
    return { kind: "recording", recording };
  }

  /** What was not spent on matching was spent on reading; what came after the last bytes, on finalizing. */
  #addTimes(start: number, match: number, ended: number): void {
    this.#times.match += match;
    this.#times.read += Math.max(0, ended - start - match);
    this.#times.finalize += this.#now() - ended;
  }

  #timed(see: SeeEvent, spent: { match: number }): SeeEvent {
    return (event) => {
      const start = this.#now();
      see(event);
      spent.match += this.#now() - start;
    };
  }

  #outputOf({ path, report, matches, dropped, observed }: ReplayedRecording): RecordingOutput {
    return {
      path,
      report,
      matches: matches.length,
      lines: this.#lines(matches),
      dropped: dropped.map(({ rule, dropped: lost }) => ({ title: rule.title, dropped: lost })),
      observed: countsOf(observed),
    };
  }

  #lines(matches: readonly Match[]): string[] {
    const texts: string[] = [];
    for (let at = 0; at < matches.length; at += LINES_PER_TEXT)
      texts.push(
        matches
          .slice(at, at + LINES_PER_TEXT)
          .map(this.#write)
          .join("\n"),
      );
    return texts;
  }
}

function countsOf(observed: Observed): RecordingOutput["observed"] {
  return observed instanceof Observer ? observed.counts() : null;
}
