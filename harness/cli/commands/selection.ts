import type { RuleSet } from "../../languages/compilation.ts";
import type { LoadedScenario } from "../../scenario/format/load.ts";
import { planOf, type Selectable } from "../../scenario/plan/plan.ts";

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

/** Whether a scenario has anything that was asked for. A file that cannot be used always has. */
export function selectsScenario(
  selection: Selection,
  { scenario }: LoadedScenario,
  rules: RuleSet,
): boolean {
  if (!scenario) return true;
  const { technique } = selection;
  const covered = scenario.document.attack?.techniques ?? [];
  if (technique.length > 0 && !technique.some((id) => covered.some((one) => isWithin(one, id))))
    return false;
  if (selection.rule.length === 0 && selection.sensor.length === 0) return true;
  const { expectations, parity } = planOf(scenario, rules);
  const compared = parity.flatMap(({ rules: all, target }) =>
    all.map(({ reference, found }) => ({ item: { rule: reference }, found, target })),
  );
  return [...expectations, ...compared].some((one) => selects(selection, one));
}

function isRule(name: string, { item, found }: Selectable): boolean {
  if (item.rule === name) return true;
  if (found.kind !== "rule") return false;
  const { rule } = found.rule;
  return [rule.id, rule.name, rule.path, rule.title].includes(name);
}

function sensorsOf({ target }: Selectable): readonly string[] {
  if (!target) return [];
  return target.sensor === null ? (target.recording.sensors ?? []) : [target.sensor];
}

function isWithin(technique: string, asked: string): boolean {
  const [id, wanted] = [technique.toUpperCase(), asked.toUpperCase()];
  return id === wanted || id.startsWith(`${wanted}.`);
}
