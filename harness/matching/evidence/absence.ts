/**
 * Finds which absent fields a match rests on. A predicate is evaluated in full, in three values: a test
 * that has its answer only because its field is absent is *unknown*. What is unknown as a whole holds
 * only by absence; what is true whatever an absent field might have held does not.
 */
import type { ShownEvent } from "../../events/event.ts";
import { fieldsOf } from "../evaluate/expression/inputs.ts";
import { formulaHolds } from "../evaluate/expression/formula.ts";
import { holds } from "../evaluate/field-test.ts";
import { foldPredicate, type Predicate } from "../model/predicate.ts";
import { readField, type BoundField } from "../binding/bound-field.ts";

/** A predicate evaluated: what it is, and whether it would be so with every absent field filled. */
interface Outcome {
  readonly held: boolean;
  readonly certain: boolean;
  /** The parts on whose outcome this one rests. */
  readonly deciding: readonly Outcome[];
  /** The fields that it asks and the event lacks; none for what has parts. */
  readonly absent: readonly string[];
}

/** Returns the fields on whose absence it depends whether a predicate holds for an event. */
export function absencesOf(
  predicate: Predicate,
  event: ShownEvent,
  bind: (field: string) => BoundField,
): ReadonlySet<string> {
  const fields = new Set<string>();
  collectAbsent(evaluate(predicate, event, bind), fields);
  return fields;
}

function evaluate(
  predicate: Predicate,
  event: ShownEvent,
  bind: (field: string) => BoundField,
): Outcome {
  const isAbsent = (field: string): boolean => readField(bind(field), event) === undefined;
  return foldPredicate<Outcome>(predicate, {
    constant: (held) => leaf(held, []),
    test(test) {
      const { field, pattern } = test;
      const asked = pattern.kind === "field" ? [field, pattern.field] : [field];
      // Of two fields the first stands for the test, whichever of them is absent.
      return leaf(holds(test, event, bind), asked.some(isAbsent) ? [field] : []);
    },
    formula({ expression }) {
      const held = formulaHolds(expression, event, bind);
      return leaf(held, fieldsOf(expression).filter(isAbsent));
    },
    not: (part) => ({ held: !part.held, certain: part.certain, deciding: [part], absent: [] }),
    all: (parts) => group(parts, false),
    any: (parts) => group(parts, true),
  });
}

function leaf(held: boolean, absent: readonly string[]): Outcome {
  return { held, certain: absent.length === 0, deciding: [], absent };
}

/** `decisive` is what of one part settles the group: that it holds for `any`, that it fails for `all`. */
function group(parts: readonly Outcome[], decisive: boolean): Outcome {
  const isDecided = parts.some((part) => part.held === decisive);
  const held = isDecided ? decisive : !decisive;
  const deciding = parts.filter((part) => part.held === held);
  const certain = isDecided
    ? deciding.some((part) => part.certain)
    : parts.every((part) => part.certain);
  return { held, certain, deciding, absent: [] };
}

/** Collects the fields whose absence the outcome depends on. */
function collectAbsent({ certain, absent, deciding }: Outcome, fields: Set<string>): void {
  if (certain) return;
  for (const field of absent) fields.add(field);
  for (const part of deciding) collectAbsent(part, fields);
}
