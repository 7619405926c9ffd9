import type { Predicate } from "../../../matching/model/predicate.ts";
import { didYouMean } from "../../../text/suggest.ts";
import type { Span } from "../../../text/source.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import type { Condition } from "../parse/ast.ts";
import { fitsPattern, selectedBy } from "../parse/selector.ts";
import { quote } from "../../common/quote.ts";
import type { Report, Target } from "../report.ts";

/** The selections of a rule. One that is `null` was broken, which has been reported: it still exists. */
type Selections = ReadonlyMap<string, Predicate | null>;

interface Context {
  readonly selections: Selections;
  readonly report: Report;
  readonly at: (span: Span) => Target;
}

/**
 * Returns the predicate of a condition over the given selections, or null if it names what does not
 * exist. `path` is where the condition stands.
 */
export function compileCondition(
  condition: Condition,
  selections: Selections,
  path: YamlPath,
  report: Report,
): Predicate | null {
  return compile(condition, {
    selections,
    report,
    at: (piece) => ({ path, part: "value", piece }),
  });
}

function compile(condition: Condition, context: Context): Predicate | null {
  switch (condition.kind) {
    case "and":
      return join(
        "all",
        condition.of.map((part) => compile(part, context)),
      );
    case "or":
      return join(
        "any",
        condition.of.map((part) => compile(part, context)),
      );
    case "not": {
      const of = compile(condition.of, context);
      return of && { kind: "not", of };
    }
    case "selection":
      return compileName(condition, context);
    case "selector":
      return compileSelector(condition, context);
  }
}

function join(kind: "all" | "any", parts: readonly (Predicate | null)[]): Predicate | null {
  const of = parts.filter((part) => part !== null);
  return of.length === parts.length ? { kind, of } : null;
}

function compileName(
  { name, span }: Extract<Condition, { kind: "selection" }>,
  { selections, report, at }: Context,
): Predicate | null {
  const found = selections.get(name);
  if (found !== undefined) return found;
  const message = `The condition names ${quote(name)}, and there is no such selection.`;
  const hint = name.includes("*")
    ? `Write "1 of ${name}" or "all of ${name}".`
    : nearest(name, selections);
  report.error("sigma/unknown-selection", message, at(span), hint);
  return null;
}

function compileSelector(
  { of, pattern, span }: Extract<Condition, { kind: "selector" }>,
  { selections, report, at }: Context,
): Predicate | null {
  const selected = selectedBy(pattern, selections.keys());
  if (selected.length > 0)
    return join(
      of,
      selected.map((name) => selections.get(name)!),
    );
  // What fits and is not selected is hidden.
  const hidden = [...selections.keys()].find((name) => fitsPattern(name, pattern));
  const hint = hidden
    ? `${quote(hidden)} is left out, because it begins with "_".`
    : nearest(pattern, selections);
  report.error(
    "sigma/nothing-selected",
    `${quote(pattern)} fits the name of no selection.`,
    at(span),
    hint,
  );
  return null;
}

function nearest(name: string, selections: Selections): string {
  return (
    didYouMean(name, selections.keys()) ?? `Selections are ${[...selections.keys()].join(", ")}.`
  );
}
