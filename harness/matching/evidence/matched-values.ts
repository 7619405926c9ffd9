/**
 * What the fields of a match held. Recordings are hostile text: how much is kept of a value, of an
 * event, for a rule and in all is bounded.
 */
import type { ShownEvent } from "../../events/event.ts";
import { textsOf } from "../../events/texts.ts";
import type { ClassFields } from "../binding/class-fields.ts";
import { readField } from "../binding/bound-field.ts";
import type { MatchedValue } from "../model/match.ts";
import type { TextPattern } from "../model/pattern.ts";
import { visitTests, type FieldTest, type Predicate } from "../model/predicate.ts";
import { literalsOf } from "../prefilter/pattern-literals.ts";
import { foldCase } from "../values/case-fold.ts";
import { indexForm } from "../values/index-form.ts";
import { textTestOf } from "../values/patterns/text-test.ts";

/** UTF-16 units that are kept of a value. */
export const MAX_VALUE_LENGTH = 200;
/** Units before the text that matters, in a value that is cut. */
const BEFORE = 60;
/** Fields of an event, and values of a field. */
const MAX_FIELDS = 20;
const MAX_VALUES = 3;
/** Values of a field that are looked through for those that matter. */
const MAX_SEARCHED = 1_000;
/** Events of one rule whose values are kept in a recording, and units in all. */
const MAX_EVENTS = 200;
const MAX_UNITS = 4 * 1024 * 1024;

/** Keeps the values of the matches of one recording, until there are too many. */
export class MatchedValues {
  readonly #events = new Map<number, number>();
  #left = MAX_UNITS;

  /** Returns what the fields of a rule's stage match held; undefined if no more is kept. */
  keep(
    rule: number,
    predicate: Predicate,
    via: readonly string[],
    event: ShownEvent,
    fields: ClassFields,
  ): readonly MatchedValue[] | undefined {
    const events = this.#events.get(rule) ?? 0;
    if (events === MAX_EVENTS || this.#left <= 0) return undefined;
    this.#events.set(rule, events + 1);
    const values = valuesOf(predicate, via, event, fields);
    for (const { text } of values) this.#left -= text.length;
    return values;
  }
}

/** Returns what the fields of a stage match held, in the order of the fields. */
export function valuesOf(
  predicate: Predicate,
  via: readonly string[],
  event: ShownEvent,
  fields: ClassFields,
): readonly MatchedValue[] {
  const shown = via.slice(0, MAX_FIELDS);
  const tests = testsByField(predicate, new Set(shown));
  return shown.flatMap((field) => {
    const texts = textsOf(readField(fields.bind(field), event)).slice(0, MAX_SEARCHED);
    const asked = tests.get(field) ?? [];
    const found = texts.map((text) => ({ text, pattern: asked.find(holdsFor(text)) }));
    const telling = found.filter(({ pattern }) => pattern);
    return (telling.length > 0 ? telling : found)
      .slice(0, MAX_VALUES)
      .map(({ text, pattern }) => pieceOf(event.position, field, text, pattern));
  });
}

function testsByField(
  predicate: Predicate,
  shown: ReadonlySet<string>,
): ReadonlyMap<string, readonly TextPattern[]> {
  const found = new Map<string, TextPattern[]>();
  visitTests(predicate, (test, isPositive) => {
    if (!isPositive || test.kind !== "test" || !shown.has(test.field)) return;
    const pattern = textPatternOf(test);
    if (!pattern) return;
    const known = found.get(test.field);
    if (known) known.push(pattern);
    else found.set(test.field, [pattern]);
  });
  return found;
}

function textPatternOf({ pattern }: FieldTest): TextPattern | null {
  const { kind } = pattern;
  return kind === "null" || kind === "exists" || kind === "field" ? null : pattern;
}

function holdsFor(text: string): (pattern: TextPattern) => boolean {
  let folded: string | undefined;
  return (pattern) => {
    const test = textTestOf(pattern);
    return test.holds(test.cased ? text : (folded ??= foldCase(text)));
  };
}

/** Cuts a long value around the text that its pattern looks for, or else behind its beginning. */
function pieceOf(
  position: number,
  field: string,
  value: string,
  pattern: TextPattern | undefined,
): MatchedValue {
  const { length } = value;
  if (length <= MAX_VALUE_LENGTH) return { position, field, text: value, start: 0, length };
  const at = pattern ? placeOf(value, pattern) : 0;
  const latest = length - MAX_VALUE_LENGTH;
  const start = at <= MAX_VALUE_LENGTH - BEFORE ? 0 : Math.min(at - BEFORE, latest);
  const text = copied(value.slice(start, start + MAX_VALUE_LENGTH));
  return { position, field, text, start, length };
}

/** Where the text stands that a pattern looks for; 0 if that cannot be told. */
function placeOf(value: string, pattern: TextPattern): number {
  const form = indexForm(value);
  const places = (literalsOf(pattern) ?? []).map(({ how, text }) =>
    how === "endswith" ? form.length - text.length : form.indexOf(text),
  );
  const found = places.filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : 0;
}

/** Returns the same text as a copy: a piece must not keep in memory what it was cut out of. */
function copied(text: string): string {
  return ` ${text}`.slice(1);
}
