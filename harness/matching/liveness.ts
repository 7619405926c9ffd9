/**
 * Whether a rule could have fired on a recording at all (DESIGN: `blind`). A rule is live if at
 * least one class that occurs can still satisfy it once every field that no event of that class
 * carries is taken as absent. The answer over-approximates: parts are judged one by one.
 */
import { accept, type Acceptance } from "../events/accept.ts";
import type { EventClass } from "../events/event-class.ts";
import type { LogSource } from "../events/log-source.ts";
import { fold } from "./fold.ts";
import { isNull, textTestOf } from "./field-test.ts";
import type { FieldState, Observed, ObservedClass } from "./observed.ts";
import type { FieldTest, Predicate } from "./predicate.ts";
import type { Stage } from "./rule.ts";
import { slotsOf, type Slot } from "./slot.ts";

/** Why a rule could not have fired. */
export type Blindness =
  /** No event of its log source occurs. */
  | { readonly kind: "log-source"; readonly logSource: LogSource }
  /** Events of its log source occur, but none of the class that these tests ask for. */
  | { readonly kind: "class"; readonly wanted: readonly string[] }
  /** These fields are needed, and neither sensor nor recording supplies them. */
  | { readonly kind: "fields"; readonly fields: readonly string[] };

/** What a part of a rule can come to in a class, whatever its events hold. */
interface Possible {
  readonly canHold: boolean;
  readonly canFail: boolean;
}

/** Returns why a stage of a rule is blind on a recording, or null if it is live. */
export function blindness(
  stage: Stage,
  observed: Observed,
  includes: (cls: EventClass) => boolean = () => true,
): Blindness | null {
  let nearest: Blindness = { kind: "log-source", logSource: stage.logSource };
  for (const [cls, seen] of observed.classes) {
    const acceptance = includes(cls) ? accept(stage.logSource, cls) : null;
    if (!acceptance) continue;
    const view = viewOf(cls, acceptance, seen);
    if (possible(stage.predicate, view).canHold) return null;
    const found = blockers(stage.predicate, view, true);
    nearest = nearer(nearest, found, view);
  }
  return nearest;
}

/**
 * Returns the fields of alternatives that fell away in a class: positive tests that cannot hold
 * there because nothing supplies their field. Sorted.
 */
export function unsupplied(
  stage: Stage,
  cls: EventClass,
  acceptance: Acceptance,
  observed: Observed,
): string[] {
  const seen = observed.classes.get(cls);
  if (!seen) return [];
  const fields = new Set<string>();
  collectUnsupplied(stage.predicate, viewOf(cls, acceptance, seen), true, fields);
  return [...fields].sort();
}

interface View {
  slot(field: string): Slot;
  state(slot: Slot): FieldState;
}

function viewOf(cls: EventClass, acceptance: Acceptance, seen: ObservedClass): View {
  return {
    slot: slotsOf(cls, acceptance),
    state(slot) {
      if (slot.kind === "never") return "absent";
      return slot.kind === "field" ? seen.state(slot.sources[0]!) : "carried";
    },
  };
}

function possible(predicate: Predicate, view: View): Possible {
  switch (predicate.kind) {
    case "constant":
      return { canHold: predicate.value, canFail: !predicate.value };
    case "not": {
      const { canHold, canFail } = possible(predicate.of, view);
      return { canHold: canFail, canFail: canHold };
    }
    case "all": {
      const parts = predicate.of.map((part) => possible(part, view));
      return {
        canHold: parts.every((part) => part.canHold),
        canFail: parts.some((part) => part.canFail),
      };
    }
    case "any": {
      const parts = predicate.of.map((part) => possible(part, view));
      return {
        canHold: parts.some((part) => part.canHold),
        canFail: parts.every((part) => part.canFail),
      };
    }
    case "test":
      return possibleTest(predicate, view);
  }
}

function possibleTest({ field, pattern }: FieldTest, view: View): Possible {
  const slot = view.slot(field);
  if (slot.kind === "constant") return definite(constantHolds(pattern, slot.value));
  const state = view.state(slot);
  switch (pattern.kind) {
    case "null":
      return state === "absent" ? definite(true) : { canHold: true, canFail: true };
    case "exists":
      return state === "absent" ? definite(false) : { canHold: true, canFail: true };
    case "field": {
      const other = view.state(view.slot(pattern.field));
      return { canHold: state !== "absent" && other !== "absent", canFail: true };
    }
    default: {
      if (state === "absent") return definite(false);
      return { canHold: state === "carried" || textTestOf(pattern).holds(""), canFail: true };
    }
  }
}

function definite(value: boolean): Possible {
  return { canHold: value, canFail: !value };
}

function constantHolds(pattern: FieldTest["pattern"], value: string): boolean {
  switch (pattern.kind) {
    case "null":
      return isNull(value);
    case "exists":
      return true;
    case "field":
      return true;
    default: {
      const test = textTestOf(pattern);
      return test.holds(test.cased ? value : fold(value));
    }
  }
}

/** The tests because of which a predicate can never have the wanted value in a class. */
function blockers(predicate: Predicate, view: View, wanted: boolean): FieldTest[] {
  const { canHold, canFail } = possible(predicate, view);
  if (wanted ? canHold : canFail) return [];
  switch (predicate.kind) {
    case "constant":
      return [];
    case "not":
      return blockers(predicate.of, view, !wanted);
    case "all":
    case "any":
      return predicate.of.flatMap((part) => blockers(part, view, wanted));
    case "test":
      return [predicate];
  }
}

/** Of two reasons the one that came nearer to a match; `tests` blocked the newer one. */
function nearer(known: Blindness, tests: readonly FieldTest[], view: View): Blindness {
  const byClass = tests.filter(({ field }) => CLASS_FIELDS.has(field));
  if (byClass.length === 0) {
    const fields = [...new Set(tests.flatMap((test) => lacking(test, view)))].sort();
    const fewer = known.kind !== "fields" || fields.length < known.fields.length;
    return fewer ? { kind: "fields", fields } : known;
  }
  if (known.kind === "fields") return known;
  const labels = byClass.map(({ label }) => label);
  const before = known.kind === "class" ? known.wanted : [];
  return { kind: "class", wanted: [...new Set([...before, ...labels])].sort() };
}

/** Of the fields that a test asks, those that are not supplied. */
function lacking({ field, pattern }: FieldTest, view: View): string[] {
  if (pattern.kind !== "field") return [field];
  return [field, pattern.field].filter((name) => view.state(view.slot(name)) === "absent");
}

/** Fields that are constants of a class. */
const CLASS_FIELDS: ReadonlySet<string> = new Set(["EventID", "Provider_Name"]);

function collectUnsupplied(
  predicate: Predicate,
  view: View,
  positive: boolean,
  fields: Set<string>,
): void {
  switch (predicate.kind) {
    case "constant":
      return;
    case "not":
      collectUnsupplied(predicate.of, view, !positive, fields);
      return;
    case "test":
      if (positive && !CLASS_FIELDS.has(predicate.field) && !possibleTest(predicate, view).canHold)
        fields.add(predicate.field);
      return;
    case "all":
    case "any": {
      // A part that asks for another class is not an alternative of this one.
      const blocked = blockers(predicate, view, positive);
      if (blocked.some(({ field }) => CLASS_FIELDS.has(field))) return;
      for (const part of predicate.of) collectUnsupplied(part, view, positive, fields);
    }
  }
}
