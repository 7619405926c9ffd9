import type { LogSource } from "../../harness/events/log-sources/log-source.ts";
import type { Expression } from "../../harness/matching/model/expression.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import type { CompiledRule, Level } from "../../harness/matching/model/rule.ts";

/** Short forms to write predicates in rows. */
export const all = (...of: Predicate[]): Predicate => ({ kind: "all", of });
export const any = (...of: Predicate[]): Predicate => ({ kind: "any", of });
export const not = (of: Predicate): Predicate => ({ kind: "not", of });
export const is = (field: string, text: string): Predicate => ({
  kind: "test",
  field,
  pattern: { kind: "equals", text, cased: false },
  label: `${field} '${text}'`,
});
export const has = (field: string, text: string): Predicate => ({
  kind: "test",
  field,
  pattern: { kind: "contains", text, cased: false },
  label: `${field}|contains '${text}'`,
});
export const isNull = (field: string): Predicate => ({
  kind: "test",
  field,
  pattern: { kind: "null" },
  label: `${field} null`,
});
export const exists = (field: string): Predicate => ({
  kind: "test",
  field,
  pattern: { kind: "exists" },
  label: `${field}|exists`,
});
export const same = (field: string, other: string): Predicate => ({
  kind: "test",
  field,
  pattern: { kind: "field", field: other, how: "equals", cased: false },
  label: `${field}|fieldref '${other}'`,
});

export const formula = (expression: Expression, label = "formula"): Predicate => ({
  kind: "formula",
  expression,
  label,
});

export const PROCESS_CREATION: LogSource = { product: "windows", category: "process_creation" };

/** Returns a rule of one stage. */
export function ruleOf(
  predicate: Predicate,
  logSource: LogSource = PROCESS_CREATION,
  path = "rules/rule.yml",
  level: Level = "high",
): CompiledRule {
  const rule = {
    id: null,
    title: path,
    language: "sigma",
    level,
    techniques: [],
    logSource,
    path,
    name: path,
  };
  return { rule, stages: [{ logSource, predicate }] };
}
