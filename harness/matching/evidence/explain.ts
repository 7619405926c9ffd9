/**
 * Why a rule did not fire: the event that came nearest to it, and what its tests answered there.
 * Never on the hot path: the rule is asked again, alone, over the recording.
 */
import { matchLogSource } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { referenceOf } from "./stage-match.ts";
import { fieldsOf } from "../evaluate/expression/inputs.ts";
import { formulaHolds } from "../evaluate/expression/formula.ts";
import { holds } from "../evaluate/field-test.ts";
import type { EventReference } from "../model/match.ts";
import { foldPredicate, type FieldTest, type Formula, type Predicate } from "../model/predicate.ts";
import type { Stage } from "../model/stage.ts";
import { readField, bindFields, type BoundField } from "../binding/bound-field.ts";

/** What one test, or several of one field in a row, answered. */
export interface ExplainedTest {
  /** The selection it stands in, or "" outside of one. */
  readonly selection: string;
  /** As the rule writes it; of several alternatives the first one and how many more there are. */
  readonly label: string;
  /** Whether the answer is what the rule needs here (a test under `not` must fail). */
  readonly satisfied: boolean;
  readonly negated: boolean;
  /** The value that was asked; null where the field has no text. */
  readonly value: string | null;
  /** `absent`: the record has no such field; `never`: the sensor supplies none. */
  readonly presence: "carried" | "absent" | "never";
}

/** The event that came nearest to a stage, and what its tests answered there. */
export interface Explanation {
  readonly event: EventReference;
  /** How many of the tests that the rule needed were as it needs them. */
  readonly satisfied: number;
  readonly tests: readonly ExplainedTest[];
}

/** Binds the fields of a class; null for a class whose events are not asked. */
type BindClass = (cls: EventClass) => ((field: string) => BoundField) | null;

/** Looks for the nearest event of one stage. Show it the recording's events one by one. */
export class NearestMiss {
  readonly #predicate: Predicate;
  readonly #recording: string;
  readonly #bindClass: BindClass;
  #best = -1;
  #explanation: Explanation | null = null;

  /** @param bindClass says what names mean, and which classes are asked; if not given, the log source does */
  constructor(stage: Stage, recording: string, bindClass: BindClass = bindingOf(stage)) {
    this.#predicate = stage.predicate;
    this.#recording = recording;
    this.#bindClass = bindClass;
  }

  see(event: ShownEvent): void {
    const bind = this.#bindClass(event.class);
    if (!bind) return;
    const { closeness, explain } = explanationOf(this.#predicate, event, bind);
    if (closeness <= this.#best) return;
    this.#best = closeness;
    const tests = explain({ selection: "", negated: false });
    const satisfied = tests.filter((test) => test.satisfied).length;
    this.#explanation = { event: referenceOf(event, this.#recording), satisfied, tests };
  }

  /** Whether an event was found for which the predicate holds. */
  get held(): boolean {
    return this.#best === 1;
  }

  /** How near the nearest event comes: 1 if the predicate holds for it, below 0 if there is none. */
  get closeness(): number {
    return this.#best;
  }

  /** Returns the explanation, or null if no event was of the stage's log source. */
  get explanation(): Explanation | null {
    return this.#explanation;
  }
}

function bindingOf({ logSource }: Stage): BindClass {
  return (cls) => {
    const sourceMatch = matchLogSource(logSource, cls);
    return sourceMatch && bindFields(cls, sourceMatch);
  };
}

/** What an event came to for a predicate, or for a part of one. */
interface PartExplanation {
  /** How near it comes: from 0, nothing holds, to 1, it holds. */
  readonly closeness: number;
  readonly explain: (context: Context) => readonly ExplainedTest[];
}

interface Context {
  readonly selection: string;
  readonly negated: boolean;
}

function explanationOf(
  predicate: Predicate,
  event: ShownEvent,
  bind: (field: string) => BoundField,
): PartExplanation {
  return foldPredicate<PartExplanation>(predicate, {
    constant: (value) => ({ closeness: value ? 1 : 0, explain: () => [] }),
    test: (test) => ({
      closeness: holds(test, event, bind) ? 1 : 0,
      explain: (context) => [explainTests([test], event, bind, context)],
    }),
    formula: (formula) => ({
      closeness: formulaHolds(formula.expression, event, bind) ? 1 : 0,
      explain: (context) => [explainFormula(formula, event, bind, context)],
    }),
    not: ({ closeness, explain }) => ({
      closeness: closeness === 1 ? 0 : 1,
      explain: (context) => explain({ ...context, negated: !context.negated }),
    }),
    all: (parts, { name }) => ({
      closeness: parts.reduce((sum, part) => sum + part.closeness, 0) / Math.max(1, parts.length),
      explain: (context) => parts.flatMap((part) => part.explain(inside(context, name))),
    }),
    any: (parts, { name, of }) => ({
      closeness: Math.max(0, ...parts.map((part) => part.closeness)),
      explain(context) {
        const alternatives = testsOfOneField(of);
        if (alternatives) return [explainTests(alternatives, event, bind, inside(context, name))];
        return nearest(parts)?.explain(inside(context, name)) ?? [];
      },
    }),
  });
}

function inside(context: Context, name: string | undefined): Context {
  return { ...context, selection: name ?? context.selection };
}

/** Returns the alternative that is shown: the first of those that came nearest. */
function nearest(parts: readonly PartExplanation[]): PartExplanation | undefined {
  const best = Math.max(...parts.map((part) => part.closeness));
  return parts.find((part) => part.closeness === best);
}

function testsOfOneField(parts: readonly Predicate[]): FieldTest[] | null {
  const [first] = parts;
  if (first?.kind !== "test") return null;
  const tests = parts.filter((part) => part.kind === "test");
  return tests.length === parts.length && tests.every(({ field }) => field === first.field)
    ? tests
    : null;
}

function explainTests(
  alternatives: readonly FieldTest[],
  event: ShownEvent,
  bind: (field: string) => BoundField,
  { selection, negated }: Context,
): ExplainedTest {
  const held = alternatives.find((test) => holds(test, event, bind));
  const shown = held ?? alternatives[0]!;
  const others = alternatives.length - 1;
  const boundField = bind(shown.field);
  const value = readField(boundField, event);
  const shownValue = boundField.kind === "any" ? { value: null } : {};
  return {
    selection,
    label: held || others === 0 ? shown.label : `${shown.label} or ${others} more`,
    satisfied: (held !== undefined) !== negated,
    negated,
    ...presented(boundField, value),
    ...shownValue,
  };
}

/** Shows the value of the first field, or else that one of the fields is not there, whichever it is. */
function explainFormula(
  { expression, label }: Formula,
  event: ShownEvent,
  bind: (field: string) => BoundField,
  { selection, negated }: Context,
): ExplainedTest {
  const fields = fieldsOf(expression).map((field) => {
    const boundField = bind(field);
    return presented(boundField, readField(boundField, event));
  });
  const missing =
    fields.find(({ presence }) => presence === "never") ??
    fields.find(({ presence }) => presence === "absent");
  const satisfied = formulaHolds(expression, event, bind) !== negated;
  const [first = { value: null, presence: "carried" as const }] = fields;
  return { selection, label, satisfied, negated, ...(satisfied ? first : (missing ?? first)) };
}

function presented(
  boundField: BoundField,
  value: FieldValue | undefined,
): Pick<ExplainedTest, "value" | "presence"> {
  return {
    value: textsOf(value)[0] ?? null,
    presence: boundField.kind === "never" ? "never" : value === undefined ? "absent" : "carried",
  };
}
