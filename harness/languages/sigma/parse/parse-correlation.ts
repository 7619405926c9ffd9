/** Reads a document that is a correlation rule. */
import { didYouMean } from "../../../text/suggest.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import {
  CORRELATION_TYPES,
  type Alias,
  type CorrelationType,
  type RuleReference,
  type SigmaCorrelation,
} from "./ast.ts";
import { parseCorrelationCondition, referencesOf } from "./correlation-condition.ts";
import { isRecord } from "../../../text/record.ts";
import { readMetadata } from "./metadata.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";
import { readTimespan } from "./timespan.ts";

type Section = Readonly<Record<string, unknown>>;

const KEYS = ["type", "rules", "group-by", "aliases", "timespan", "condition", "generate"] as const;

/**
 * Reads a correlation.
 *
 * @returns null if a part is missing or wrong, which is then in the report
 * @see Sigma correlation rules specification 2.1
 */
export function parseCorrelation(document: Section, report: Report): SigmaCorrelation | null {
  const metadata = readMetadata(document, report);
  const section = document["correlation"];
  if (!isRecord(section)) {
    const message = `"correlation" is ${quote(section)}, and must be a map.`;
    report.error("sigma/wrong-type", message, { path: ["correlation"], part: "key" });
    return null;
  }
  checkKeys(section, report);
  const type = readType(section, report);
  const seconds = readTimespan(section["timespan"], report);
  const groupBy = readNames(section["group-by"], "group-by", report);
  const aliases = readAliases(section["aliases"], report);
  const generate = readGenerate(section["generate"], report);
  const written = readReferences(section["rules"], ["correlation", "rules"], report);
  const found = type && parseCorrelationCondition(section["condition"], type, report);
  if (!metadata || !type || !found || !written || seconds === null || !groupBy || !aliases)
    return null;
  const { condition } = found;
  const rules = rulesOf(type, written, condition, report);
  if (!rules || report.hasErrors()) return null;
  const common = { ...metadata, type, rules, groupBy, aliases, seconds, generate };
  return condition ? { ...common, condition } : common;
}

function checkKeys(section: Section, report: Report): void {
  for (const key of Object.keys(section)) {
    if (KEYS.some((known) => known === key)) continue;
    // What Sigma 1 called it.
    const near = key === "timeframe" ? 'Did you mean "timespan"?' : didYouMean(key, KEYS);
    const hint = near ?? `Keys are ${KEYS.join(", ")}.`;
    const message = `${quote(key)} says nothing in a correlation.`;
    report.error("sigma/unknown-key", message, { path: ["correlation", key], part: "key" }, hint);
  }
}

function readType({ type }: Section, report: Report): CorrelationType | null {
  if (type === undefined || type === null) {
    const message = "The correlation has no type.";
    report.error("sigma/missing-key", message, { path: ["correlation"], part: "key" });
    return null;
  }
  const text = typeof type === "string" ? type : "";
  const found = CORRELATION_TYPES.find((known) => known === text.toLowerCase());
  if (found) return found;
  const hint = didYouMean(text, CORRELATION_TYPES) ?? `Types are ${CORRELATION_TYPES.join(", ")}.`;
  const message = `There is no correlation of the type ${quote(type)}.`;
  report.error(
    "sigma/unknown-value",
    message,
    { path: ["correlation", "type"], part: "value" },
    hint,
  );
  return null;
}

/** Returns the rules of a correlation: those that are listed, or those of its condition. */
function rulesOf(
  type: CorrelationType,
  listed: readonly RuleReference[],
  condition: SigmaCorrelation["condition"],
  report: Report,
): readonly RuleReference[] | null {
  const named = condition?.kind === "rules" ? referencesOf(condition.condition) : [];
  if (listed.length === 0 && named.length > 0) return named;
  if (listed.length === 0) {
    const message = "The correlation refers to no rule.";
    const hint = '"rules" is a list of ids or names of rules.';
    report.error("sigma/missing-key", message, { path: ["correlation"], part: "key" }, hint);
    return null;
  }
  if (named.length > 0) checkNamed(listed, named, report);
  if (type === "temporal_ordered" && named.length === 0) return listed;
  return listed.filter((reference, i) => {
    const isFirst = listed.findIndex(({ written }) => written === reference.written) === i;
    if (!isFirst) {
      const message = `The rule ${quote(reference.written)} stands here a second time, which says nothing.`;
      report.warning("sigma/repeated-rule", message, { path: reference.path, part: "value" });
    }
    return isFirst;
  });
}

/** What a condition names must be listed, and what is listed must be named, as in pySigma. */
function checkNamed(
  listed: readonly RuleReference[],
  named: readonly RuleReference[],
  report: Report,
): void {
  const names = (of: readonly RuleReference[]): string[] => of.map(({ written }) => written);
  for (const { written, path, piece } of named) {
    if (names(listed).includes(written)) continue;
    const message = `The condition names ${quote(written)}, which "rules" does not list.`;
    const hint = didYouMean(written, names(listed)) ?? 'Add it to "rules", or leave "rules" out.';
    const target = { path, part: "value", ...(piece ? { piece } : {}) } as const;
    report.error("sigma/correlation-condition", message, target, hint);
  }
  for (const { written, path } of listed) {
    if (names(named).includes(written)) continue;
    const message = `The condition does not name ${quote(written)}, which is listed here.`;
    report.error("sigma/correlation-condition", message, { path, part: "value" });
  }
}

/** Reads ids or names of rules, one or a list; empty if there is none. Null after an error. */
export function readReferences(
  written: unknown,
  path: YamlPath,
  report: Report,
): RuleReference[] | null {
  if (written === undefined || written === null) return [];
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const references: RuleReference[] = [];
  for (const [i, one] of list.entries()) {
    const at = Array.isArray(written) ? [...path, i] : path;
    if (typeof one === "string" && one !== "") references.push({ written: one, path: at });
    else {
      const message = `The id or name of a rule is expected, and not ${quote(one)}.`;
      report.error("sigma/wrong-type", message, { path: at, part: "value" });
    }
  }
  return references.length === list.length ? references : null;
}

function readNames(written: unknown, key: string, report: Report): string[] | null {
  if (written === undefined || written === null) return [];
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const names = list.filter((one) => typeof one === "string" && one !== "") as string[];
  if (names.length === list.length) return [...new Set(names)];
  const message = `"${key}" must be the name of a field, or a list of names.`;
  report.error("sigma/wrong-type", message, { path: ["correlation", key], part: "key" });
  return null;
}

function readGenerate(written: unknown, report: Report): boolean {
  if (written === undefined || written === null) return false;
  if (typeof written === "boolean") return written;
  const message = `"generate" is ${quote(written)}, and must be true or false.`;
  report.error("sigma/wrong-type", message, { path: ["correlation", "generate"], part: "value" });
  return false;
}

function readAliases(written: unknown, report: Report): Alias[] | null {
  if (written === undefined || written === null) return [];
  const wrong = (path: YamlPath, message: string): null => {
    report.error("sigma/wrong-type", message, { path, part: "key" });
    return null;
  };
  const path: YamlPath = ["correlation", "aliases"];
  if (!isRecord(written)) return wrong(path, '"aliases" must be a map of names.');
  const aliases: Alias[] = [];
  for (const [name, mapping] of Object.entries(written)) {
    if (!isRecord(mapping)) {
      wrong([...path, name], `The alias ${quote(name)} must be a map of rules to fields.`);
      continue;
    }
    const fields: Alias["fields"][number][] = [];
    for (const [rule, field] of Object.entries(mapping)) {
      const at = [...path, name, rule];
      if (typeof field === "string" && field !== "")
        fields.push({ rule: { written: rule, path: at, isKey: true }, field });
      else
        wrong(
          at,
          `The alias ${quote(name)} has ${quote(field)} where the name of a field is expected.`,
        );
    }
    aliases.push({ name, fields });
  }
  return aliases;
}
