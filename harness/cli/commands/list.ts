/** `firedrill list`: what there is. */
import { loadRules } from "../../languages/load.ts";
import { isEmptyFolder } from "../../text/empty-folder.ts";
import { printableJson } from "../../text/hidden-characters.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { findScenarios } from "./find-scenarios.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import { ALLOW_OUTSIDE, CACHE, JSON_OUTPUT, PLACEHOLDERS, RULES } from "./options.ts";
import { table } from "../output/columns.ts";
import { printDiagnostics, printRuleProblems } from "../output/print-diagnostics.ts";
import { EXIT, type ExitCode, type Environment, type Register } from "../environment.ts";

const LISTS = ["scenarios", "rules", "recordings", "techniques"] as const;

export interface ListOptions extends LoadFlags {
  readonly what: (typeof LISTS)[number];
  readonly paths: readonly string[];
  readonly rules: readonly string[];
  /** Folders outside of the project in which recordings may lie. */
  readonly allowOutside: readonly string[];
  readonly json: boolean;
}

export const register: Register = (line, environment, end) =>
  line.command(
    "list [what]",
    "List scenarios, rules, recordings or techniques",
    (command) =>
      command
        .positional("what", { choices: LISTS, default: "scenarios" as const })
        .options({
          rules: RULES,
          placeholders: PLACEHOLDERS,
          cache: CACHE,
          "allow-outside": ALLOW_OUTSIDE,
          scenarios: {
            ...RULES,
            default: ["scenarios"],
            describe: "Files or folders of scenarios",
          },
          json: JSON_OUTPUT,
        })
        .example("$0 list rules --rules rules", "List rules with level and techniques"),
    ({ scenarios, ...options }) => end(list({ ...options, paths: scenarios }, environment)),
  );

type Row = Readonly<Record<string, string | number | null>>;

/** Prints a list as a table, or as JSON. */
export function list(options: ListOptions, environment: Environment): ExitCode {
  const found = findScenarios(options.paths, options.allowOutside);
  const broken = found.scenarios.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === "error"),
  );
  const faults = found.diagnostics.filter(
    (one) => found.scenarios.length > 0 || !isEmptyFolder(one),
  );
  printDiagnostics([...faults, ...broken], environment);
  const rules = loadRules(options.rules, loadOptions(options, environment));
  const unusable = printRuleProblems(rules, options.rules, false, environment).length > 0;
  const rows = ROWS[options.what](
    found.scenarios.flatMap(({ scenario }) => scenario ?? []),
    rules.rules,
  );
  if (options.json) environment.out(`${printableJson(JSON.stringify(rows, null, 2))}\n`);
  else for (const line of linesOf(rows)) environment.out(`${line}\n`);
  if (unusable || faults.length + broken.length > 0) return EXIT.unusable;
  return rows.length > 0 ? EXIT.expected : EXIT.nothingSelected;
}

type Scenarios = readonly NonNullable<
  ReturnType<typeof findScenarios>["scenarios"][number]["scenario"]
>[];
type Rules = ReturnType<typeof loadRules>["rules"];

const ROWS: Readonly<Record<ListOptions["what"], (scenarios: Scenarios, rules: Rules) => Row[]>> = {
  scenarios: (scenarios) =>
    scenarios.map(({ document, source, recordings }) => ({
      id: document.id,
      title: document.title,
      techniques: document.attack?.techniques.join(" ") ?? "",
      recordings: recordings.length,
      file: source.path,
    })),
  rules: (_, rules) =>
    rules.map(({ rule }) => ({
      id: rule.id,
      level: rule.level,
      title: rule.title,
      techniques: rule.techniques.join(" "),
      path: rule.path,
    })),
  recordings: (scenarios) =>
    scenarios.flatMap(({ document, recordings }) =>
      recordings.map(({ name, path, sensors }) => ({
        scenario: document.id,
        name,
        sensors: sensors?.join(" ") ?? "",
        provenance: document.recordings[name]?.provenance?.kind ?? null,
        file: path,
      })),
    ),
  techniques: (scenarios, rules) => {
    const covered = scenarios.flatMap(({ document }) => document.attack?.techniques ?? []);
    const claimed = rules.flatMap(({ rule }) => rule.techniques);
    const count = (list: readonly string[], id: string): number =>
      list.filter((one) => one === id).length;
    return [...new Set([...covered, ...claimed])].sort().map((technique) => ({
      technique,
      scenarios: count(covered, technique),
      rules: count(claimed, technique),
    }));
  },
};

function linesOf(rows: readonly Row[]): string[] {
  const [first] = rows;
  if (!first) return [];
  const titles = Object.keys(first);
  return table(
    titles.map((title) => ({ title, align: "left" })),
    rows.map((row) => titles.map((title) => visible(String(row[title] ?? "-")))),
  );
}
