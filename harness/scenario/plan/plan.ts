/**
 * The pairs of expectation and recording of a scenario: each expectation on each recording that it is judged on.
 * An explicit `on` takes its recordings away from an item without `on`; a pair that two items claim
 * is an error.
 */
import { acceptsDeclared, acceptsSensor } from "../../events/log-sources/log-source-match.ts";
import type { RuleSet } from "../../languages/compilation.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { YamlPath } from "../../text/yaml.ts";
import { findRule, type FoundRule } from "./rule-reference.ts";
import type { LoadedScenario } from "../format/load.ts";
import type { BlindItem, FireItem, SilentItem } from "../format/schema.ts";
import type { Scenario, ScenarioRecording } from "../format/scenario.ts";

/** One item on one recording. */
export type Expectation = ExpectationItem & {
  readonly path: YamlPath;
  readonly found: FoundRule;
  /** null: no recording is of the rule's log source, or the rule could not be found. */
  readonly target: Target | null;
};

export type ExpectationItem =
  | { readonly kind: "fire"; readonly item: FireItem }
  | { readonly kind: "silent"; readonly item: SilentItem }
  | { readonly kind: "blind"; readonly item: BlindItem };

/** A recording, or the events of one sensor in it. */
export interface Target {
  /** `name` or `name/sensor`, as in the scenario. */
  readonly name: string;
  readonly recording: ScenarioRecording;
  readonly sensor: string | null;
}

/** Rules that are compared on a recording. */
export interface ParityCase {
  readonly path: YamlPath;
  /** The references as the scenario has them, and the rules that they lead to. */
  readonly rules: readonly { readonly reference: string; readonly found: FoundRule }[];
  /** null: there is no recording that each of the rules can see. */
  readonly target: Target | null;
  readonly why: string | null;
}

/** A rule on a recording, as `--rule` and `--sensor` select it. */
export type Selectable = Pick<Expectation, "found" | "target"> & {
  readonly item: { readonly rule: string };
};

export interface Plan {
  readonly expectations: readonly Expectation[];
  readonly parity: readonly ParityCase[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A scenario file with the plan of its scenario; null without a scenario. */
export interface PlannedScenario extends LoadedScenario {
  readonly plan: Plan | null;
}

/** Returns a scenario file with its plan. */
export function planned(loaded: LoadedScenario, rules: RuleSet): PlannedScenario {
  return { ...loaded, plan: loaded.scenario && planOf(loaded.scenario, rules) };
}

/** Returns the expectations of a scenario in the order of the file, recordings in theirs. */
export function planOf(scenario: Scenario, rules: RuleSet): Plan {
  const items = itemsOf(scenario).map((item) => ({ ...item, found: resolve(item.item, rules) }));
  const claimed = new Map<string, Set<string>>();
  for (const { item, found } of items)
    for (const name of item.on ?? []) {
      const key = keyOf(found, item.rule);
      claimed.set(key, (claimed.get(key) ?? new Set()).add(name.split("/")[0]!));
    }
  const expectations = items.flatMap((item): Expectation[] => {
    const taken = claimed.get(keyOf(item.found, item.item.rule)) ?? new Set();
    const targets = item.item.on
      ? item.item.on.map((name) => targetOf(name, scenario))
      : visibleTo(item.found, scenario).filter(({ name }) => !taken.has(name));
    return targets.length > 0
      ? targets.map((target) => ({ ...item, target }))
      : [{ ...item, target: null }];
  });
  const parity = parityOf(scenario, rules);
  return { expectations, parity, diagnostics: overlaps(expectations, scenario) };
}

function parityOf(scenario: Scenario, rules: RuleSet): ParityCase[] {
  const items = scenario.document.expect.parity ?? [];
  return items.flatMap(({ rules: references, on, why = null }, index): ParityCase[] => {
    const compared = references.map((reference) => ({
      reference,
      found: findRule(reference, rules),
    }));
    const targets = on
      ? on.map((name) => targetOf(name, scenario))
      : visibleToAll(compared, scenario);
    const path = ["expect", "parity", index];
    return (targets.length > 0 ? targets : [null]).map((target) => ({
      path,
      rules: compared,
      target,
      why,
    }));
  });
}

function visibleToAll(rules: ParityCase["rules"], scenario: Scenario): Target[] {
  const usable = rules.flatMap(({ found }) => (found.kind === "rule" ? [found] : []));
  const [first, ...rest] = usable.map((found) => visibleTo(found, scenario));
  return (first ?? []).filter(({ name }) =>
    rest.every((targets) => targets.some((one) => one.name === name)),
  );
}

function itemsOf({ document: { expect } }: Scenario): (ExpectationItem & { path: YamlPath })[] {
  return [
    ...(expect.fire ?? []).map((item, index) => ({
      kind: "fire" as const,
      item,
      path: ["expect", "fire", index],
    })),
    ...(expect.silent ?? []).map((item, index) => ({
      kind: "silent" as const,
      item,
      path: ["expect", "silent", index],
    })),
    ...(expect.blind ?? []).map((item, index) => ({
      kind: "blind" as const,
      item,
      path: ["expect", "blind", index],
    })),
  ];
}

/** Finds the rule of an item; a title that does not agree makes it unusable. */
function resolve(
  { rule, title }: { rule: string; title?: string | undefined },
  rules: RuleSet,
): FoundRule {
  const found = findRule(rule, rules);
  if (found.kind !== "rule" || title === undefined || found.rule.rule.title === title) return found;
  const reason = `The rule "${rule}" has the title "${found.rule.rule.title}", not "${title}".`;
  return { kind: "unknown", reason };
}

/** Returns a key that is equal for two references to one rule. */
function keyOf(found: FoundRule, reference: string): string {
  return found.kind === "rule" ? `${found.rule.rule.path} ${found.rule.rule.id}` : reference;
}

function targetOf(name: string, { recordings }: Scenario): Target {
  const [recordingName, sensor = null] = name.split("/");
  const recording = recordings.find((one) => one.name === recordingName);
  if (!recording) throw new Error(`no recording ${name}: loading checks names`);
  return { name, recording, sensor };
}

/** Returns the recordings one of whose sensors the rule's log source accepts. */
function visibleTo(found: FoundRule, { recordings }: Scenario): Target[] {
  if (found.kind !== "rule") return [];
  const { rule } = found;
  return recordings
    .filter((recording) => sees(rule, recording))
    .map((recording) => ({ name: recording.name, recording, sensor: null }));
}

function sees({ stages }: CompiledRule, { sensors, declared }: ScenarioRecording): boolean {
  return stages.some(
    ({ logSource }) =>
      sensors === null ||
      sensors.some((sensor) => acceptsSensor(logSource, sensor)) ||
      (declared !== null && acceptsDeclared(logSource, declared)),
  );
}

function overlaps(expectations: readonly Expectation[], scenario: Scenario): Diagnostic[] {
  return expectations.flatMap((expectation, index) => {
    const other = expectations.slice(0, index).find((earlier) => overlap(earlier, expectation));
    if (!other) return [];
    const [first, place] = [
      scenario.place(other.path),
      scenario.place([...expectation.path, "rule"]),
    ];
    const message = `This rule already has an expectation on ${expectation.target!.name}, in line ${first.line}.`;
    const hint = `Give each of them an "on", or remove one.`;
    return [
      {
        code: "scenario/two-expectations",
        severity: "error",
        message,
        hint,
        file: scenario.source.path,
        place,
      },
    ];
  });
}

function overlap(a: Expectation, b: Expectation): boolean {
  if (!a.target || !b.target || keyOf(a.found, a.item.rule) !== keyOf(b.found, b.item.rule))
    return false;
  if (a.target.recording !== b.target.recording) return false;
  return (
    a.target.sensor === null || b.target.sensor === null || a.target.sensor === b.target.sensor
  );
}
