/** A scenario file by its name. Scenarios are YAML, too, and may lie beside rules: who looks for rules must know. */
const SCENARIO_NAME = /\.scenario\.ya?ml$/;

/** Whether a file is called as scenario files are. */
export function isScenarioName(path: string): boolean {
  return SCENARIO_NAME.test(path);
}

/** Returns a path without what makes it that of a scenario. */
export function withoutScenarioEnding(path: string): string {
  return path.replace(SCENARIO_NAME, "");
}
