/**
 * One test against one event, plainly: the meaning of a test. The engine (`compile.ts`) is the quick
 * form of this; evidence and explanations use it as it stands.
 */
import type { ShownEvent } from "../../events/event.ts";
import { isList, textsOf } from "../../events/texts.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { foldCase } from "../values/case-fold.ts";
import type { Pattern } from "../model/pattern.ts";
import type { FieldTest } from "../model/predicate.ts";
import { readField, type BoundField } from "../binding/bound-field.ts";
import { compare, textTestOf, type TextTest } from "../values/patterns/text-test.ts";

/** Whether the test holds for the event; on an absent field only `null` does. */
export function holds(
  test: FieldTest,
  event: ShownEvent,
  bind: (field: string) => BoundField,
): boolean {
  const value = readField(bind(test.field), event);
  const { pattern } = test;
  switch (pattern.kind) {
    case "exists":
      return value !== undefined;
    case "null":
      return isNull(value);
    case "field":
      return agrees(pattern, value, readField(bind(pattern.field), event));
    default:
      return holdsForValue(textTestOf(pattern), value);
  }
}

/** Whether a value counts as `null`: it is absent, has no value, or a list that has one without. */
export function isNull(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || (isList(value) && value.includes(null));
}

/** Whether two values agree: any text of the one with any text of the other. */
export function agrees(
  { how, cased }: Extract<Pattern, { kind: "field" }>,
  value: FieldValue | undefined,
  other: FieldValue | undefined,
): boolean {
  const form = cased ? (text: string) => text : foldCase;
  const wanted = textsOf(other).map((text) => compare(how, form(text)));
  return textsOf(value).some((text) => wanted.some((test) => test(form(text))));
}

/** Whether the test holds for any text of a value. */
export function holdsForValue(test: TextTest, value: FieldValue | undefined): boolean {
  return textsOf(value).some((text) => test.holds(test.cased ? text : foldCase(text)));
}
