/** Predicates without index, binding and folding: test by test, as the tests are documented. */
import type { LogEvent } from "../../harness/events/event.ts";
import { formulaHolds } from "../../harness/matching/evaluate/expression/formula.ts";
import { holds } from "../../harness/matching/evaluate/field-test.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import type { BoundField } from "../../harness/matching/binding/bound-field.ts";

/** Whether a predicate holds for an event. */
export function evaluate(
  predicate: Predicate,
  event: LogEvent,
  bind: (field: string) => BoundField,
): boolean {
  switch (predicate.kind) {
    case "constant":
      return predicate.value;
    case "not":
      return !evaluate(predicate.of, event, bind);
    case "all":
      return predicate.of.every((part) => evaluate(part, event, bind));
    case "any":
      return predicate.of.some((part) => evaluate(part, event, bind));
    case "test":
      return holds(predicate, event, bind);
    case "formula":
      return formulaHolds(predicate.expression, event, bind);
  }
}
