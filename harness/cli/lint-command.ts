/** `firedrill lint`: what is wrong with rules and scenarios, without playing anything. */
import { statSync } from "node:fs";
import { loadRules } from "../languages/load.ts";
import { plural } from "../scenario/count.ts";
import { planOf } from "../scenario/plan.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { findScenarios } from "./find-scenarios.ts";
import { tell } from "./tell.ts";
import { EXIT, type ExitCode, type World } from "./world.ts";

export const FAIL_LEVELS = ["error", "warning"] as const;

export interface LintOptions {
  /** Files or folders of rules and scenarios. */
  readonly paths: readonly string[];
  /** Where scenarios find their rules. */
  readonly rules: readonly string[];
  readonly failLevel: (typeof FAIL_LEVELS)[number];
  readonly json: boolean;
}

/** Prints every finding; every file below the paths is asked for, so a broken one is unusable. */
export function lint(options: LintOptions, world: World): ExitCode {
  const scenarios = findScenarios(
    options.paths.filter((path) => isScenario(path) || isFolder(path)),
  );
  const linted = loadRules(options.paths.filter((path) => !isScenario(path)));
  const known = scenarios.scenarios.length > 0 ? loadRules(options.rules) : linted;
  const findings: Diagnostic[] = [
    ...linted.diagnostics,
    ...scenarios.diagnostics,
    ...scenarios.scenarios.flatMap(({ diagnostics, scenario }) => [
      ...diagnostics,
      ...(scenario ? planOf(scenario, known).diagnostics : []),
    ]),
  ];
  if (options.json) world.out(`${JSON.stringify(findings, null, 2)}\n`);
  else tell(findings, { ...world, err: (text) => world.out(text) }, Infinity);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const counted = `${plural(linted.rules.length + linted.broken.length, "rule")} and ${plural(scenarios.scenarios.length, "scenario")}`;
  world.err(`${counted}: ${plural(errors, "error")}, ${plural(warnings, "warning")}\n`);
  if (errors > 0) return EXIT.unusable;
  if (linted.rules.length + scenarios.scenarios.length === 0) return EXIT.nothingSelected;
  return options.failLevel === "warning" && warnings > 0 ? EXIT.failed : EXIT.expected;
}

function isScenario(path: string): boolean {
  return /\.scenario\.ya?ml$/.test(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
