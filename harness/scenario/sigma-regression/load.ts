/**
 * SigmaHQ's own tests as scenarios: each `info.yml` of its regression data becomes one, so that they
 * are played, judged and reported like any other. The recording must fire the rule, at least
 * `match_count` times; other rules that fire on it, too, are reported and fail nothing.
 */
import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { RuleSet } from "../../languages/compilation.ts";
import { errorIn, hasErrors, type Diagnostic } from "../../text/diagnostic.ts";
import { isSourceText, readText } from "../../text/read-text.ts";
import type { SourceText } from "../../text/source.ts";
import { locateYaml, type YamlPath } from "../../text/yaml.ts";
import { whyForbidden } from "../format/allowed-paths.ts";
import type { LoadedScenario } from "../format/load.ts";
import { findRule } from "../plan/rule-reference.ts";
import type { Scenario, ScenarioRecording } from "../format/scenario.ts";
import type { ScenarioDocument } from "../format/schema.ts";
import { below, DATA, type SigmaRegression } from "./checkout.ts";
import { readRegressionInfo, type RegressionInfo, type RegressionTest } from "./info.ts";

/**
 * Reads the tests as scenarios, one per `info.yml`. Techniques and log sources are the rules'.
 *
 * @param allowOutside folders outside of the checkout below which recordings may lie, too
 */
export function loadSigmaRegression(
  { checkout, files }: SigmaRegression,
  rules: RuleSet,
  allowOutside: readonly string[] = [],
): LoadedScenario[] {
  const names = namesOf(files, checkout);
  return files.map((file, index): LoadedScenario => {
    const name = names[index]!;
    const read = readText(file);
    if (!isSourceText(read)) return { file, name, scenario: null, diagnostics: [read] };
    const { info, diagnostics } = readRegressionInfo(read);
    if (!info) return { file, name, scenario: null, diagnostics };
    const wrong = [
      ...missingRecordings(info, read, checkout),
      ...forbiddenRecordings(info, read, checkout, allowOutside),
      ...otherIds(info, read, checkout, rules),
    ];
    const found = [...diagnostics, ...wrong];
    if (hasErrors(found)) return { file, name, scenario: null, diagnostics: found };
    const scenario = scenarioOf(name, info, read, checkout, rules);
    return { file, name, scenario, diagnostics: found };
  });
}

/** Names each test by its folder, which is named like the rule's file; by its path where several folders share a name. */
function namesOf(files: readonly string[], checkout: string): string[] {
  const names = files.map((file) => basename(resolve(dirname(file))));
  return names.map((name, index) =>
    names.indexOf(name) === names.lastIndexOf(name)
      ? name
      : relative(join(checkout, DATA), dirname(files[index]!)).replaceAll("\\", "/"),
  );
}

function pathOf({ path }: RegressionTest, checkout: string): string {
  return isAbsolute(path) ? path : below(checkout, path.replace(/^(?:\.\/+)+/, ""));
}

function missingRecordings(
  { tests }: RegressionInfo,
  source: SourceText,
  checkout: string,
): Diagnostic[] {
  return tests.flatMap((test, index) => {
    if (existsSync(pathOf(test, checkout))) return [];
    const message = `There is no recording ${pathOf(test, checkout)}.`;
    const hint = `Paths start from the folder that holds ${DATA}.`;
    const place = locateYaml(source, ["regression_tests_info", index, "path"], "value");
    const code = "regression/missing-recording";
    return [{ code, severity: "error", message, hint, file: source.path, place }];
  });
}

function forbiddenRecordings(
  { tests }: RegressionInfo,
  source: SourceText,
  checkout: string,
  allowOutside: readonly string[],
): Diagnostic[] {
  return tests.flatMap((test, index) => {
    const why = whyForbidden(pathOf(test, checkout), [checkout, ...allowOutside]);
    if (why === null) return [];
    const message = `The recording "${test.path}" ${why}.`;
    const place = locateYaml(source, ["regression_tests_info", index, "path"], "value");
    return [errorIn(source.path, "scenario/forbidden-path", message, { place })];
  });
}

/** The folders mirror those of the rules: the rule at the same place must be one that is named. */
function otherIds(
  { rules: named }: RegressionInfo,
  source: SourceText,
  checkout: string,
  rules: RuleSet,
): Diagnostic[] {
  const mirrored = relative(join(checkout, DATA), dirname(source.path)).replaceAll("\\", "/");
  const rule = rules.rules.find(({ rule: { path } }) =>
    [`/${mirrored}.yml`, `/${mirrored}.yaml`].some((end) => `/${path}`.endsWith(end)),
  )?.rule;
  if (!rule || named.some(({ id }) => id === rule.id)) return [];
  const ids = named.map(({ id }) => `"${id}"`).join(", ");
  const message = `The rule ${rule.path} has the id "${rule.id}", not ${ids}.`;
  const place = locateYaml(source, ["rule_metadata", 0, "id"], "value");
  return [errorIn(source.path, "regression/ids-disagree", message, { place })];
}

function scenarioOf(
  name: string,
  { rules: named, tests }: RegressionInfo,
  source: SourceText,
  checkout: string,
  rules: RuleSet,
): Scenario {
  const found = named.flatMap(({ id }) => {
    const rule = findRule(id, rules);
    return rule.kind === "rule" ? [rule.rule.rule] : [];
  });
  const recordings = tests.map((test, index): ScenarioRecording => ({
    name: recordingName(test, index, tests),
    path: pathOf(test, checkout),
    sensors: null,
    sha256: null,
    // JSON need not say what it is; the test says so by naming the rule.
    declared: test.type === "evtx" ? null : (found[0]?.logSource ?? null),
  }));
  const techniques = [...new Set(found.flatMap((rule) => rule.techniques))];
  const expectations = tests.flatMap(({ matchCount }, index) =>
    named.map(({ id }) => ({
      rule: id,
      on: [recordings[index]!.name],
      count: { min: matchCount },
    })),
  );
  const document: ScenarioDocument = {
    schema: 1,
    id: name,
    title: named[0]?.title ?? found[0]?.title ?? name,
    ...(techniques.length > 0 ? { attack: { techniques } } : {}),
    recordings: Object.fromEntries(
      recordings.map((recording, index) => [
        recording.name,
        { file: tests[index]!.path, sensor: [], provenance: { kind: "imported", by: "SigmaHQ" } },
      ]),
    ),
    expect: { fire: expectations, others: "warn" },
  };
  const place = (path: YamlPath) => locateYaml(source, placeOf(path, recordings, named.length));
  return { source, document, recordings, signals: [], place };
}

/** Names a recording by its type; two of one type are numbered. */
function recordingName(
  { type }: RegressionTest,
  index: number,
  tests: readonly RegressionTest[],
): string {
  const same = tests.filter((test) => test.type === type);
  return same.length === 1 ? type : `${type}-${same.indexOf(tests[index]!) + 1}`;
}

/** Returns where an `info.yml` has what a scenario file has at `path`. */
function placeOf(
  path: YamlPath,
  recordings: readonly ScenarioRecording[],
  rules: number,
): YamlPath {
  const [part, key, index] = path;
  if (part === "recordings")
    return ["regression_tests_info", recordings.findIndex(({ name }) => name === key), "path"];
  if (part === "expect" && key === "fire" && typeof index === "number")
    return ["rule_metadata", index % rules, "id"];
  return ["regression_tests_info"];
}
