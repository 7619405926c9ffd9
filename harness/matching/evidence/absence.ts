/**
 * Finds which absent fields a match rests on. A predicate is evaluated in full, in three values: a test
 * that has its answer only because its field is absent is *unknown*. What is unknown as a whole holds
 * only by absence; what is true whatever an absent field might have held does not.
 */
import type { LogEvent } from "../../events/event.ts";
import { fieldsOf } from "../evaluate/expression/inputs.ts";
import { formulaHolds } from "../evaluate/expression/formula.ts";
import { holds } from "../evaluate/field-test.ts";
import type { Predicate } from "../model/predicate.ts";
import { readField, type BoundField } from "../binding/bound-field.ts";

/** A predicate evaluated: what it is, and whether it would be so with every absent field filled. */
interface Outcome {
  readonly held: boolean;
  readonly certain: boolean;
  readonly predicate: Predicate;
  readonly parts: readonly Outcome[];
  /** The fields that it asks and the event lacks; none for what has parts. */
  readonly absent: readonly string[];
}

/** Returns the fields on whose absence it depends whether a predicate holds for an event. */
export function absencesOf(
  predicate: Predicate,
  event: LogEvent,
  bind: (field: string) => BoundField,
): ReadonlySet<string> {
  const fields = new Set<string>();
  collectAbsent(evaluate(predicate, event, bind), fields);
  return fields;
}

function evaluate(
  predicate: Predicate,
  event: LogEvent,
  bind: (field: string) => BoundField,
): Outcome {
  switch (predicate.kind) {
    case "constant":
      return leaf(predicate, predicate.value, []);
    case "not": {
      const part = evaluate(predicate.of, event, bind);
      return { held: !part.held, certain: part.certain, predicate, parts: [part], absent: [] };
    }
    case "all":
    case "any": {
      const decisive = predicate.kind === "any";
      const parts = predicate.of.map((part) => evaluate(part, event, bind));
      const held = parts.some((part) => part.held === decisive) ? decisive : !decisive;
      const deciding = parts.filter((part) => part.held === decisive);
      const certain =
        held === decisive
          ? deciding.some((part) => part.certain)
          : parts.every((part) => part.certain);
      return { held, certain, predicate, parts, absent: [] };
    }
    case "test": {
      const { field, pattern } = predicate;
      const asked = pattern.kind === "field" ? [field, pattern.field] : [field];
      // Of two fields the first stands for the test, whichever of them is absent.
      const absent = asked.some(isAbsent) ? [field] : [];
      return leaf(predicate, holds(predicate, event, bind), absent);
    }
    case "formula": {
      const { expression } = predicate;
      const held = formulaHolds(expression, event, bind);
      return leaf(predicate, held, fieldsOf(expression).filter(isAbsent));
    }
  }
  function isAbsent(field: string): boolean {
    return readField(bind(field), event) === undefined;
  }
}

function leaf(predicate: Predicate, held: boolean, absent: readonly string[]): Outcome {
  return { held, certain: absent.length === 0, predicate, parts: [], absent };
}

/** Collects the fields whose absence the outcome depends on. */
function collectAbsent(outcome: Outcome, fields: Set<string>): void {
  if (outcome.certain) return;
  const { predicate, parts, held } = outcome;
  for (const field of outcome.absent) fields.add(field);
  const mattering = predicate.kind === "not" ? parts : parts.filter((part) => part.held === held);
  for (const part of mattering) collectAbsent(part, fields);
}
