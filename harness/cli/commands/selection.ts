import { didYouMean } from "../../text/suggest.ts";
import type { LoadedScenario } from "../../scenario/format/load.ts";
import type { Plan, PlannedScenario, Selectable } from "../../scenario/plan/plan.ts";

/** Which expectations a run is about. Within one list any may fit, of several lists all must. */
export interface Selection {
  /** Ids, paths or titles of rules. */
  readonly rule: readonly string[];
  /** ATT&CK ids; a technique takes its sub-techniques with it. */
  readonly technique: readonly string[];
  readonly sensor: readonly string[];
}

/** Whether an expectation was asked for by `--rule` and `--sensor`. */
export function selects({ rule, sensor }: Selection, expectation: Selectable): boolean {
  return (
    (rule.length === 0 || rule.some((name) => isRule(name, expectation))) &&
    (sensor.length === 0 || sensorsOf(expectation).some((name) => sensor.includes(name)))
  );
}

/** Whether a scenario is of a technique that was asked for. A file that cannot be used always is. */
export function selectsTechniques({ technique }: Selection, { scenario }: LoadedScenario): boolean {
  if (!scenario || technique.length === 0) return true;
  const covered = scenario.document.attack?.techniques ?? [];
  return technique.some((id) => covered.some((one) => isWithin(one, id)));
}

/**
 * Returns a sentence for each name that selects nothing of these scenarios, whatever the others select:
 * one that is misspelt must not drop out in silence.
 */
export function idleSelectors(
  { rule, technique, sensor }: Selection,
  scenarios: readonly PlannedScenario[],
): string[] {
  const all = scenarios.flatMap(({ plan }) => (plan ? selectablesOf(plan) : []));
  const sensors = all.flatMap(sensorsOf);
  const techniques = scenarios.flatMap((one) => one.scenario?.document.attack?.techniques ?? []);
  const told = (option: string, name: string, known: readonly string[], what: string): string => {
    const hint = didYouMean(name, new Set(known));
    return `--${option} "${name}" selects nothing: ${what}.${hint === undefined ? "" : ` ${hint}`}`;
  };
  return [
    ...rule
      .filter((name) => !all.some((one) => isRule(name, one)))
      .map((name) => told("rule", name, all.flatMap(namesOf), "no expectation is of such a rule")),
    ...technique
      .filter((name) => !techniques.some((one) => isWithin(one, name)))
      .map((name) => told("technique", name, techniques, "no scenario is of this technique")),
    ...sensor
      .filter((name) => !sensors.includes(name))
      .map((name) => told("sensor", name, sensors, "no expectation is on such a recording")),
  ];
}

/** Whether a scenario has an expectation that was asked for. A file that cannot be used always has. */
export function selectsAny(selection: Selection, { plan }: PlannedScenario): boolean {
  if (!plan || (selection.rule.length === 0 && selection.sensor.length === 0)) return true;
  return selectablesOf(plan).some((one) => selects(selection, one));
}

/** Returns what can be selected of a plan: its expectations, and each rule of its comparisons. */
function selectablesOf({ expectations, parity }: Plan): readonly Selectable[] {
  const compared = parity.flatMap(({ rules, target }) =>
    rules.map(({ reference, found }) => ({ item: { rule: reference }, found, target })),
  );
  return [...expectations, ...compared];
}

function isRule(name: string, selectable: Selectable): boolean {
  return namesOf(selectable).includes(name);
}

function namesOf({ item, found }: Selectable): readonly string[] {
  if (found.kind !== "rule") return [item.rule];
  const { id, name, path, title } = found.rule.rule;
  return [item.rule, ...(id === null ? [] : [id]), name, path, title];
}

function sensorsOf({ target }: Selectable): readonly string[] {
  if (!target) return [];
  return target.sensor === null ? (target.recording.sensors ?? []) : [target.sensor];
}

function isWithin(technique: string, asked: string): boolean {
  const [id, wanted] = [technique.toUpperCase(), asked.toUpperCase()];
  return id === wanted || id.startsWith(`${wanted}.`);
}
