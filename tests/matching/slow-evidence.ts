/**
 * The fields that a match rests on, plainly: of the positive tests that held, in branches that are true.
 */
import type { LogEvent } from "../../harness/events/event.ts";
import { fieldsOf } from "../../harness/matching/evaluate/expression/inputs.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";
import type { BoundField } from "../../harness/matching/binding/bound-field.ts";
import { evaluate } from "./plain-evaluate.ts";

/** Returns the fields for a predicate that comes to `wanted`. */
export function slowVia(
  predicate: Predicate,
  event: LogEvent,
  bind: (field: string) => BoundField,
  wanted = true,
): string[] {
  if (evaluate(predicate, event, bind) !== wanted) return [];
  switch (predicate.kind) {
    case "constant":
      return [];
    case "not":
      return slowVia(predicate.of, event, bind, !wanted);
    case "all":
    case "any":
      return predicate.of.flatMap((part) => slowVia(part, event, bind, wanted));
    case "test":
      return wanted ? [predicate.field] : [];
    case "formula":
      return wanted ? [...fieldsOf(predicate.expression)] : [];
  }
}
