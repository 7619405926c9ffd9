import type { LoadedScenario } from "../../scenario/format/load.ts";
import type { PlannedScenario, Selectable } from "../../scenario/plan/plan.ts";

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

/** Whether a scenario has an expectation that was asked for. A file that cannot be used always has. */
export function selectsAny(selection: Selection, { plan }: PlannedScenario): boolean {
  if (!plan || (selection.rule.length === 0 && selection.sensor.length === 0)) return true;
  const { expectations, parity } = plan;
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
