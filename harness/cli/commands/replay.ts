/** `firedrill replay`: rules over recordings, match by match; expects nothing. */
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { loadRules } from "../../languages/load.ts";
import { plural } from "../../text/plural.ts";
import { describeDroppedEvents } from "../../scenario/describe.ts";
import { findRecordings } from "../../telemetry/files/find.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { bytesOf, jobsOf, sized, threadsFor } from "../parallel/split-jobs.ts";
import type { RecordingAnswer, Job, JobOptions } from "../parallel/job.ts";
import { WorkerPool } from "../parallel/pool.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import { frameOf, type MatchFormat } from "../output/match-format.ts";
import { profileLines } from "../output/profile-lines.ts";
import { ProgressLine } from "../output/progress.ts";
import { statsLines } from "../output/stats-lines.ts";
import { StatsCollector } from "../output/stats.ts";
import { ruleCache } from "../rule-cache/rule-cache-folder.ts";
import { printDiagnostics, printRuleProblems } from "../output/print-diagnostics.ts";
import { EXIT, type ExitCode, type Environment } from "../environment.ts";

export interface ReplayOptions extends LoadFlags {
  /** Files or folders of recordings. */
  readonly recordings: readonly string[];
  readonly rules: readonly string[];
  readonly format: MatchFormat;
  readonly declared: LogSource | undefined;
  readonly strict: boolean;
  /** Compare the checksums of event logs. */
  readonly verify: boolean;
  /** Threads that may be used; as many as the machine has, if nothing is said. */
  readonly jobs?: number | undefined;
  readonly stats?: boolean;
  readonly profile?: boolean;
  /** On less content than this a further thread is not started. */
  readonly bytesPerThread?: number;
}

/** Prints every match; recordings sorted by path, matches by position and path of the rule. */
export async function replay(options: ReplayOptions, environment: Environment): Promise<ExitCode> {
  const found = await findRecordings(options.recordings);
  const recordings = sized([...found.recordings].sort());
  const threads = threadsFor(recordings, options.jobs ?? environment.cores, options.bytesPerThread);
  const jobs = jobsOf(recordings, threads);
  const pool = new WorkerPool(jobs, jobOptionsOf(options, environment), threads, environment);
  let printer: Printer | undefined;
  try {
    const cache = ruleCache(environment);
    const rules = loadRules(options.rules, loadOptions(options, environment, cache));
    const unusableRules = printRuleProblems(rules, options.rules, options.strict, environment);
    printDiagnostics(found.diagnostics, environment);
    if (found.skippedFiles > 0)
      environment.err(
        `${plural(found.skippedFiles, "other file")} passed over: no recordings by their names\n`,
      );
    if (recordings.length === 0 || rules.rules.length === 0) {
      environment.err(
        recordings.length === 0
          ? "There is no recording to replay.\n"
          : "There is no usable rule.\n",
      );
      return unusableRules || found.diagnostics.length > 0 ? EXIT.unusable : EXIT.nothingSelected;
    }
    const { interrupted } = environment;
    interrupted.addEventListener("abort", () => pool.queue.stop());
    printer = new Printer(options, recordings, jobs, pool, environment);
    const loaded = environment.now();
    const { take } = printer;
    const measured = await pool.work(rules, cache.found, take);
    printer.end(rules.rules.length);
    if (measured.length > 0) {
      const { bytes } = pool.queue.progress;
      const whole = environment.now();
      const rest = { bytes, output: printer.output, whole, load: loaded };
      const stats = printer.collector.stats(rules, measured, rest);
      if (options.stats) environment.err(`\n${statsLines(stats)}\n`);
      if (options.profile) environment.err(`\n${profileLines(stats, rules.rules)}\n`);
    }
    if (interrupted.aborted) return EXIT.interrupted;
    const { unreadable, skipped } = printer.total;
    const unusable = unusableRules || found.diagnostics.length > 0 || unreadable > 0;
    return unusable || (options.strict && skipped > 0) ? EXIT.unusable : EXIT.expected;
  } finally {
    printer?.clear();
    await pool.end();
  }
}

function jobOptionsOf(options: ReplayOptions, environment: Environment): JobOptions {
  const { format, declared, verify, stats, profile } = options;
  return {
    format,
    colored: environment.colors.out,
    declared: declared ?? null,
    verify,
    measured: Boolean(stats) || Boolean(profile),
  };
}

/** Where the answers of a replay come in, are printed and counted. */
class Printer {
  readonly total = { recordings: 0, events: 0, skipped: 0, matches: 0, unreadable: 0 };
  readonly collector = new StatsCollector();
  /** Milliseconds that printing took. */
  output = 0;
  readonly #world: Environment;
  readonly #team: WorkerPool;
  readonly #recordings: readonly Job[];
  readonly #frame;
  readonly #progress: ProgressLine;
  /** Recordings of which only the beginning was read. */
  readonly #cut: string[] = [];

  constructor(
    { format }: ReplayOptions,
    recordings: readonly Job[],
    jobs: readonly Job[],
    pool: WorkerPool,
    environment: Environment,
  ) {
    this.#world = environment;
    this.#team = pool;
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

  readonly take = (answered: RecordingAnswer): void => {
    const { path, report, matches, lines, dropped } = answered;
    const start = this.#world.now();
    this.#progress.clear();
    for (const text of lines) this.#world.out(this.#frame.lines(text));
    this.output += this.#world.now() - start;
    printDiagnostics(report.diagnostics, this.#world);
    for (const { title, dropped: lost } of dropped)
      this.#world.err(
        `warning: "${visible(title)}" did not count ${describeDroppedEvents(lost).join(", ")} of ${path}\n`,
      );
    this.collector.see(answered);
    if (report.stopped) this.#cut.push(path);
    else this.total.recordings++;
    this.total.events += report.events;
    this.total.skipped += report.skipped;
    this.total.matches += matches;
    this.total.unreadable += report.unreadable ? 1 : 0;
  };

  /** Leaves nothing on the terminal that is not to stay. */
  clear(): void {
    this.#progress.end();
  }

  /** @param rules how many there were */
  end(rules: number): void {
    this.clear();
    const last = this.#frame.end();
    if (last !== "") this.#world.out(last);
    const { total } = this;
    if (this.#world.interrupted.aborted) this.#world.err(this.#interruption());
    this.#world.err(
      [
        `${plural(total.matches, "match")} · ${plural(rules, "rule")} · `,
        `${plural(total.recordings, "recording")} · ${plural(total.events, "event")}`,
        total.skipped > 0 ? ` · ${plural(total.skipped, "unsound record")} passed over` : "",
        total.unreadable > 0 ? ` · ${plural(total.unreadable, "recording")} could not be read` : "",
        "\n",
      ].join(""),
    );
  }

  #interruption(): string {
    const { progress } = this.#team.queue;
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    const cut = this.#cut.map((path) => `, of ${visible(path)} the beginning`).join("");
    return [
      `interrupted: ${this.total.recordings} of ${plural(this.#recordings.length, "recording")} read whole${cut}; `,
      `${megabytes(progress.bytes)} of ${megabytes(bytesOf(this.#recordings))} MB\n`,
    ].join("");
  }
}
