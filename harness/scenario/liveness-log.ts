import type { Blindness } from "../matching/liveness/liveness.ts";
import { ruleBlindness } from "../matching/rule-liveness.ts";
import type { CompiledRule } from "../matching/model/rule.ts";
import { compareCodeUnits } from "../text/code-units.ts";
import type { RecordingResult } from "./replay/recording-result.ts";
import type { RuleLiveness, RunRule, RunRules } from "./run.ts";

/** Why a rule is blind on a recording, by the rule's place among the rules; null: it is live. */
type Row = readonly (Blindness | null)[];

/** Collects, while a run plays its scenarios, on which recordings each of its rules is live. */
export class LivenessLog {
  readonly #rules: readonly CompiledRule[];
  /** By file of the scenario and name of the recording. */
  readonly #rows = new Map<string, Row>();

  constructor(rules: readonly CompiledRule[]) {
    this.#rules = rules;
  }

  /** Takes what came of a recording of a scenario. */
  add(scenario: string, { recording, observed, matches, dropped = [] }: RecordingResult): void {
    const fired = new Set(matches.map(({ rule }) => rule));
    const counts = new Map(dropped.map((one) => [one.rule, one.counts]));
    const row = this.#rules.map((compiled) =>
      fired.has(compiled.rule)
        ? null
        : ruleBlindness(compiled, observed, { counts: counts.get(compiled.rule) }),
    );
    this.#rows.set(keyOf(scenario, recording.name), row);
  }

  /**
   * Returns the rules with their liveness.
   *
   * @param recordings of the run, in the order in which they are numbered
   */
  rules(
    recordings: readonly { readonly scenario: string; readonly name: string }[],
  ): Pick<RunRules, "list" | "liveness"> {
    const rows = recordings.map(({ scenario, name }) => this.#rows.get(keyOf(scenario, name)));
    const known = new Map<string, number>();
    const liveness: RuleLiveness[] = [];
    const list = this.#rules.map((compiled, index): RunRule => {
      const own = livenessOf(rows.map((row) => row?.[index]));
      const key = JSON.stringify(own);
      let place = known.get(key);
      if (place === undefined) {
        known.set(key, (place = liveness.length));
        liveness.push(own);
      }
      const { id, title, language, level, techniques, logSource, path } = compiled.rule;
      const partOf = compiled.partOf?.path ?? null;
      return { id, title, language, level, techniques, logSource, path, partOf, liveness: place };
    });
    return { list: list.sort(byPathAndId), liveness };
  }
}

function keyOf(scenario: string, recording: string): string {
  return `${scenario}\n${recording}`;
}

/** @param reasons by recording; undefined for one that was not played */
function livenessOf(reasons: readonly (Blindness | null | undefined)[]): RuleLiveness {
  const live: number[] = [];
  const blind = new Map<string, { reason: Blindness; recordings: number[] }>();
  for (const [recording, reason] of reasons.entries()) {
    if (reason === undefined) continue;
    if (reason === null) {
      live.push(recording);
      continue;
    }
    const key = JSON.stringify(reason);
    const same = blind.get(key);
    if (same) same.recordings.push(recording);
    else blind.set(key, { reason, recordings: [recording] });
  }
  return { live, blind: [...blind.values()] };
}

function byPathAndId(a: RunRule, b: RunRule): number {
  return compareCodeUnits(a.path, b.path) || compareCodeUnits(a.id ?? "", b.id ?? "");
}
