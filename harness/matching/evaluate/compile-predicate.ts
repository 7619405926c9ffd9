/**
 * Predicate × class → the quick form: constants folded, one closure per test, and a field's texts
 * taken and folded once per event however many rules ask for them.
 */
import type { ShownEvent } from "../../events/event.ts";
import { compileFormula } from "./expression/formula.ts";
import { agrees, holdsForValue, isNull } from "./field-test.ts";
import { childrenOf, type FieldTest, type Predicate } from "../model/predicate.ts";
import { readField, type BoundField } from "../binding/bound-field.ts";
import { textTestOf, type TextTest } from "../values/patterns/text-test.ts";
import type { ClassFields, Decision, Texts } from "../binding/class-fields.ts";

/** Returns the quick form of a predicate for one class. */
export function compilePredicate(predicate: Predicate, fields: ClassFields): Decision {
  // Not by `foldPredicate`: a group bundles its tests before any of them is compiled.
  switch (predicate.kind) {
    case "constant":
      return predicate.value;
    case "not": {
      const inner = compilePredicate(predicate.of, fields);
      return typeof inner === "boolean" ? !inner : (event) => !inner(event);
    }
    case "all":
      return compileGroup(predicate.of, fields, false);
    case "any":
      return compileGroup(predicate.of, fields, true);
    case "test":
      return compileTest(predicate, fields);
    case "formula":
      return compileFormula(predicate.expression, fields.bind);
  }
}

/** `decisive` is the value of one part that decides the group: true for `any`, false for `all`. */
function compileGroup(
  parts: readonly Predicate[],
  fields: ClassFields,
  decisive: boolean,
): Decision {
  const open: ((event: ShownEvent) => boolean)[] = [];
  const costly: ((event: ShownEvent) => boolean)[] = [];
  const bundles = new Map<(event: ShownEvent) => Texts, TextTest[]>();
  for (const part of parts) {
    const asked = textTestIn(part, fields);
    if (asked) {
      const others = bundles.get(asked.texts);
      if (others) others.push(asked.test);
      else bundles.set(asked.texts, [asked.test]);
      continue;
    }
    const decision = compilePredicate(part, fields);
    if (decision === decisive) return decisive;
    if (typeof decision === "function") (isCostly(part) ? costly : open).push(decision);
  }
  if (bundles.size > 0)
    open.unshift(...Array.from(bundles, ([texts, tests]) => bundled(texts, tests, decisive)));
  open.push(...costly);
  if (open.length === 0) return !decisive;
  if (open.length === 1) return open[0]!;
  return (event) => {
    for (const ask of open) if (ask(event) === decisive) return decisive;
    return !decisive;
  };
}

/**
 * Returns the test of a field's texts, if a part is a cheap one that must be asked of each event; else
 * null.
 */
function textTestIn(
  part: Predicate,
  fields: ClassFields,
): { readonly texts: (event: ShownEvent) => Texts; readonly test: TextTest } | null {
  if (part.kind !== "test" || isCostly(part)) return null;
  const { field, pattern } = part;
  if (pattern.kind === "exists" || pattern.kind === "null" || pattern.kind === "field") return null;
  const { kind } = fields.bind(field);
  if (kind === "never" || kind === "constant") return null;
  const test = textTestOf(pattern);
  return { texts: fields.texts(field, test.cased), test };
}

/** Returns several tests of the same texts as one: the texts are taken once, and not once per test. */
function bundled(
  texts: (event: ShownEvent) => Texts,
  tests: readonly TextTest[],
  decisive: boolean,
): (event: ShownEvent) => boolean {
  return (event) => {
    const found = texts(event);
    const text = typeof found === "string" ? found : null;
    for (let i = 0; i < tests.length; i++) {
      const test = tests[i]!;
      const held = text === null ? someHolds(test, found as readonly string[]) : test.holds(text);
      if (held === decisive) return decisive;
    }
    return !decisive;
  };
}

function someHolds(test: TextTest, texts: readonly string[]): boolean {
  for (let i = 0; i < texts.length; i++) if (test.holds(texts[i]!)) return true;
  return false;
}

/** Whether a part is better asked after the others. */
function isCostly(predicate: Predicate): boolean {
  if (predicate.kind === "formula") return true;
  if (predicate.kind === "test")
    return predicate.pattern.kind === "regex" || predicate.pattern.kind === "network";
  return childrenOf(predicate).some(isCostly);
}

function compileTest({ field, pattern }: FieldTest, fields: ClassFields): Decision {
  const bind = fields.bind(field);
  switch (pattern.kind) {
    case "exists":
      return fromField(bind, (value) => value !== undefined);
    case "null":
      return fromField(bind, isNull);
    case "field": {
      const other = fields.bind(pattern.field);
      if (bind.kind === "never" || other.kind === "never") return false;
      if (bind.kind === "constant" && other.kind === "constant")
        return agrees(pattern, bind.value, other.value);
      return (event) => agrees(pattern, readField(bind, event), readField(other, event));
    }
    default: {
      if (bind.kind === "never") return false;
      const test = textTestOf(pattern);
      if (bind.kind === "constant") return holdsForValue(test, bind.value);
      const texts = fields.texts(field, test.cased);
      return bundled(texts, [test], true);
    }
  }
}

function fromField(
  bind: BoundField,
  ask: (value: ReturnType<typeof readField>) => boolean,
): Decision {
  if (bind.kind === "never") return ask(undefined);
  if (bind.kind === "constant") return ask(bind.value);
  return (event) => ask(readField(bind, event));
}
