/**
 * A rule set as text that is quick to read again. Most rules of a large set are never asked, since no
 * event holds one of their required literals: these are stored beside the predicates, which are parsed
 * when they are first read.
 *
 *   <JSON of the rule set, each stage's predicate replaced by the length of its JSON>
 *   <line break>
 *   <JSON of the predicates, in the order of the stages>
 *
 * All of it is ASCII: such a text needs no decoding.
 */
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { RuleSet } from "../../languages/compilation.ts";
import { classConstraintsOf } from "../../matching/prefilter/class-constraints.ts";
import { requiredLiteralsOf } from "../../matching/prefilter/required-literals.ts";
import type { Predicate } from "../../matching/model/predicate.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import type { RequiredLiterals, ClassConstraint, Stage } from "../../matching/model/stage.ts";

/** A stage without its predicate. */
interface StageHeader {
  readonly logSource: LogSource;
  readonly requiredLiterals: RequiredLiterals | null;
  readonly classConstraints: readonly ClassConstraint[];
  readonly length: number;
}

interface CachedRuleSet extends Omit<RuleSet, "rules"> {
  readonly rules: readonly (Omit<CompiledRule, "stages"> & {
    readonly stages: readonly StageHeader[];
  })[];
}

/** Returns a rule set as such a text. */
export function writeRules(set: RuleSet): string {
  const predicates: string[] = [];
  const rules = set.rules.map((rule) => ({
    ...rule,
    stages: rule.stages.map((stage): StageHeader => {
      const { logSource, predicate } = stage;
      const json = asciiJson(predicate);
      predicates.push(json);
      const [requiredLiterals, classConstraints] = [
        requiredLiteralsOf(stage),
        classConstraintsOf(stage),
      ];
      return { logSource, requiredLiterals, classConstraints, length: json.length };
    }),
  }));
  const cached: CachedRuleSet = { ...set, rules };
  return `${asciiJson(cached)}\n${predicates.join("")}`;
}

/** Returns the rule set that was written. */
export function readRules(text: string): RuleSet {
  const end = text.indexOf("\n");
  const { rules, ...rest } = JSON.parse(text.slice(0, end)) as CachedRuleSet;
  let at = end + 1;
  const stageOf = ({
    logSource,
    requiredLiterals,
    classConstraints,
    length,
  }: StageHeader): Stage => {
    const start = at;
    at += length;
    let predicate: Predicate | undefined;
    return {
      logSource,
      requiredLiterals,
      classConstraints,
      get predicate() {
        return (predicate ??= JSON.parse(text.slice(start, start + length)) as Predicate);
      },
    };
  };
  return { ...rest, rules: rules.map((rule) => ({ ...rule, stages: rule.stages.map(stageOf) })) };
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
