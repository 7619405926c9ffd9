/** What a replay had to do, and what took the time. */
import { matchLogSource } from "../../events/log-sources/log-source-match.ts";
import { describeClass, eventClass } from "../../events/event-class.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { RuleSet } from "../../languages/compilation.ts";
import type { Blindness } from "../../matching/liveness/liveness.ts";
import { sumOfProfiles, type EngineProfile } from "../../matching/candidates/rule-profiler.ts";
import { Observer, type Observed } from "../../matching/liveness/observed.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { compareCodeUnits } from "../../text/code-units.ts";
import { blindRules, logSourceKey } from "./blind-rules.ts";
import type { RecordingOutput, Measurements, StageTimes } from "../parallel/job.ts";

export interface ReplayStats {
  readonly recordings: number;
  readonly bytes: number;
  readonly events: number;
  readonly skipped: number;
  readonly matches: number;
  /** Most events first; of as many, by name. */
  readonly classes: readonly ClassStats[];
  readonly rules: RuleStats;
  /** Sum over all threads. */
  readonly profile: EngineProfile;
  readonly times: TimeStats;
}

export interface ClassStats {
  readonly name: string;
  readonly events: number;
  /** Rules that take events of the class. */
  readonly rules: number;
}

export interface RuleStats {
  readonly loaded: number;
  readonly broken: number;
  /**
   * Rules that could not have fired on any of the recordings, by the reason; what rules had to drop is
   * told of each recording.
   */
  readonly blind: Readonly<Record<Blindness["kind"], number>>;
}

/** Milliseconds. Threads work side by side, so that their times come to more than `whole`. */
export interface TimeStats extends StageTimes {
  readonly threads: number;
  readonly output: number;
  /** From the start of the process. */
  readonly whole: number;
}

/** Collects the statistics of a replay, recording by recording. */
export class StatsCollector {
  readonly #observer = new Observer();
  readonly #total = { recordings: 0, events: 0, skipped: 0, matches: 0 };

  see({ report, matches, observed }: RecordingOutput): void {
    this.#total.recordings++;
    this.#total.events += report.events;
    this.#total.skipped += report.skipped;
    this.#total.matches += matches;
    for (const [{ provider, channel, eventId, declared, original }, counts] of observed ?? [])
      // What came from another thread is a copy.
      this.#observer.add(eventClass(provider, channel, eventId, declared, original), counts);
  }

  /** What all recordings showed together. */
  get observed(): Observed {
    return this.#observer;
  }

  stats(
    rules: RuleSet,
    measured: readonly Measurements[],
    rest: { readonly bytes: number; readonly output: number; readonly whole: number; load: number },
  ): ReplayStats {
    const { bytes, output, whole, load } = rest;
    const times = { load, read: 0, match: 0, finalize: 0 };
    for (const one of measured)
      for (const stage of Object.keys(times) as (keyof StageTimes)[])
        times[stage] += one.times[stage];
    return {
      ...this.#total,
      bytes,
      classes: classStats(rules.rules, this.#observer),
      rules: ruleStats(rules, this.#observer),
      profile: sumOfProfiles(measured.map(({ profile }) => profile)),
      times: { ...times, output, whole, threads: measured.length },
    };
  }
}

function classStats(rules: readonly CompiledRule[], observed: Observed): ClassStats[] {
  const sources = new Map<string, { source: LogSource; rules: Set<CompiledRule> }>();
  for (const rule of rules)
    for (const { logSource: source } of rule.partOf ? [] : rule.stages) {
      const key = logSourceKey(source);
      const known = sources.get(key);
      if (known) known.rules.add(rule);
      else sources.set(key, { source, rules: new Set([rule]) });
    }
  // One channel has events of several providers under one id.
  const classes = new Map<string, { events: number; readonly rules: Set<CompiledRule> }>();
  for (const [cls, { events }] of observed.classes) {
    const name = describeClass(cls);
    const one = classes.get(name) ?? { events: 0, rules: new Set() };
    classes.set(name, one);
    one.events += events;
    for (const { source, rules: taking } of sources.values())
      if (matchLogSource(source, cls)) for (const rule of taking) one.rules.add(rule);
  }
  return [...classes]
    .map(([name, one]) => ({ name, events: one.events, rules: one.rules.size }))
    .sort((a, b) => b.events - a.events || compareCodeUnits(a.name, b.name));
}

function ruleStats({ rules, broken }: RuleSet, observed: Observed): RuleStats {
  const blind = { "log-source": 0, class: 0, fields: 0, time: 0, uncounted: 0 };
  for (const { reason } of blindRules(rules, observed)) blind[reason.kind]++;
  return { loaded: rules.length, broken: broken.length, blind };
}
