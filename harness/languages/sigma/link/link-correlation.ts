/** Makes correlations of what they refer to. */
import type { LogSource } from "../../../events/log-sources/log-source.ts";
import type { Condition, Correlation, Input, Leaf } from "../../../matching/model/correlation.ts";
import type { Measure } from "../../../matching/states/correlation/measure.ts";
import type { CompiledRule, Stage } from "../../../matching/model/rule.ts";
import type { Diagnostic } from "../../../text/diagnostic.ts";
import type { RuleReference, SigmaCorrelation } from "../parse/ast.ts";
import { alternativesOf } from "../parse/correlation-condition.ts";
import type { Draft } from "../compile/unlinked-rule.ts";
import { linkAliases } from "./link-aliases.ts";
import { quote } from "../report.ts";
import { targetOf, type RuleBook } from "./symbol-table.ts";

/** Whether a draft is broken. */
export function hasFailed({ syntax, report }: Draft): boolean {
  return syntax.length > 0 || report.hasErrors();
}

/** A correlation with what it is made of. */
export interface Linked {
  readonly draft: Draft;
  readonly correlation: Correlation;
  readonly stages: readonly Stage[];
  /** For each stage the drafts it came by: first what the correlation refers to, last a rule on single events. */
  readonly ways: readonly (readonly Draft[])[];
  /** What it refers to. Without matches of their own unless the correlation says `generate`. */
  readonly parts: readonly Draft[];
}

/** Bounds what correlations of correlations can grow to. */
const MAX_STAGES = 1000;

export class Linker {
  readonly #rules: Map<Draft, CompiledRule>;
  readonly #book: RuleBook;
  readonly #done = new Map<Draft, Linked | null>();
  readonly #busy: Draft[] = [];

  /** @param rules takes the correlations as they are made */
  constructor(rules: Map<Draft, CompiledRule>, book: RuleBook) {
    this.#rules = rules;
    this.#book = book;
  }

  /** The correlations, with those parts that have no matches of their own. */
  get linked(): readonly Pick<Linked, "draft" | "parts">[] {
    return [...this.#done.values()].flatMap((linked) => {
      const content = linked?.draft.content;
      return linked && content?.kind === "correlation" && !content.correlation.generate
        ? [linked]
        : [];
    });
  }

  /** Returns the correlation of a draft; null if it is none, or is broken, which its report says. */
  link(draft: Draft): Linked | null {
    const { content } = draft;
    if (content?.kind !== "correlation" || hasFailed(draft)) return null;
    let linked = this.#done.get(draft);
    if (linked !== undefined) return linked;
    this.#busy.push(draft);
    linked = this.#make(draft, content.correlation);
    this.#busy.pop();
    if (hasFailed(draft)) linked = null;
    this.#done.set(draft, linked);
    if (linked) this.#rules.set(draft, compiledOf(linked, content.correlation));
    return linked;
  }

  #make(draft: Draft, written: SigmaCorrelation): Linked | null {
    const stages: Stage[] = [];
    const ways: Draft[][] = [];
    const inputs: Omit<Input, "leaves">[] = [];
    const parts: Draft[] = [];
    const stagesOf: number[][] = [];
    for (const reference of written.rules) {
      const part = this.#part(reference, draft);
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
      draft.report.error("sigma/broken-reference", message, target);
    }
    if (hasFailed(draft)) return null;
    const fieldOf = linkAliases(draft, written, ways, this.#book);
    const condition = conditionOf(written, draft);
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
    return { draft, correlation, stages, ways, parts };
  }

  /** Returns what a reference leads to, ready to be used, or null after reporting why not. */
  #part(reference: RuleReference, draft: Draft): Draft | null {
    const { report } = draft;
    const target = targetOf(reference);
    const part = this.#book.find(reference, draft, "error");
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

function calling({ ruleName, id, title }: Draft): string {
  return quote(ruleName ?? title ?? id);
}

function conditionOf({ type, rules, condition }: SigmaCorrelation, draft: Draft): Condition | null {
  const ordered = type === "temporal_ordered";
  if (condition?.kind === "rules") {
    const names = rules.map(({ written }) => written);
    const alternatives = alternativesOf(condition.condition, names, draft.report);
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
    draft.report.error("sigma/correlation-condition", message, target, hint);
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
  { draft, correlation, stages }: Linked,
  written: SigmaCorrelation,
): CompiledRule {
  const { id, title, level, techniques } = written;
  const { path, name } = draft;
  const logSource = commonLogSource(stages);
  return {
    rule: { id, title, language: "sigma", level, techniques, logSource, path, name },
    stages,
    correlation,
  };
}

/** What all stages say of their log source. */
function commonLogSource(stages: readonly Stage[]): LogSource {
  const [first, ...others] = stages.map(({ logSource }) => logSource);
  const shared = Object.entries(first ?? {}).filter(([key, value]) =>
    others.every((other) => other[key as keyof LogSource] === value),
  );
  return Object.fromEntries(shared);
}
