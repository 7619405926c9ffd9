/** Links correlations to the rules that they refer to. */
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
import { isBroken, type UnlinkedDocument } from "../compile/unlinked-document.ts";
import { stagesWithPath } from "./foreign-origins.ts";
import { linkAliases } from "./link-aliases.ts";
import { commonLogSource } from "../../common/log-source.ts";
import { quote } from "../../common/quote.ts";
import { targetOf, type SymbolTable } from "./symbol-table.ts";
import type { Stage } from "../../../matching/model/stage.ts";

/** A correlation with the rules that it refers to. */
export interface LinkedCorrelation {
  readonly unlinked: UnlinkedDocument;
  readonly correlation: Correlation;
  readonly stages: readonly Stage[];
  /** How many correlations stand in each other, this one included. */
  readonly depth: number;
  /** For each stage the references that lead to it: first what the correlation refers to, last a rule on single events. */
  readonly referenceChains: readonly (readonly UnlinkedDocument[])[];
  /** The rules that it refers to. They have no matches of their own unless the correlation says `generate`. */
  readonly referenced: readonly UnlinkedDocument[];
}

/** Bounds how large correlations of correlations can grow. */
const MAX_STAGES = 1000;
/** Correlations of correlations: more than anyone writes, less than a stack holds. */
const MAX_DEPTH = 50;

export class CorrelationLinker {
  readonly #rules: Map<UnlinkedDocument, CompiledRule>;
  readonly #symbols: SymbolTable;
  readonly #linked = new Map<UnlinkedDocument, LinkedCorrelation | null>();
  /** The correlations that are being linked, outermost first: one that is met again refers to itself. */
  readonly #linking: UnlinkedDocument[] = [];
  /** Whether what is being linked is too deep, which ends it; what it refers to may yet be sound. */
  #isTooDeep = false;

  /** @param rules to which the linked correlations are added */
  constructor(rules: Map<UnlinkedDocument, CompiledRule>, symbols: SymbolTable) {
    this.#rules = rules;
    this.#symbols = symbols;
  }

  /** The correlations whose referenced rules have no matches of their own. */
  get withoutGenerate(): readonly Pick<LinkedCorrelation, "unlinked" | "referenced">[] {
    return [...this.#linked.values()].flatMap((linked) => {
      const content = linked?.unlinked.content;
      return linked && content?.kind === "correlation" && !content.correlation.generate
        ? [linked]
        : [];
    });
  }

  /** Returns the correlation of a document; null if it is none, or is broken, which its report says. */
  link(unlinked: UnlinkedDocument): LinkedCorrelation | null {
    const { content } = unlinked;
    if (content?.kind !== "correlation" || isBroken(unlinked)) return null;
    let linked = this.#linked.get(unlinked);
    if (linked !== undefined) return linked;
    this.#linking.push(unlinked);
    linked = this.#make(unlinked, content.correlation);
    this.#linking.pop();
    if (this.#isTooDeep && this.#linking.length > 0) return null;
    if (this.#isTooDeep) reportDepth(unlinked);
    this.#isTooDeep = false;
    if (isBroken(unlinked)) linked = null;
    this.#linked.set(unlinked, linked);
    if (linked) this.#rules.set(unlinked, compiledOf(linked, content.correlation));
    return linked;
  }

  #make(unlinked: UnlinkedDocument, written: SigmaCorrelation): LinkedCorrelation | null {
    const stages: Stage[] = [];
    const referenceChains: UnlinkedDocument[][] = [];
    const inputs: Omit<Input, "leaves">[] = [];
    const referenced: UnlinkedDocument[] = [];
    const stagesOf: number[][] = [];
    for (const reference of written.rules) {
      const rule = this.#resolve(reference, unlinked);
      if (this.#isTooDeep) return null;
      if (!rule) continue;
      const inner = this.#linked.get(rule) ?? null;
      const first = stages.length;
      const its = inner?.stages ?? this.#rules.get(rule)!.stages;
      stages.push(...(rule.path === unlinked.path ? its : stagesWithPath(its, rule.path)));
      referenceChains.push(
        ...(inner ? inner.referenceChains.map((chain) => [rule, ...chain]) : [[rule]]),
      );
      stagesOf.push([...stages.keys()].slice(first));
      const of = inner && { of: shifted(inner.correlation, first) };
      inputs.push({ name: rule.ruleName ?? reference.written, ...of });
      referenced.push(rule);
    }
    if (stages.length > MAX_STAGES) {
      const message = `The correlation comes to ${stages.length} rules, more than ${MAX_STAGES}.`;
      const target = { path: ["correlation", "rules"], part: "key" } as const;
      unlinked.report.error("sigma/broken-reference", message, target);
    }
    const depth = 1 + Math.max(0, ...referenced.map((rule) => this.#linked.get(rule)?.depth ?? 0));
    if (depth > MAX_DEPTH) reportDepth(unlinked);
    if (isBroken(unlinked)) return null;
    const fieldOf = linkAliases(unlinked, written, referenceChains, this.#symbols);
    const condition = conditionOf(written, unlinked);
    if (!condition) return null;
    const fields = written.condition?.kind === "numbers" ? written.condition.fields : [];
    const leaf = (stage: number): Leaf => ({
      stage,
      by: written.groupBy.map((name) => fieldOf(name, stage)),
      values: fields.map((name) => fieldOf(name, stage)),
    });
    const correlation: Correlation = {
      kind: "correlation",
      inputs: inputs.map((input, i) => ({ ...input, leaves: stagesOf[i]!.map(leaf) })),
      timespan: written.seconds,
      condition,
    };
    return { unlinked, correlation, stages, depth, referenceChains, referenced };
  }

  /** Returns the linked rule of a reference, or null after reporting why it cannot be used. */
  #resolve(reference: RuleReference, unlinked: UnlinkedDocument): UnlinkedDocument | null {
    const { report } = unlinked;
    const target = targetOf(reference);
    const rule = this.#symbols.find(reference, unlinked, "error");
    if (!rule) return null;
    const { written } = reference;
    const start = this.#linking.indexOf(rule);
    if (start >= 0) {
      const circle = [...this.#linking.slice(start), rule].map(calling).join(" → ");
      const message = `The correlation refers to itself: ${circle}.`;
      report.error("sigma/circular-rules", message, target);
      return null;
    }
    if (rule.content?.kind === "filter") {
      const message = `${quote(written)} is a filter, and has no matches.`;
      report.error("sigma/unknown-rule", message, target);
      return null;
    }
    if (this.#linking.length >= MAX_DEPTH && rule.content?.kind === "correlation")
      this.#isTooDeep ||= !this.#linked.has(rule);
    if (!this.#isTooDeep) this.link(rule);
    if (this.#isTooDeep) return null;
    if (this.#rules.has(rule)) return rule;
    const [reason] = [...rule.syntax, ...rule.report.diagnostics.filter(isError)];
    // Not its message: in a chain of broken rules each would repeat all before it.
    const why =
      reason?.code === "sigma/broken-reference"
        ? "it refers to a rule that cannot be used either."
        : (reason?.message ?? "it is broken.");
    const message = `The rule ${quote(written)} (${rule.path}) cannot be used: ${why}`;
    report.error("sigma/broken-reference", message, target);
    return null;
  }
}

function reportDepth({ report }: UnlinkedDocument): void {
  const message = `Correlations refer to each other more than ${MAX_DEPTH} deep.`;
  const target = { path: ["correlation", "rules"], part: "key" } as const;
  report.error("sigma/correlations-too-deep", message, target);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function calling({ ruleName, id, title }: UnlinkedDocument): string {
  return quote(ruleName ?? title ?? id);
}

function conditionOf(
  { type, rules, condition }: SigmaCorrelation,
  unlinked: UnlinkedDocument,
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

/** Returns the correlation with the indices of its stages moved by a number. */
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
  { unlinked, correlation, stages }: LinkedCorrelation,
  written: SigmaCorrelation,
): CompiledRule {
  const { id, title, level, techniques } = written;
  const { path, name } = unlinked;
  const logSource = commonLogSource(stages);
  return {
    rule: { id, title, language: "sigma", level, techniques, logSource, path, name },
    stages,
    state: correlation,
  };
}
