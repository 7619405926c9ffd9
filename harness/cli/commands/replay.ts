/** `firedrill replay`: rules over recordings, match by match; expects nothing. */
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { loadRules } from "../../languages/load.ts";
import { plural } from "../../scenario/count.ts";
import { describeLosses } from "../../scenario/losses.ts";
import { findRecordings } from "../../telemetry/files/find.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { bytesOf, jobsOf, sized, threadsFor } from "../parallel/split-jobs.ts";
import type { Answered, Job, Manner } from "../parallel/job.ts";
import { Team } from "../parallel/pool.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import { frameOf, type MatchFormat } from "../output/match-format.ts";
import { profileLines } from "../output/profile-lines.ts";
import { ProgressLine } from "../output/progress.ts";
import { statsLines } from "../output/stats-lines.ts";
import { StatsCollector } from "../output/stats.ts";
import { ruleCache } from "../rule-cache/rule-cache-folder.ts";
import { tell, tellRules } from "../output/print-diagnostics.ts";
import { EXIT, type ExitCode, type World } from "../environment.ts";

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
export async function replay(options: ReplayOptions, world: World): Promise<ExitCode> {
  const found = await findRecordings(options.recordings);
  const recordings = sized([...found.recordings].sort());
  const threads = threadsFor(recordings, options.jobs ?? world.cores, options.bytesPerThread);
  const jobs = jobsOf(recordings, threads);
  const team = new Team(jobs, mannerOf(options, world), threads, world);
  let desk: Desk | undefined;
  try {
    const cache = ruleCache(world);
    const rules = loadRules(options.rules, loadOptions(options, world, cache));
    const unusableRules = tellRules(rules, options.rules, options.strict, world);
    tell(found.diagnostics, world);
    if (found.passedOver > 0)
      world.err(
        `${plural(found.passedOver, "other file")} passed over: no recordings by their names\n`,
      );
    if (recordings.length === 0 || rules.rules.length === 0) {
      world.err(
        recordings.length === 0
          ? "There is no recording to replay.\n"
          : "There is no usable rule.\n",
      );
      return unusableRules || found.diagnostics.length > 0 ? EXIT.unusable : EXIT.nothingSelected;
    }
    const { interrupted } = world;
    interrupted.addEventListener("abort", () => team.board.stop());
    desk = new Desk(options, recordings, jobs, team, world);
    const loaded = world.now();
    const { take } = desk;
    const measured = await team.work(rules, cache.found, take);
    desk.end(rules.rules.length);
    if (measured.length > 0) {
      const { bytes } = team.board.progress;
      const whole = world.now();
      const rest = { bytes, output: desk.output, whole, load: loaded };
      const stats = desk.collector.stats(rules, measured, rest);
      if (options.stats) world.err(`\n${statsLines(stats)}\n`);
      if (options.profile) world.err(`\n${profileLines(stats, rules.rules)}\n`);
    }
    if (interrupted.aborted) return EXIT.interrupted;
    const { unreadable, skipped } = desk.total;
    const unusable = unusableRules || found.diagnostics.length > 0 || unreadable > 0;
    return unusable || (options.strict && skipped > 0) ? EXIT.unusable : EXIT.expected;
  } finally {
    desk?.clear();
    await team.end();
  }
}

function mannerOf(options: ReplayOptions, world: World): Manner {
  const { format, declared, verify, stats, profile } = options;
  return {
    format,
    colored: world.colors.out,
    declared: declared ?? null,
    verify,
    measured: Boolean(stats) || Boolean(profile),
  };
}

/** Where the answers of a replay come in, are printed and counted. */
class Desk {
  readonly total = { recordings: 0, events: 0, skipped: 0, matches: 0, unreadable: 0 };
  readonly collector = new StatsCollector();
  /** Milliseconds that printing took. */
  output = 0;
  readonly #world: World;
  readonly #team: Team;
  readonly #recordings: readonly Job[];
  readonly #frame;
  readonly #progress: ProgressLine;
  /** Recordings of which only the beginning was read. */
  readonly #cut: string[] = [];

  constructor(
    { format }: ReplayOptions,
    recordings: readonly Job[],
    jobs: readonly Job[],
    team: Team,
    world: World,
  ) {
    this.#world = world;
    this.#team = team;
    this.#recordings = recordings;
    this.#frame = frameOf(format);
    const bytes = bytesOf(recordings);
    const start = world.now();
    this.#progress = new ProgressLine(world, () => {
      const { progress } = team.board;
      const path = progress.job === null ? null : jobs[progress.job]!.path;
      return [progress, { bytes, elapsed: world.now() - start, path }];
    });
  }

  readonly take = (answered: Answered): void => {
    const { path, report, matches, lines, losses } = answered;
    const start = this.#world.now();
    this.#progress.clear();
    for (const text of lines) this.#world.out(this.#frame.lines(text));
    this.output += this.#world.now() - start;
    tell(report.diagnostics, this.#world);
    for (const { title, losses: lost } of losses)
      this.#world.err(
        `warning: "${visible(title)}" did not count ${describeLosses(lost).join(", ")} of ${path}\n`,
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
    const { progress } = this.#team.board;
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    const cut = this.#cut.map((path) => `, of ${visible(path)} the beginning`).join("");
    return [
      `interrupted: ${this.total.recordings} of ${plural(this.#recordings.length, "recording")} read whole${cut}; `,
      `${megabytes(progress.bytes)} of ${megabytes(bytesOf(this.#recordings))} MB\n`,
    ].join("");
  }
}
