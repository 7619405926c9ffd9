/**
 * Predicate × class → the quick form: constants folded, one closure per test, and a field's texts
 * taken and folded once per event however many rules ask for them.
 */
import type { LogEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { compileFormula } from "./expression/formula.ts";
import { agrees, holdsForValue, isNull, textTestOf } from "./field-test.ts";
import { fold } from "../values/fold.ts";
import type { FieldTest, Predicate } from "../model/predicate.ts";
import { readSlot, type Slot } from "../binding/bound-field.ts";
import type { TextTest } from "../values/text-test.ts";

/** A predicate bound to a class: known beforehand, or to be asked of each event. */
export type Decision = boolean | ((event: LogEvent) => boolean);

/** The texts of a field in an event. Nearly all fields have one, and one needs no list. */
export type Texts = string | readonly string[];

/** The fields of one class in the words of one log source, shared by all rules that read it so. */
export interface ClassFields {
  readonly slot: (field: string) => Slot;
  /** The texts of a field in an event: as they are, or folded. */
  readonly texts: (field: string, cased: boolean) => (event: LogEvent) => Texts;
}

/** Returns the fields of a class; each field's texts are remembered until the next event asks. */
export function classFields(slotOf: (field: string) => Slot): ClassFields {
  const slots = new Map<string, Slot>();
  const readers = {
    cased: new Map<string, (event: LogEvent) => Texts>(),
    folded: new Map<string, (event: LogEvent) => Texts>(),
  };
  const slot = (field: string): Slot => {
    let known = slots.get(field);
    if (!known) slots.set(field, (known = slotOf(field)));
    return known;
  };
  const texts = (field: string, cased: boolean): ((event: LogEvent) => Texts) => {
    const known = cased ? readers.cased : readers.folded;
    let reader = known.get(field);
    if (!reader)
      known.set(
        field,
        (reader = remembering(cased ? reading(slot(field)) : folding(texts(field, true)))),
      );
    return reader;
  };
  return { slot, texts };
}

const NONE: readonly string[] = [];

function reading(slot: Slot): (event: LogEvent) => Texts {
  if (slot.kind === "never") return () => NONE;
  const read =
    slot.kind === "field"
      ? slot.read
      : (event: LogEvent): FieldValue | undefined => readSlot(slot, event);
  return (event) => {
    const value = read(event);
    if (typeof value === "string") return value;
    return value === undefined || value === null ? NONE : textsOf(value);
  };
}

function folding(read: (event: LogEvent) => Texts): (event: LogEvent) => Texts {
  return (event) => {
    const texts = read(event);
    return typeof texts === "string" ? fold(texts) : texts.map(fold);
  };
}

function remembering<T>(read: (event: LogEvent) => T): (event: LogEvent) => T {
  let last: LogEvent | undefined;
  let value: T;
  return (event) => {
    if (event !== last) {
      value = read(event);
      last = event;
    }
    return value;
  };
}

/** Returns the quick form of a predicate for one class. */
export function compile(predicate: Predicate, fields: ClassFields): Decision {
  switch (predicate.kind) {
    case "constant":
      return predicate.value;
    case "not": {
      const inner = compile(predicate.of, fields);
      return typeof inner === "boolean" ? !inner : (event) => !inner(event);
    }
    case "all":
      return compileGroup(predicate.of, fields, false);
    case "any":
      return compileGroup(predicate.of, fields, true);
    case "test":
      return compileTest(predicate, fields);
    case "formula":
      return compileFormula(predicate.expression, fields.slot);
  }
}

/** `decisive` is the value of one part that settles the group: true for `any`, false for `all`. */
function compileGroup(
  parts: readonly Predicate[],
  fields: ClassFields,
  decisive: boolean,
): Decision {
  const open: ((event: LogEvent) => boolean)[] = [];
  const costly: ((event: LogEvent) => boolean)[] = [];
  const bundles = new Map<(event: LogEvent) => Texts, TextTest[]>();
  for (const part of parts) {
    const asked = textTestIn(part, fields);
    if (asked) {
      const others = bundles.get(asked.texts);
      if (others) others.push(asked.test);
      else bundles.set(asked.texts, [asked.test]);
      continue;
    }
    const decision = compile(part, fields);
    if (decision === decisive) return decisive;
    if (typeof decision === "function") (isCostly(part) ? costly : open).push(decision);
  }
  if (bundles.size > 0)
    open.unshift(...Array.from(bundles, ([texts, tests]) => bundled(texts, tests, decisive)));
  open.push(...costly);
  if (open.length === 0) return !decisive;
  if (open.length === 1) return open[0]!;
  return (event) => {
    for (const ask of open) if (ask(event) === decisive) return decisive;
    return !decisive;
  };
}

/** A test of a field's texts, if a part is one that is quickly asked and must be asked of each event. */
function textTestIn(
  part: Predicate,
  fields: ClassFields,
): { readonly texts: (event: LogEvent) => Texts; readonly test: TextTest } | null {
  if (part.kind !== "test" || isCostly(part)) return null;
  const { field, pattern } = part;
  if (pattern.kind === "exists" || pattern.kind === "null" || pattern.kind === "field") return null;
  const { kind } = fields.slot(field);
  if (kind === "never" || kind === "constant") return null;
  const test = textTestOf(pattern);
  return { texts: fields.texts(field, test.cased), test };
}

/** Tests of the same texts: these are taken once, and not once per test. */
function bundled(
  texts: (event: LogEvent) => Texts,
  tests: readonly TextTest[],
  decisive: boolean,
): (event: LogEvent) => boolean {
  return (event) => {
    const found = texts(event);
    const text = typeof found === "string" ? found : null;
    for (let i = 0; i < tests.length; i++) {
      const test = tests[i]!;
      const held = text === null ? someHolds(test, found as readonly string[]) : test.holds(text);
      if (held === decisive) return decisive;
    }
    return !decisive;
  };
}

function someHolds(test: TextTest, texts: readonly string[]): boolean {
  for (let i = 0; i < texts.length; i++) if (test.holds(texts[i]!)) return true;
  return false;
}

/** Whether a part is better asked after the others. */
function isCostly(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case "constant":
      return false;
    case "formula":
      return true;
    case "not":
      return isCostly(predicate.of);
    case "all":
    case "any":
      return predicate.of.some(isCostly);
    case "test":
      return predicate.pattern.kind === "regex" || predicate.pattern.kind === "network";
  }
}

function compileTest({ field, pattern }: FieldTest, fields: ClassFields): Decision {
  const slot = fields.slot(field);
  switch (pattern.kind) {
    case "exists":
      return fromSlot(slot, (value) => value !== undefined);
    case "null":
      return fromSlot(slot, isNull);
    case "field": {
      const other = fields.slot(pattern.field);
      if (slot.kind === "never" || other.kind === "never") return false;
      if (slot.kind === "constant" && other.kind === "constant")
        return agrees(pattern, slot.value, other.value);
      return (event) => agrees(pattern, readSlot(slot, event), readSlot(other, event));
    }
    default: {
      if (slot.kind === "never") return false;
      const test = textTestOf(pattern);
      if (slot.kind === "constant") return holdsForValue(test, slot.value);
      const texts = fields.texts(field, test.cased);
      return bundled(texts, [test], true);
    }
  }
}

function fromSlot(slot: Slot, ask: (value: ReturnType<typeof readSlot>) => boolean): Decision {
  if (slot.kind === "never") return ask(undefined);
  if (slot.kind === "constant") return ask(slot.value);
  return (event) => ask(readSlot(slot, event));
}
