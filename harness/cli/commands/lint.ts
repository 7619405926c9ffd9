/** `firedrill lint`: what is wrong with rules and scenarios, without playing anything. */
import { lintRules } from "../../languages/lint.ts";
import { byFileAndPlace, loadRules } from "../../languages/load.ts";
import { plural } from "../../text/plural.ts";
import { planOf } from "../../scenario/plan/plan.ts";
import { isEmptyFolder } from "../../text/empty-folder.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { printableJson } from "../../text/hidden-characters.ts";
import { isFolder } from "../../text/walk-folder.ts";
import { findScenarios } from "./find-scenarios.ts";
import { isScenarioName } from "../../languages/scenario-name.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import { ALLOW_OUTSIDE, JSON_OUTPUT, PLACEHOLDERS, RULES } from "./options.ts";
import { printDiagnostics } from "../output/print-diagnostics.ts";
import { EXIT, type ExitCode, type Environment, type Register } from "../environment.ts";

/** From the gravest on. */
const FAIL_LEVELS = ["error", "warning", "note"] as const;

export interface LintOptions extends LoadFlags {
  /** Files or folders of rules and scenarios. */
  readonly paths: readonly string[];
  /** Where scenarios find their rules. */
  readonly rules: readonly string[];
  /** Folders outside of the project in which recordings may lie. */
  readonly allowOutside: readonly string[];
  readonly failLevel: (typeof FAIL_LEVELS)[number];
  readonly json: boolean;
}

export const register: Register = (line, environment, end) =>
  line.command(
    "lint [paths..]",
    "Say what is wrong with rules and scenarios",
    (command) =>
      command
        .positional("paths", {
          type: "string",
          array: true,
          default: ["rules", "scenarios"],
          describe: "Files or folders",
        })
        .options({
          rules: RULES,
          placeholders: PLACEHOLDERS,
          "allow-outside": ALLOW_OUTSIDE,
          "fail-level": {
            choices: FAIL_LEVELS,
            default: "error" as const,
            describe: "From which severity on to fail",
          },
          json: JSON_OUTPUT,
        })
        .example("$0 lint rules/sigma/my-rule.yml", "Check one rule"),
    (options) => end(lint(options, environment)),
  );

/** Prints every finding; every file below the paths is asked for, so a broken one is unusable. */
export function lint(options: LintOptions, environment: Environment): ExitCode {
  const scenarios = findScenarios(
    options.paths.filter((path) => isScenarioName(path) || isFolder(path)),
    options.allowOutside,
  );
  const loading = loadOptions(options, environment);
  const paths = options.paths.filter((path) => !isScenarioName(path));
  const linted = loadRules(paths, loading);
  // Where we fail at one thing, what was found of the others is printed all the same.
  const bugs: unknown[] = [];
  const attempt = (find: () => readonly Diagnostic[]): readonly Diagnostic[] => {
    try {
      return find();
    } catch (error) {
      bugs.push(error);
      return [];
    }
  };
  const lintFindings = attempt(() => lintRules(paths, loading));
  const known = scenarios.scenarios.length > 0 ? loadRules(options.rules, loading) : linted;
  // A folder may hold rules or scenarios.
  const withoutScenarios = scenarios.diagnostics.filter(isEmptyFolder).map(({ file }) => file);
  const empty = linted.diagnostics
    .filter((one) => isEmptyFolder(one) && withoutScenarios.includes(one.file))
    .map((one) => ({ ...one, message: "Neither a rule file nor a scenario is in this folder." }));
  const ofRules = linted.diagnostics.filter((one) => !isEmptyFolder(one));
  const findings: Diagnostic[] = [
    ...[...ofRules, ...empty, ...lintFindings].toSorted(byFileAndPlace),
    ...scenarios.diagnostics.filter((one) => !isEmptyFolder(one)),
    ...scenarios.scenarios.flatMap(({ diagnostics, scenario }) => [
      ...diagnostics,
      ...(scenario ? attempt(() => planOf(scenario, known).diagnostics) : []),
    ]),
  ];
  if (options.json) environment.out(`${printableJson(JSON.stringify(findings, null, 2))}\n`);
  else
    printDiagnostics(findings, { ...environment, err: (text) => environment.out(text) }, Infinity);
  const [errors, warnings, notes] = FAIL_LEVELS.map((level) => countOf(findings, level));
  const counted = `${plural(linted.rules.length + linted.broken.length, "rule")} and ${plural(scenarios.scenarios.length, "scenario")}`;
  const found = `${plural(errors!, "error")}, ${plural(warnings!, "warning")}, ${plural(notes!, "note")}`;
  environment.err(`${counted}: ${found}\n`);
  if (bugs.length > 0) throw bugs[0];
  // A rule that can never match is sound; one that cannot be read is not.
  if (errors! > countOf(lintFindings, "error")) return EXIT.unusable;
  if (linted.rules.length + scenarios.scenarios.length === 0) return EXIT.nothingSelected;
  if (empty.length > 0) return EXIT.unusable;
  const failing = FAIL_LEVELS.slice(0, FAIL_LEVELS.indexOf(options.failLevel) + 1);
  const fails = failing.some((level) => countOf(findings, level) > 0);
  return fails ? EXIT.failed : EXIT.expected;
}

function countOf(findings: readonly Diagnostic[], level: Diagnostic["severity"]): number {
  return findings.filter(({ severity }) => severity === level).length;
}
