/**
 * Whether a rule could have fired on a recording at all (docs/decisions/0003-blind-is-a-verdict.md). A rule is live if at
 * least one class that occurs can still satisfy it once every field that no event of that class
 * carries is taken as absent. The answer over-approximates: each part of a predicate is taken by itself.
 */
import { matchLogSource } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { FieldValue } from "../../events/field-value.ts";
import type { LogSource, LogSourceMatch } from "../../events/log-sources/log-source.ts";
import { fieldsOf } from "../evaluate/expression/inputs.ts";
import { possibleFormula } from "./possible-formula.ts";
import { holdsForValue, isNull } from "../evaluate/field-test.ts";
import { textTestOf } from "../values/patterns/text-test.ts";
import { type Observed, type ObservedClass, boundFieldState } from "./observed.ts";
import { uncountedPart, type DroppedEvents, type EventCount } from "../model/dropped-events.ts";
import { foldPredicate, type FieldTest, type Formula, type Predicate } from "../model/predicate.ts";
import type { Stage } from "../model/stage.ts";
import { bindFields } from "../binding/bound-field.ts";
import type { PossibleOutcomes, ClassView } from "./possible-outcomes.ts";

/** Why a rule could not have fired. */
export type Blindness =
  /** No event of its log source occurs. */
  | { readonly kind: "log-source"; readonly logSource: LogSource }
  /** Events of its log source occur, but none of the class that these tests ask for. */
  | { readonly kind: "class"; readonly wanted: readonly string[] }
  /** These fields are needed, and neither sensor nor recording supplies them. */
  | { readonly kind: "fields"; readonly fields: readonly string[] }
  /** A time is needed, and no event of the class that it asks for has one that can be read. */
  | { readonly kind: "time" }
  /** Events came to a part of the rule that needs some, and all of them had to be dropped. */
  | { readonly kind: "uncounted"; readonly events: number; readonly dropped: DroppedEvents };

/** What else decides whether a stage is blind. */
export interface BlindnessOptions {
  /** Whether the events of a class count; all if it is not given. */
  readonly includes?: ((cls: EventClass) => boolean) | undefined;
  /** Whether events must have a time: of this field if there is one, or of the record. */
  readonly time?: { readonly field: string | undefined } | undefined;
}

/** Returns why a stage of a rule is blind on a recording, or null if it is live. */
export function blindness(
  stage: Stage,
  observed: Observed,
  { includes = () => true, time }: BlindnessOptions = {},
): Blindness | null {
  const { logSource, predicate } = stage;
  const views: ObservedView[] = [];
  for (const [cls, seen] of observed.classes) {
    const sourceMatch = includes(cls) ? matchLogSource(logSource, cls) : null;
    if (sourceMatch) views.push({ ...viewOf(cls, sourceMatch, seen), isTimed: seen.isTimed });
  }
  return (
    predicateBlindness(predicate, views, time) ??
    (views.length > 0 ? null : { kind: "log-source", logSource })
  );
}

/** A class of which events occurred. */
export interface ObservedView extends ClassView {
  readonly isTimed: boolean;
}

/** Returns why a predicate can hold in none of these classes; null if it can in one, or if there are none. */
export function predicateBlindness(
  predicate: Predicate,
  views: readonly ObservedView[],
  time?: BlindnessOptions["time"],
): Blindness | null {
  const field = time?.field;
  const isTimed = (view: ObservedView): boolean =>
    view.isTimed || (field !== undefined && view.state(view.bind(field)) === "carried");
  let lacksTime = false;
  for (const view of views) {
    if (!canBe(predicate, true, view)) continue;
    if (!time || isTimed(view)) return null;
    lacksTime = true;
  }
  if (lacksTime) return { kind: "time" };
  // Most rules are live: why not is worked out only for those that are not.
  let nearest: Blindness | null = null;
  for (const view of views)
    nearest = nearer(nearest, livenessOf(predicate, view).blockers(true), view);
  return nearest;
}

/**
 * Returns the fields of alternatives that fell away in a class: positive tests that cannot hold
 * there because nothing supplies their field. Sorted.
 */
export function unsupplied(
  stage: Stage,
  cls: EventClass,
  sourceMatch: LogSourceMatch,
  observed: Observed,
): string[] {
  const seen = observed.classes.get(cls);
  if (!seen) return [];
  const fields = livenessOf(stage.predicate, viewOf(cls, sourceMatch, seen)).unsupplied(true);
  return [...new Set(fields)].sort();
}

function viewOf(cls: EventClass, sourceMatch: LogSourceMatch, seen: ObservedClass): ClassView {
  return {
    bind: bindFields(cls, sourceMatch),
    state: (bind) => boundFieldState(bind, (field) => seen.state(field)),
  };
}

type Test = FieldTest | Formula;

/** A predicate, or a part of one, in a class whose events showed what they showed. */
interface PartLiveness extends PossibleOutcomes {
  /** Returns the tests because of which it can never have the wanted value; none if it can. */
  readonly blockers: (wanted: boolean) => readonly Test[];
  /** Returns the fields of its alternatives that fell away, as far as it counts for a match. */
  readonly unsupplied: (isPositive: boolean) => readonly string[];
}

/** Whether a predicate can have a value in a class: as `livenessOf` says, which knows more and takes longer. */
function canBe(predicate: Predicate, wanted: boolean, view: ClassView): boolean {
  switch (predicate.kind) {
    case "constant":
      return predicate.value === wanted;
    case "test":
      return isPossible(possibleTest(predicate, view), wanted);
    case "formula":
      return isPossible(possibleFormula(predicate.expression, view), wanted);
    case "not":
      return canBe(predicate.of, !wanted, view);
    case "all":
    case "any":
      return (predicate.kind === "all") === wanted
        ? predicate.of.every((part) => canBe(part, wanted, view))
        : predicate.of.some((part) => canBe(part, wanted, view));
  }
}

function isPossible({ canHold, canFail }: PossibleOutcomes, wanted: boolean): boolean {
  return wanted ? canHold : canFail;
}

function livenessOf(predicate: Predicate, view: ClassView): PartLiveness {
  return foldPredicate<PartLiveness>(predicate, {
    constant: (value) => ({ ...definite(value), blockers: () => [], unsupplied: () => [] }),
    test: (test) => leaf(test, possibleTest(test, view), view),
    formula: (formula) => leaf(formula, possibleFormula(formula.expression, view), view),
    not: ({ canHold, canFail, blockers, unsupplied }) => ({
      canHold: canFail,
      canFail: canHold,
      blockers: (wanted) => blockers(!wanted),
      unsupplied: (isPositive) => unsupplied(!isPositive),
    }),
    all: (parts) =>
      group(parts, view, {
        canHold: parts.every((part) => part.canHold),
        canFail: parts.some((part) => part.canFail),
      }),
    any: (parts) =>
      group(parts, view, {
        canHold: parts.some((part) => part.canHold),
        canFail: parts.every((part) => part.canFail),
      }),
  });
}

function leaf(test: Test, possible: PossibleOutcomes, view: ClassView): PartLiveness {
  const { canHold, canFail } = possible;
  return {
    ...possible,
    blockers: (wanted) => ((wanted ? canHold : canFail) ? [] : [test]),
    unsupplied: (isPositive) =>
      isPositive && !canHold && !isOfClass(test, view) ? lacking(test, view) : [],
  };
}

function group(
  parts: readonly PartLiveness[],
  view: ClassView,
  possible: PossibleOutcomes,
): PartLiveness {
  const { canHold, canFail } = possible;
  const blockers = (wanted: boolean): readonly Test[] =>
    (wanted ? canHold : canFail) ? [] : parts.flatMap((part) => part.blockers(wanted));
  return {
    ...possible,
    blockers,
    unsupplied(isPositive) {
      // A part that asks for another class is not an alternative of this one.
      if (blockers(isPositive).some((test) => isOfClass(test, view))) return [];
      return parts.flatMap((part) => part.unsupplied(isPositive));
    },
  };
}

function possibleTest({ field, pattern }: FieldTest, view: ClassView): PossibleOutcomes {
  const bind = view.bind(field);
  if (bind.kind === "constant" && pattern.kind !== "field")
    return definite(constantHolds(pattern, bind.value));
  const state = view.state(bind);
  switch (pattern.kind) {
    case "null":
      return state === "absent" ? definite(true) : { canHold: true, canFail: true };
    case "exists":
      return state === "absent" ? definite(false) : { canHold: true, canFail: true };
    case "field": {
      const other = view.state(view.bind(pattern.field));
      return { canHold: state !== "absent" && other !== "absent", canFail: true };
    }
    default: {
      if (state === "absent") return definite(false);
      return { canHold: state === "carried" || textTestOf(pattern).holds(""), canFail: true };
    }
  }
}

function definite(value: boolean): PossibleOutcomes {
  return { canHold: value, canFail: !value };
}

function constantHolds(
  pattern: Exclude<FieldTest["pattern"], { kind: "field" }>,
  value: FieldValue,
): boolean {
  switch (pattern.kind) {
    case "null":
      return isNull(value);
    case "exists":
      return true;
    default:
      return holdsForValue(textTestOf(pattern), value);
  }
}

/** Returns the reason that is nearer to a match; `tests` are what blocked the newer one. */
function nearer(known: Blindness | null, tests: readonly Test[], view: ClassView): Blindness {
  const byClass = tests.filter((test) => isOfClass(test, view));
  if (known?.kind === "time") return known;
  if (byClass.length === 0) {
    const fields = [...new Set(tests.flatMap((test) => lacking(test, view)))].sort();
    const fewer = known?.kind !== "fields" || fields.length < known.fields.length;
    return fewer ? { kind: "fields", fields } : known;
  }
  if (known?.kind === "fields") return known;
  const labels = byClass.map(({ label }) => label);
  const before = known?.kind === "class" ? known.wanted : [];
  return { kind: "class", wanted: [...new Set([...before, ...labels])].sort() };
}

/** Returns the fields of a test that are not supplied, or else those that are only ever empty. */
function lacking(test: Test, view: ClassView): readonly string[] {
  const fields = askedBy(test).map((field) => ({ field, state: view.state(view.bind(field)) }));
  const absent = fields.filter(({ state }) => state === "absent");
  const found = absent.length > 0 ? absent : fields.filter(({ state }) => state === "empty");
  return found.map(({ field }) => field);
}

/** Whether the constants of the class decide a test. */
function isOfClass(test: Test, view: ClassView): boolean {
  return askedBy(test).every((field) => view.state(view.bind(field)) === "carried");
}

/** Returns the fields that a test asks. */
export function askedBy(test: Test): readonly string[] {
  if (test.kind === "formula") return fieldsOf(test.expression);
  return test.pattern.kind === "field" ? [test.field, test.pattern.field] : [test.field];
}

/** Returns the reason for which a part of a rule that dropped all its events is blind; null if it did not. */
export function uncounted(counts: readonly EventCount[], part: number): Blindness | null {
  const found = uncountedPart(counts, part);
  return found && { kind: "uncounted", ...found };
}

/** From the most telling reason on: events that were dropped say more than a field that is wanted, and so on. */
const TELLING = ["uncounted", "time", "fields"] as const;

/** Returns the most telling of several reasons. */
export function mostTelling(reasons: readonly (Blindness | null)[]): Blindness | null {
  const found = reasons.filter((reason) => reason !== null);
  for (const telling of TELLING) {
    const reason = found.find(({ kind }) => kind === telling);
    if (reason) return reason;
  }
  return found[0] ?? null;
}
