/**
 * The meaning of a predicate, written a second time: slow, plain, and sharing nothing with the
 * engine but regular expressions. Tests compare the two.
 */
import { ANY_FIELD } from "../../harness/events/vocabularies/sigma/any-field.ts";
import type { Pattern } from "../../harness/matching/model/pattern.ts";
import type { FieldTest, Predicate } from "../../harness/matching/model/predicate.ts";
import { slowFormula } from "./slow-expression.ts";
import { holds, textsOf, type FlatEvent } from "./slow-pattern.ts";

/**
 * Whether a predicate holds for an event.
 *
 * @param record the fields that the record itself has, in which keywords are looked for
 */
export function slowEvaluate(
  predicate: Predicate,
  event: FlatEvent,
  record: FlatEvent = event,
): boolean {
  switch (predicate.kind) {
    case "all":
      return predicate.of.every((part) => slowEvaluate(part, event, record));
    case "any":
      return predicate.of.some((part) => slowEvaluate(part, event, record));
    case "not":
      return !slowEvaluate(predicate.of, event, record);
    case "constant":
      return predicate.value;
    case "test":
      return evaluateTest(predicate, event, record);
    case "formula":
      return slowFormula(predicate.expression, event);
  }
}

function evaluateTest({ field, pattern }: FieldTest, event: FlatEvent, record: FlatEvent): boolean {
  if (field === ANY_FIELD)
    return Object.values(record).some((value) => asks(pattern, value, event));
  return asks(pattern, Object.hasOwn(event, field) ? event[field] : undefined, event);
}

function asks(pattern: Pattern, value: unknown, event: FlatEvent): boolean {
  if (pattern.kind === "exists") return value !== undefined;
  if (pattern.kind === "null")
    return value === undefined || value === null || (Array.isArray(value) && value.includes(null));
  return textsOf(value).some((text) => holds(pattern, text, event));
}
