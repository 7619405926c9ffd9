/**
 * Rules as Elastic publishes them, in TOML: those of detection-rules (`[metadata]`, `[rule]` with
 * `rule_id`, `language`, `type`, `severity`, `[[rule.threat]]`) and those of protections-artifacts,
 * which Elastic Endpoint runs (`[rule]` with `id` and `os_list`, `[[threat]]`). Keys that say nothing
 * about matching are ignored: there are many, and they are not checked here.
 */
import { parse, TomlError } from "smol-toml";
import type { VocabularyName } from "../../../events/vocabularies/vocabulary-name.ts";
import { isRecord, type UnknownRecord } from "../../../text/record.ts";
import { placeOf, type SourceText, type Span } from "../../../text/source.ts";
import { describe, readLevel, readTechnique, type RuleText } from "./metadata.ts";
import type { QueryText, Report } from "../report.ts";
import { tomlPlaces, type TomlPath } from "./toml-places.ts";
import { tomlStringOffsets } from "./toml-string.ts";

type Table = UnknownRecord;

interface Document {
  readonly root: Table;
  readonly rule: Table;
  readonly report: Report;
  /** Where a value stands, or what is nearest to it. */
  readonly at: (path: TomlPath, part?: "key" | "value") => Span;
}

/** Reads a TOML file of one rule; reports what is wrong with all but the query. */
export function readTomlFile(source: SourceText, report: Report): RuleText {
  const root = parseToml(source, report);
  if (!root) return NOTHING;
  const placeAt = tomlPlaces(source.text);
  const at: Document["at"] = (path, part = "value") =>
    placeAt(path)?.[part] ?? { start: 0, end: 1 };
  const { rule } = root;
  if (!isRecord(rule)) {
    const message = 'There is no rule here: the file has no table "rule".';
    report.error("eql/not-a-rule", message, { start: 0, end: 1 });
    return NOTHING;
  }
  const document: Document = { root, rule, report, at };
  const { severity } = rule;
  return {
    id: textOf(rule["rule_id"]) ?? textOf(rule["id"]),
    title: textOf(rule["name"]),
    level:
      severity === undefined
        ? null
        : readLevel(severity, "severity", at(["rule", "severity"]), report),
    techniques: techniquesOf(document),
    vocabulary: vocabularyOf(rule),
    query: isEql(document) ? queryOf(document) : null,
  };
}

const NOTHING: RuleText = {
  id: null,
  title: null,
  level: null,
  techniques: [],
  vocabulary: "ecs-winlogbeat",
  query: null,
};

function parseToml(source: SourceText, report: Report): Table | null {
  try {
    return parse(source.text, { integersAsBigInt: "asNeeded" });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [line = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    const message = `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
    const start = offsetOf(source.text, error.line, error.column);
    report.error("toml/syntax", message, placeOf(source, { start, end: start + 1 }));
    return null;
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf("\n", start) + 1;
  return start + column - 1;
}

/** A rule that does not name its language is one of Elastic Endpoint. */
function isEql({ rule, report, at }: Document): boolean {
  const { language, type } = rule;
  const [key, written] =
    language === undefined ? (["type", type] as const) : (["language", language] as const);
  if (written === undefined) return true;
  const isOther = written !== "eql" || (type !== undefined && type !== "eql");
  if (!isOther) return true;
  const [what, found] = written === "eql" ? (["type", type] as const) : ([key, written] as const);
  const message = `The rule's ${what} is ${describe(found)}, and only "eql" is supported.`;
  report.error("eql/unsupported-language", message, at(["rule", what]));
  return false;
}

function queryOf({ rule, report, at }: Document): QueryText | null {
  const { query } = rule;
  const span = at(["rule", "query"]);
  if (typeof query !== "string") {
    const message =
      query === undefined
        ? "The rule has no query."
        : `The query is ${describe(query)}, and must be a text.`;
    report.error("eql/not-a-rule", message, query === undefined ? at(["rule"]) : span);
    return null;
  }
  const offsets = tomlStringOffsets(report.source.text, span);
  return { text: query, offsetOf: (offset) => offsets[offset] ?? span.end };
}

/** Indices that hold what Elastic Endpoint sends, and those that hold what Windows logs. */
const ENDPOINT_INDEX = /^logs-endpoint\b/;
const WINDOWS_INDEX = /^(?:winlogbeat|logs-windows|logs-system)\b/;

/** What a rule that names indices of both means, winlogbeat's events satisfy. */
function vocabularyOf({ index, rule_id: ruleId, os_list: systems }: Table): VocabularyName {
  const indices = Array.isArray(index) ? index.filter((one) => typeof one === "string") : [];
  if (indices.some((one) => WINDOWS_INDEX.test(one))) return "ecs-winlogbeat";
  if (indices.some((one) => ENDPOINT_INDEX.test(one))) return "ecs-endpoint";
  return ruleId === undefined && systems !== undefined ? "ecs-endpoint" : "ecs-winlogbeat";
}

/** Techniques and sub-techniques in the order of the file, each once. */
function techniquesOf({ root, rule, report, at }: Document): readonly string[] {
  const [base, threats]: readonly [TomlPath, unknown] =
    rule["threat"] === undefined
      ? [["threat"], root["threat"]]
      : [["rule", "threat"], rule["threat"]];
  const found = tables(threats, base).flatMap(({ table, path }) => {
    const { framework } = table;
    if (typeof framework === "string" && !/att&ck/i.test(framework)) return [];
    return tables(table["technique"], [...path, "technique"]).flatMap((technique) => [
      technique,
      ...tables(technique.table["subtechnique"], [...technique.path, "subtechnique"]),
    ]);
  });
  const ids = found.flatMap(
    ({ table, path }) => readTechnique(table["id"], at([...path, "id"]), report) ?? [],
  );
  return [...new Set(ids)];
}

function tables(value: unknown, path: TomlPath): { table: Table; path: TomlPath }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((table, i) => (isRecord(table) ? [{ table, path: [...path, i] }] : []));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}
