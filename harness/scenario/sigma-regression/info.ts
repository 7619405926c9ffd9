/**
 * `info.yml` of SigmaHQ's regression data: which recording must fire which rule, at least how often.
 * The form: sigma-specification, sigmahq/sigmahq-regression-data.md; what is checked beyond it:
 * SigmaHQ, tests/regression_tests_runner.py.
 */
import { hasErrors, type Diagnostic } from "../../text/diagnostic.ts";
import { isRecord } from "../../text/record.ts";
import type { SourceText } from "../../text/source.ts";
import { didYouMean } from "../../text/suggest.ts";
import { locateYaml, readYaml, type YamlPath } from "../../text/yaml.ts";
import { byPlace } from "../format/load.ts";

/** Types of recordings, as the specification lists them. All but `evtx` are JSON. */
const REGRESSION_TYPES = ["evtx", "json", "ndjson", "jsonl"] as const;
export type RegressionType = (typeof REGRESSION_TYPES)[number];

export interface RegressionInfo {
  /** Each of them must fire in each test. SigmaHQ names one. */
  readonly rules: readonly RegressionRule[];
  readonly tests: readonly RegressionTest[];
}

export interface RegressionRule {
  readonly id: string;
  readonly title: string | null;
}

export interface RegressionTest {
  readonly name: string;
  readonly type: RegressionType;
  /** From the checkout, or absolute; forward slashes. */
  readonly path: string;
  /** The fewest matches that are enough; more are as good. */
  readonly matchCount: number;
}

/** Reads an `info.yml`. `info` is null if, and only if, there are errors. */
export function readRegressionInfo(source: SourceText): {
  info: RegressionInfo | null;
  diagnostics: Diagnostic[];
} {
  const { value, diagnostics } = readYaml(source);
  if (hasErrors(diagnostics)) return { info: null, diagnostics };
  const reader = new Reader(source, diagnostics);
  const info = reader.info(value);
  return { info: hasErrors(diagnostics) ? null : info, diagnostics: diagnostics.toSorted(byPlace) };
}

type Mapping = Readonly<Record<string, unknown>>;

class Reader {
  readonly #source: SourceText;
  readonly #diagnostics: Diagnostic[];

  constructor(source: SourceText, diagnostics: Diagnostic[]) {
    this.#source = source;
    this.#diagnostics = diagnostics;
  }

  info(value: unknown): RegressionInfo {
    if (!isRecord(value)) {
      this.#report("regression/wrong-value", [], "The file holds no map of keys and values.");
      return { rules: [], tests: [] };
    }
    const rules = this.#list(value, "rule_metadata", "regression/missing-key").flatMap(
      (item, index) => this.#rule(item, ["rule_metadata", index]),
    );
    const tests = this.#list(value, "regression_tests_info", "regression/no-tests").flatMap(
      (item, index) => this.#test(item, ["regression_tests_info", index], rules),
    );
    return { rules, tests };
  }

  /** Returns the maps of a list; that it is missing or empty is an error of the given code. */
  #list(document: Mapping, key: string, missing: Diagnostic["code"]): (Mapping | null)[] {
    const value = document[key];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
      const lack =
        missing === "regression/no-tests"
          ? `The file lists no tests under "${key}": nothing would be tested.`
          : `The file names no rule under "${key}".`;
      this.#report(missing, value === undefined ? [] : [key], lack);
      return [];
    }
    if (!Array.isArray(value)) {
      this.#report("regression/wrong-value", [key], `"${key}" is no list.`);
      return [];
    }
    return value.map((item: unknown, index) => {
      if (isRecord(item)) return item;
      const message = `An item of "${key}" is no map of keys and values.`;
      this.#report("regression/wrong-value", [key, index], message);
      return null;
    });
  }

  #rule(item: Mapping | null, path: YamlPath): RegressionRule[] {
    const id = item && this.#text(item, "id", path);
    if (item === null || id === null) return [];
    return [{ id, title: typeof item["title"] === "string" ? item["title"] : null }];
  }

  #test(item: Mapping | null, path: YamlPath, rules: readonly RegressionRule[]): RegressionTest[] {
    if (item === null) return [];
    const type = this.#type(item, path);
    const written = this.#text(item, "path", path);
    const matchCount = this.#matchCount(item, path);
    this.#checkExtras(item, path);
    if (written === null) return [];
    const file = written.replaceAll("\\", "/");
    this.#checkStem(file, rules, path);
    if (type === null || matchCount === null) return [];
    const name = typeof item["name"] === "string" ? item["name"] : "Unnamed Test";
    return [{ name, type, path: file, matchCount }];
  }

  #type(item: Mapping, path: YamlPath): RegressionType | null {
    const written = this.#text(item, "type", path);
    const type = REGRESSION_TYPES.find((known) => known === written);
    if (written === null || type !== undefined) return type ?? null;
    const hint =
      didYouMean(written, REGRESSION_TYPES) ?? `There are: ${REGRESSION_TYPES.join(", ")}.`;
    const message = `There is no type "${written}" of recordings.`;
    this.#report("regression/unknown-type", [...path, "type"], message, hint);
    return null;
  }

  #matchCount(item: Mapping, path: YamlPath): number | null {
    const written = item["match_count"] ?? 1;
    if (Number.isInteger(written) && (written as number) >= 1) return written as number;
    const message = `"match_count" is ${JSON.stringify(written)}, not a whole number from 1 on.`;
    this.#report("regression/wrong-value", [...path, "match_count"], message);
    return null;
  }

  /** Reports what would change the rule before it is run, which we do not do. */
  #checkExtras(item: Mapping, path: YamlPath): void {
    const asks = (key: string): boolean =>
      item[key] !== undefined && item[key] !== null && !isEmptyList(item[key]);
    if (asks("filters"))
      this.#report(
        "regression/unsupported",
        [...path, "filters"],
        "Filters of a test are not applied, and without them the test would mean something else.",
      );
    if (asks("pipelines"))
      this.#report(
        "regression/not-applied",
        [...path, "pipelines"],
        "The pipelines are not applied: fields are found in the recording under the rule's own names.",
        "Recordings of Windows need none, in EVTX and JSON alike.",
        "warning",
      );
  }

  /** SigmaHQ names a recording after the rule that it is for. */
  #checkStem(file: string, rules: readonly RegressionRule[], path: YamlPath): void {
    const name = /([^/]*)\.(?:evtx|json)$/i.exec(file)?.[1];
    if (name === undefined || rules.length === 0 || rules.some(({ id }) => id === name)) return;
    const ids = rules.map(({ id }) => id).join(", ");
    const message = `The recording is called "${name}", but "rule_metadata" has the rule ${ids}.`;
    this.#report("regression/ids-disagree", [...path, "path"], message);
  }

  /** Returns the text of a key that must be there. */
  #text(item: Mapping, key: string, path: YamlPath): string | null {
    const value = item[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (value === undefined || value === null || value === "")
      this.#report("regression/missing-key", path, `"${key}" is missing.`);
    else this.#report("regression/wrong-value", [...path, key], `"${key}" is no text.`);
    return null;
  }

  #report(
    code: Diagnostic["code"],
    path: YamlPath,
    message: string,
    hint?: string,
    severity: Diagnostic["severity"] = "error",
  ): void {
    this.#diagnostics.push({
      code,
      severity,
      message,
      file: this.#source.path,
      place: locateYaml(this.#source, path, path.length > 2 ? "value" : "key"),
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
