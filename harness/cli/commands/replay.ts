/** `firedrill replay`: prints every match of rules over recordings; expects nothing. */
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { loadRules } from "../../languages/load.ts";
import { isEmptyFolder } from "../../text/empty-folder.ts";
import { hasErrors, type Diagnostic } from "../../text/diagnostic.ts";
import { plural } from "../../text/plural.ts";
import { findRecordings } from "../../telemetry/files/find-recordings.ts";
import { jobsOf, threadsFor, withSizes } from "../parallel/split-jobs.ts";
import type { JobOptions } from "../parallel/job.ts";
import { WorkerPool } from "../parallel/pool.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import { CACHE, JOBS, LOG_SOURCE, PLACEHOLDERS, RULES, STRICT, VERIFY } from "./options.ts";
import { MATCH_FORMATS, type MatchFormat } from "../../reports/match-format.ts";
import { blindRules } from "../output/blind-rules.ts";
import { profileLines } from "../output/profile-lines.ts";
import { ReplayPrinter } from "../output/replay-printer.ts";
import { statsLines } from "../output/stats-lines.ts";
import { ruleCache } from "../cache/rule-cache-folder.ts";
import { printDiagnostics, printRuleProblems } from "../output/print-diagnostics.ts";
import { EXIT, type ExitCode, type Environment, type Register } from "../environment.ts";

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
  /** Name the rules that could see nothing. */
  readonly blind?: boolean;
  /** Fail if rules that were named themselves could see nothing. */
  readonly failOnBlind?: boolean;
  readonly stats?: boolean;
  readonly profile?: boolean;
  /** On less content than this a further thread is not started. */
  readonly bytesPerThread?: number;
}

export const register: Register = (line, environment, end) =>
  line.command(
    "replay <recordings..>",
    "Run rules over recordings and print every match",
    (command) =>
      command
        .positional("recordings", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "Files or folders of recordings",
        })
        .options({
          rules: RULES,
          placeholders: PLACEHOLDERS,
          cache: CACHE,
          format: {
            choices: MATCH_FORMATS,
            default: "table" as const,
            describe: "How to print matches",
          },
          "log-source": LOG_SOURCE,
          strict: STRICT,
          verify: VERIFY,
          jobs: JOBS,
          blind: {
            type: "boolean",
            default: false,
            describe:
              "Name on stderr the rules that could not have fired on any recording, and why",
          },
          "fail-on-blind": {
            type: "boolean",
            default: false,
            describe:
              "Fail (1) if a rule whose file is named could not have fired on any recording",
          },
          stats: {
            type: "boolean",
            default: false,
            describe: "Say on stderr what there was to do, and what took the time",
          },
          profile: {
            type: "boolean",
            default: false,
            describe: "List on stderr the rules and fields that cost most, and why",
          },
        })
        .example("$0 replay --rules rules Security.evtx", "Print what fires on a recording")
        .example(
          "$0 replay --rules rules --format ndjson recordings/ > matches.ndjson",
          "One JSON line per match",
        )
        .example("$0 replay --rules rules --stats recordings/", "Print also why it takes so long"),
    async ({ logSource, ...options }) =>
      end(await replay({ ...options, declared: logSource }, environment)),
  );

/** Prints every match; recordings sorted by path, matches by position and path of the rule. */
export async function replay(options: ReplayOptions, environment: Environment): Promise<ExitCode> {
  const found = await findRecordings(options.recordings);
  const recordings = withSizes([...found.recordings].sort());
  const threads = threadsFor(recordings, options.jobs ?? environment.cores, options.bytesPerThread);
  const jobs = jobsOf(recordings, threads);
  const pool = new WorkerPool(jobs, jobOptionsOf(options, environment), threads, environment);
  let printer: ReplayPrinter | undefined;
  try {
    const cache = ruleCache(environment);
    const rules = loadRules(options.rules, loadOptions(options, environment, cache));
    const problems = printRuleProblems(rules, options.rules, options.strict, environment);
    const unusableRules = problems.length > 0;
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
      return unusableRules || hasErrors(found.diagnostics) ? EXIT.unusable : EXIT.nothingSelected;
    }
    const { interrupted } = environment;
    const stop = (): void => pool.queue.stop();
    interrupted.addEventListener("abort", stop);
    // Nobody reads the matches any more (`replay | head -1`), and whether all was usable is known so far.
    // What was to be judged of the whole is still worked out.
    if (!options.strict && !options.failOnBlind)
      environment.closed?.addEventListener("abort", stop);
    printer = new ReplayPrinter(options.format, recordings, jobs, pool, environment);
    const loaded = environment.now();
    let measurements: Awaited<ReturnType<WorkerPool["work"]>>;
    try {
      measurements = await pool.work(rules, cache.found, printer.print);
    } finally {
      // Also where we fail: what was found is printed whole.
      printer.end(rules.rules.length);
    }
    // Of what was not read to its end nothing can be said.
    const blind = pool.queue.isStopped ? [] : blindRules(rules.rules, printer.collector.observed);
    const asked = blind.filter(({ rule }) => wasNamed(rule.rule.path, options.rules));
    printer.blind(
      blind,
      (one) => options.blind === true || (options.failOnBlind === true && asked.includes(one)),
    );
    if (measurements.length > 0) {
      const { bytes } = pool.queue.progress;
      const whole = environment.now();
      const rest = { bytes, output: printer.printing, whole, load: loaded };
      const stats = printer.collector.stats(rules, measurements, rest);
      if (options.stats) environment.err(`\n${statsLines(stats)}\n`);
      if (options.profile) environment.err(`\n${profileLines(stats, rules.rules)}\n`);
    }
    if (interrupted.aborted) return EXIT.interrupted;
    const { unreadable, skipped } = printer.total;
    const unusable =
      unusableRules || found.diagnostics.some((one) => isUnusable(one, options)) || unreadable > 0;
    const isDamaged = skipped > 0 || printer.wrongChecksums > 0;
    if (unusable || (options.strict && isDamaged)) return EXIT.unusable;
    return options.failOnBlind && asked.length > 0 ? EXIT.failed : EXIT.expected;
  } finally {
    printer?.clear();
    await pool.end();
  }
}

/** Whether something that was given gives no recording; an archive in a folder may hold none. */
function isUnusable(one: Diagnostic, { recordings }: ReplayOptions): boolean {
  const isEmptyArchive = one.code === "archive/no-recordings" && wasNamed(one.file, recordings);
  return one.severity === "error" || isEmptyFolder(one) || isEmptyArchive;
}

/** Whether a file was named itself, and not found in a folder. */
function wasNamed(path: string, given: readonly string[]): boolean {
  return given.some((one) => one.replaceAll("\\", "/") === path);
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
