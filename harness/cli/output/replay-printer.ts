/** What `firedrill replay` prints while recordings are read: matches, warnings, progress, and the sums. */
import { isWrongChecksum } from "../../telemetry/evtx/format/checksums.ts";
import { describeDroppedEvents } from "../../scenario/describe.ts";
import { plural } from "../../text/plural.ts";
import { visible } from "../../text/print-diagnostic.ts";
import type { Environment } from "../environment.ts";
import type { Job, RecordingOutput } from "../parallel/job.ts";
import type { WorkerPool } from "../parallel/pool.ts";
import { bytesOf } from "../parallel/split-jobs.ts";
import { frameOf, type MatchFormat } from "../../reports/match-format.ts";
import { blindRuleLines, blindSummary, UndeclaredEvents, type BlindRule } from "./blind-rules.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import { ProgressLine } from "./progress.ts";
import { StatsCollector } from "./stats.ts";

/** Prints the outputs of recordings, counts them, and sums up at the end. */
export class ReplayPrinter {
  readonly total = { recordings: 0, events: 0, skipped: 0, matches: 0, unreadable: 0 };
  /** Recordings of which a checksum is wrong. */
  wrongChecksums = 0;
  readonly collector = new StatsCollector();
  /** Milliseconds that printing matches took. */
  printing = 0;
  readonly #undeclared = new UndeclaredEvents();
  readonly #environment: Environment;
  readonly #pool: WorkerPool;
  readonly #recordings: readonly Job[];
  readonly #frame;
  readonly #progress: ProgressLine;
  /** Paths of recordings of which only the beginning was read. */
  readonly #cut: string[] = [];

  constructor(
    format: MatchFormat,
    recordings: readonly Job[],
    jobs: readonly Job[],
    pool: WorkerPool,
    environment: Environment,
  ) {
    this.#environment = environment;
    this.#pool = pool;
    this.#recordings = recordings;
    this.#frame = frameOf(format);
    const bytes = bytesOf(recordings);
    const start = environment.now();
    this.#progress = new ProgressLine(environment, () => {
      const { progress } = pool.queue;
      const path = progress.job === null ? null : jobs[progress.job]!.path;
      return [progress, { bytes, elapsed: environment.now() - start, path }];
    });
  }

  readonly print = (output: RecordingOutput): void => {
    const { path, report, matches, lines, dropped } = output;
    const start = this.#environment.now();
    this.#progress.clear();
    for (const text of lines) this.#environment.out(this.#frame.lines(text));
    this.printing += this.#environment.now() - start;
    printDiagnostics(report.diagnostics, this.#environment);
    for (const { title, dropped: lost } of dropped)
      this.#environment.err(
        `warning: "${visible(title)}" did not count ${visible(`${describeDroppedEvents(lost).join(", ")} of ${path}`)}\n`,
      );
    this.collector.see(output);
    this.#undeclared.see(output);
    if (report.stopped) this.#cut.push(path);
    else this.total.recordings++;
    this.total.events += report.events;
    this.total.skipped += report.skipped;
    this.total.matches += matches;
    this.wrongChecksums += report.diagnostics.some(isWrongChecksum) ? 1 : 0;
    this.total.unreadable += report.unreadable ? 1 : 0;
  };

  /** Takes the progress line away for good. */
  clear(): void {
    this.#progress.end();
  }

  /** @param rules how many there were */
  end(rules: number): void {
    this.clear();
    const last = this.#frame.end();
    if (last !== "") this.#environment.out(last);
    const { total } = this;
    const { interrupted, closed } = this.#environment;
    if (interrupted.aborted) this.#environment.err(this.#endedEarly("interrupted"));
    else if (closed?.aborted && this.#pool.queue.isStopped)
      this.#environment.err(this.#endedEarly("nobody reads the output any more"));
    this.#environment.err(
      [
        `${plural(total.matches, "match")} · ${plural(rules, "rule")} · `,
        `${plural(total.recordings, "recording")} · ${plural(total.events, "event")}`,
        total.skipped > 0 ? ` · ${plural(total.skipped, "unsound record")} passed over` : "",
        total.unreadable > 0 ? ` · ${plural(total.unreadable, "recording")} could not be read` : "",
        "\n",
      ].join(""),
    );
    const undeclared = this.#undeclared.line();
    if (undeclared !== null) this.#environment.err(`${undeclared}\n`);
  }

  /**
   * Prints how many rules could not have fired, and those that are to be named.
   *
   * @param isNamed whether a rule is to be named
   */
  blind(rules: readonly BlindRule[], isNamed: (rule: BlindRule) => boolean): void {
    if (rules.length === 0) return;
    const named = rules.filter(isNamed);
    const hint = named.length < rules.length ? " (--blind names them)" : "";
    this.#environment.err(`${blindSummary(rules)}${hint}\n`);
    for (const line of blindRuleLines(named)) this.#environment.err(`${line}\n`);
  }

  #endedEarly(why: string): string {
    const { progress } = this.#pool.queue;
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    const cut = this.#cut.map((path) => `, of ${visible(path)} the beginning`).join("");
    return [
      `${why}: ${this.total.recordings} of ${plural(this.#recordings.length, "recording")} read whole${cut}; `,
      `${megabytes(progress.bytes)} of ${megabytes(bytesOf(this.#recordings))} MB\n`,
    ].join("");
  }
}
