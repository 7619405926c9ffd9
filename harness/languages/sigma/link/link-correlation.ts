/** Makes correlations of what they refer to. */
import type {
  Condition,
  Correlation,
  Input,
  Leaf,
  Measure,
} from "../../../matching/model/correlation.ts";
import type { CompiledRule } from "../../../matching/model/rule.ts";
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { RuleReference, SigmaCorrelation } from "../parse/ast.ts";
import { alternativesOf } from "../parse/correlation-condition.ts";
import type { UnlinkedRule } from "../compile/unlinked-rule.ts";
import { linkAliases } from "./link-aliases.ts";
import { commonLogSource } from "../../common/log-source.ts";
import { quote } from "../../common/quote.ts";
import { targetOf, type SymbolTable } from "./symbol-table.ts";
import type { Stage } from "../../../matching/model/stage.ts";

/** Whether a draft is broken. */
export function hasFailed({ syntax, report }: UnlinkedRule): boolean {
  return syntax.length > 0 || report.hasErrors();
}

/** A correlation with what it is made of. */
export interface Linked {
  readonly unlinked: UnlinkedRule;
  readonly correlation: Correlation;
  readonly stages: readonly Stage[];
  /** For each stage the drafts it came by: first what the correlation refers to, last a rule on single events. */
  readonly ways: readonly (readonly UnlinkedRule[])[];
  /** What it refers to. Without matches of their own unless the correlation says `generate`. */
  readonly parts: readonly UnlinkedRule[];
}

/** Bounds what correlations of correlations can grow to. */
const MAX_STAGES = 1000;

export class Linker {
  readonly #rules: Map<UnlinkedRule, CompiledRule>;
  readonly #symbols: SymbolTable;
  readonly #done = new Map<UnlinkedRule, Linked | null>();
  readonly #busy: UnlinkedRule[] = [];

  /** @param rules takes the correlations as they are made */
  constructor(rules: Map<UnlinkedRule, CompiledRule>, symbols: SymbolTable) {
    this.#rules = rules;
    this.#symbols = symbols;
  }

  /** The correlations, with those parts that have no matches of their own. */
  get linked(): readonly Pick<Linked, "unlinked" | "parts">[] {
    return [...this.#done.values()].flatMap((linked) => {
      const content = linked?.unlinked.content;
      return linked && content?.kind === "correlation" && !content.correlation.generate
        ? [linked]
        : [];
    });
  }

  /** Returns the correlation of a draft; null if it is none, or is broken, which its report says. */
  link(unlinked: UnlinkedRule): Linked | null {
    const { content } = unlinked;
    if (content?.kind !== "correlation" || hasFailed(unlinked)) return null;
    let linked = this.#done.get(unlinked);
    if (linked !== undefined) return linked;
    this.#busy.push(unlinked);
    linked = this.#make(unlinked, content.correlation);
    this.#busy.pop();
    if (hasFailed(unlinked)) linked = null;
    this.#done.set(unlinked, linked);
    if (linked) this.#rules.set(unlinked, compiledOf(linked, content.correlation));
    return linked;
  }

  #make(unlinked: UnlinkedRule, written: SigmaCorrelation): Linked | null {
    const stages: Stage[] = [];
    const ways: UnlinkedRule[][] = [];
    const inputs: Omit<Input, "leaves">[] = [];
    const parts: UnlinkedRule[] = [];
    const stagesOf: number[][] = [];
    for (const reference of written.rules) {
      const part = this.#part(reference, unlinked);
      if (!part) continue;
      const inner = this.#done.get(part) ?? null;
      const first = stages.length;
      stages.push(...(inner?.stages ?? this.#rules.get(part)!.stages));
      ways.push(...(inner ? inner.ways.map((way) => [part, ...way]) : [[part]]));
      stagesOf.push([...stages.keys()].slice(first));
      const of = inner && { of: shifted(inner.correlation, first) };
      inputs.push({ name: part.ruleName ?? reference.written, ...of });
      parts.push(part);
    }
    if (stages.length > MAX_STAGES) {
      const message = `The correlation comes to ${stages.length} rules, more than ${MAX_STAGES}.`;
      const target = { path: ["correlation", "rules"], part: "key" } as const;
      unlinked.report.error("sigma/broken-reference", message, target);
    }
    if (hasFailed(unlinked)) return null;
    const fieldOf = linkAliases(unlinked, written, ways, this.#symbols);
    const condition = conditionOf(written, unlinked);
    if (!condition) return null;
    const fields = written.condition?.kind === "numbers" ? written.condition.fields : [];
    const leaf = (stage: number): Leaf => ({
      stage,
      by: written.groupBy.map((name) => fieldOf(name, stage)),
      values: fields.map((name) => fieldOf(name, stage)),
    });
    const correlation: Correlation = {
      inputs: inputs.map((input, i) => ({ ...input, leaves: stagesOf[i]!.map(leaf) })),
      timespan: written.seconds,
      condition,
    };
    return { unlinked, correlation, stages, ways, parts };
  }

  /** Returns what a reference leads to, ready to be used, or null after reporting why not. */
  #part(reference: RuleReference, unlinked: UnlinkedRule): UnlinkedRule | null {
    const { report } = unlinked;
    const target = targetOf(reference);
    const part = this.#symbols.find(reference, unlinked, "error");
    if (!part) return null;
    const { written } = reference;
    const start = this.#busy.indexOf(part);
    if (start >= 0) {
      const circle = [...this.#busy.slice(start), part].map(calling).join(" → ");
      const message = `The correlation refers to itself: ${circle}.`;
      report.error("sigma/circular-rules", message, target);
      return null;
    }
    if (part.content?.kind === "filter") {
      const message = `${quote(written)} is a filter, and has no matches.`;
      report.error("sigma/unknown-rule", message, target);
      return null;
    }
    this.link(part);
    if (this.#rules.has(part)) return part;
    const [reason] = [...part.syntax, ...part.report.diagnostics.filter(isError)];
    const message = `The rule ${quote(written)} (${part.path}) cannot be used: ${reason?.message ?? "it is broken."}`;
    report.error("sigma/broken-reference", message, target);
    return null;
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function calling({ ruleName, id, title }: UnlinkedRule): string {
  return quote(ruleName ?? title ?? id);
}

function conditionOf(
  { type, rules, condition }: SigmaCorrelation,
  unlinked: UnlinkedRule,
): Condition | null {
  const ordered = type === "temporal_ordered";
  if (condition?.kind === "rules") {
    const names = rules.map(({ written }) => written);
    const alternatives = alternativesOf(condition.condition, names, unlinked.report);
    return alternatives && { kind: "temporal", ordered, alternatives };
  }
  const all: Condition = {
    kind: "temporal",
    ordered,
    alternatives: [{ needs: [...rules.keys()], without: [] }],
  };
  if (!condition) return all;
  const { comparisons, percentile } = condition;
  if (ordered) {
    const [only] = comparisons;
    const least = only?.operator === "gt" ? only.number + 1 : only?.number;
    const isAll = comparisons.length === 1 && least === rules.length;
    if (isAll && (only?.operator === "gt" || only?.operator === "gte" || only?.operator === "eq"))
      return all;
    const message = `temporal_ordered wants all of its ${rules.length} rules, and cannot be satisfied with another number.`;
    const hint = "Leave the condition out, or name the rules in it: a and (b or c).";
    const target = { path: ["correlation", "condition"], part: "key" } as const;
    unlinked.report.error("sigma/correlation-condition", message, target, hint);
    return null;
  }
  const measure = measureOf(type, percentile);
  return { kind: "measure", measure, comparisons, consumes: measure.of === "inputs" };
}

function measureOf(type: SigmaCorrelation["type"], rank: number): Measure {
  switch (type) {
    case "event_count":
      return { of: "events" };
    case "value_count":
      return { of: "values" };
    case "temporal":
    case "temporal_ordered":
      return { of: "inputs" };
    case "value_sum":
      return { of: "sum" };
    case "value_avg":
      return { of: "average" };
    case "value_median":
      return { of: "median" };
    case "value_percentile":
      return { of: "percentile", rank };
  }
}

/** The same correlation, with its stages further back in a longer list. */
function shifted({ inputs, ...rest }: Correlation, by: number): Correlation {
  return {
    ...rest,
    inputs: inputs.map(({ of, leaves, ...input }) => ({
      ...input,
      ...(of && { of: shifted(of, by) }),
      leaves: leaves.map((leaf) => ({ ...leaf, stage: leaf.stage + by })),
    })),
  };
}

function compiledOf(
  { unlinked, correlation, stages }: Linked,
  written: SigmaCorrelation,
): CompiledRule {
  const { id, title, level, techniques } = written;
  const { path, name } = unlinked;
  const logSource = commonLogSource(stages);
  return {
    rule: { id, title, language: "sigma", level, techniques, logSource, path, name },
    stages,
    correlation,
  };
}
