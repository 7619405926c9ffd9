/** One thread of a replay at its work: it takes jobs from the board until there are no more. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LogEvent } from "../../events/event.ts";
import { Engine } from "../../matching/engine.ts";
import { CountingMeter } from "../../matching/candidates/rule-profiler.ts";
import { Observer, type Observed } from "../../matching/liveness/observed.ts";
import type { Match } from "../../matching/model/match.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import {
  joinRecording,
  replayPart,
  replayRecording,
  type ReplayedPart,
  type ReplayedRecording,
} from "../../scenario/replay/replay.ts";
import type { ReadOptions, SeeEvent } from "../../telemetry/read.ts";
import { lineOf } from "../output/match-format.ts";
import type { Board, Seat } from "./queue.ts";
import type { Answer, Answered, Job, Manner, Measured } from "./job.ts";

/** To print all lines of a recording as one text would take their memory twice more. */
const LINES_PER_TEXT = 2000;

export class Thread {
  readonly #engine: Engine;
  readonly #board: Board;
  readonly #seat: Seat;
  readonly #manner: Manner;
  readonly #now: () => number;
  readonly #meter: CountingMeter | undefined;
  readonly #write;
  readonly #times = { load: 0, read: 0, match: 0, settle: 0 };

  /**
   * @param number of the thread, from 0
   * @param now milliseconds; `started` is of the same clock
   */
  constructor(
    rules: readonly CompiledRule[],
    manner: Manner,
    board: Board,
    number: number,
    { now, started }: { now: () => number; started: number },
  ) {
    this.#meter = manner.measured ? new CountingMeter(now) : undefined;
    this.#engine = new Engine(rules, this.#meter);
    this.#manner = manner;
    this.#board = board;
    this.#seat = board.seat(number);
    this.#now = now;
    this.#write = lineOf(manner.format, manner.colored);
    this.#times.load = now() - started;
  }

  /** Does jobs until all are taken. */
  async work(jobs: readonly Job[], tell: (index: number, answer: Answer) => void): Promise<void> {
    for (;;) {
      const index = this.#board.take(jobs.length);
      if (index === null) return;
      this.#seat.begin(index);
      tell(index, await this.#do(jobs[index]!));
      this.#seat.end();
      // Signals and the other threads' answers get their turn, however small the recordings are.
      await nextTurn();
    }
  }

  /** Joins the parts of a recording; `isWhole` says whether all of them are there. */
  join(path: string, parts: readonly ReplayedPart[], isWhole: boolean): Answered {
    const start = this.#now();
    const answered = this.#answered(joinRecording(this.#engine, path, parts, isWhole));
    this.#times.settle += this.#now() - start;
    return answered;
  }

  /** What was counted and timed, if it was to be. */
  get measured(): Measured | null {
    const { rules, fields } = this.#meter ?? {};
    return rules && fields ? { tally: { rules, fields }, times: this.#times } : null;
  }

  async #do({ path, bytes, range }: Job): Promise<Answer> {
    const start = this.#now();
    const spent = { match: 0 };
    let [events, counted, ended] = [0, 0, start];
    const { declared, verify } = this.#manner;
    const options: ReadOptions = {
      verify,
      ...(declared ? { declared } : {}),
      stop: () => this.#board.isStopped,
      onBytes: (read) => {
        const more = Math.min(read, bytes - counted);
        counted += more;
        this.#seat.add(more, events, 0);
        events = 0;
        ended = this.#now();
      },
    };
    const around = (see: SeeEvent): SeeEvent => {
      const shown = this.#manner.measured ? this.#timed(see, spent) : see;
      return (event: LogEvent) => {
        events++;
        shown(event);
      };
    };
    const engine = this.#engine;
    if (range) {
      const { part, read } = await replayPart(engine, path, range, options, around);
      this.#seat.add(bytes - counted, events, part.hits.length);
      this.#spend(start, spent.match, ended);
      return { kind: "part", part, read };
    }
    const recording = this.#answered(await replayRecording(engine, path, options, around));
    const rest = recording.report.stopped ? 0 : bytes - counted;
    this.#seat.add(rest, events, recording.matches);
    this.#spend(start, spent.match, ended);
    return { kind: "recording", recording };
  }

  /** What was not spent on matching was spent on reading; what came after the last bytes, on settling. */
  #spend(start: number, match: number, ended: number): void {
    this.#times.match += match;
    this.#times.read += Math.max(0, ended - start - match);
    this.#times.settle += this.#now() - ended;
  }

  #timed(see: SeeEvent, spent: { match: number }): SeeEvent {
    return (event) => {
      const start = this.#now();
      see(event);
      spent.match += this.#now() - start;
    };
  }

  #answered({ path, report, matches, losses, observed }: ReplayedRecording): Answered {
    return {
      path,
      report,
      matches: matches.length,
      lines: this.#lines(matches),
      losses: losses.map(({ rule, losses: lost }) => ({ title: rule.title, losses: lost })),
      observed: this.#manner.measured ? countsOf(observed) : null,
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

function countsOf(observed: Observed): Answered["observed"] {
  return observed instanceof Observer ? observed.counts() : null;
}
