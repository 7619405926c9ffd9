/**
 * What a match rests on: the fields of all tests that held where it counts, and those on whose absence it
 * depends (`absence.ts`).
 *
 * Most matches depend on no absence. So a predicate is evaluated once, for two bits: whether it holds,
 * and whether it would whatever an absent field might have held. Fields are collected on the way; those
 * of a part that turns out not to count are dropped again. `tests/matching/slow-evidence.ts` does it in
 * two passes.
 */
import type { ShownEvent } from "../../events/event.ts";
import { absencesOf } from "./absence.ts";
import type { ClassFields } from "../binding/class-fields.ts";
import { fieldsOf } from "../evaluate/expression/inputs.ts";
import { formulaHolds } from "../evaluate/expression/formula.ts";
import { holds } from "../evaluate/field-test.ts";
import { textTestOf } from "../values/patterns/text-test.ts";
import type { Match } from "../model/match.ts";
import type { FieldTest, Predicate } from "../model/predicate.ts";
import { readField } from "../binding/bound-field.ts";

/** As a match has it, of one event. */
export type Evidence = Pick<Match, "via" | "byAbsence">;

const [HELD, CERTAIN] = [1, 2];
const NONE: readonly string[] = [];

/** Returns the evidence of a predicate that holds for the event. */
export function evidenceOf(predicate: Predicate, event: ShownEvent, fields: ClassFields): Evidence {
  const via: string[] = [];
  const outcome = ask(predicate, true, event, fields, via);
  const isCertain = (outcome & CERTAIN) !== 0;
  const byAbsence = isCertain ? NONE : [...absencesOf(predicate, event, fields.bind)].sort();
  return { via: sortedSet(via), byAbsence };
}

/** Returns each of the names once, in order. */
export function sortedSet(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)].sort();
}

/**
 * Evaluates a predicate; appends the fields of positive tests that held, in branches that are true.
 *
 * @param wanted what it must come to in order to count: false under an odd number of negations
 */
function ask(
  predicate: Predicate,
  wanted: boolean,
  event: ShownEvent,
  fields: ClassFields,
  via: string[],
): number {
  // Not by `foldPredicate`: a group is left as soon as its parts have decided it.
  switch (predicate.kind) {
    case "constant":
      return predicate.value ? HELD | CERTAIN : CERTAIN;
    case "not":
      return ask(predicate.of, !wanted, event, fields, via) ^ HELD;
    case "all":
      return askGroup(predicate.of, 0, wanted, event, fields, via);
    case "any":
      return askGroup(predicate.of, HELD, wanted, event, fields, via);
    case "test": {
      const outcome = askTest(predicate, event, fields);
      if (wanted && outcome & HELD) via.push(predicate.field);
      return outcome;
    }
    case "formula": {
      const names = fieldsOf(predicate.expression);
      const held = formulaHolds(predicate.expression, event, fields.bind);
      if (wanted && held) via.push(...names);
      return (
        (held ? HELD : 0) | (names.some((name) => isAbsent(name, event, fields)) ? 0 : CERTAIN)
      );
    }
  }
}

/** `decisive` is what of one part decides the group: that it holds for `any`, that it fails for `all`. */
function askGroup(
  parts: readonly Predicate[],
  decisive: number,
  wanted: boolean,
  event: ShownEvent,
  fields: ClassFields,
  via: string[],
): number {
  const before = via.length;
  let isDecided = false;
  let certainlyDecided = 0;
  let allCertain = CERTAIN;
  for (let i = 0; i < parts.length; i++) {
    const outcome = ask(parts[i]!, wanted, event, fields, via);
    allCertain &= outcome;
    if ((outcome & HELD) !== decisive) continue;
    isDecided = true;
    certainlyDecided |= outcome & CERTAIN;
    // What follows could add fields only to a group that counts.
    if (certainlyDecided && (decisive === HELD) !== wanted) break;
  }
  const held = isDecided ? decisive : decisive ^ HELD;
  if ((held === HELD) !== wanted) via.length = before;
  return held | (isDecided ? certainlyDecided : allCertain);
}

function askTest(test: FieldTest, event: ShownEvent, fields: ClassFields): number {
  const { field, pattern } = test;
  switch (pattern.kind) {
    case "exists":
    case "null":
    case "field": {
      const held = holds(test, event, fields.bind) ? HELD : 0;
      const asked = pattern.kind === "field" ? [field, pattern.field] : [field];
      return held | (asked.some((name) => isAbsent(name, event, fields)) ? 0 : CERTAIN);
    }
    default: {
      const boundField = fields.bind(field);
      if (boundField.kind === "never") return 0;
      const text = textTestOf(pattern);
      const found = fields.texts(field, text.cased)(event);
      if (typeof found === "string") return text.holds(found) ? HELD | CERTAIN : CERTAIN;
      for (let i = 0; i < found.length; i++) if (text.holds(found[i]!)) return HELD | CERTAIN;
      return found.length === 0 && readField(boundField, event) === undefined ? 0 : CERTAIN;
    }
  }
}

function isAbsent(field: string, event: ShownEvent, { bind }: ClassFields): boolean {
  return readField(bind(field), event) === undefined;
}
