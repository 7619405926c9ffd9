/**
 * Why a rule did not fire: the event that came nearest to it, and what its tests answered there.
 * Never on the hot path: the rule is asked again, alone, over the recording.
 */
import { matchLogSource } from "../../events/log-sources/log-source-match.ts";
import type { LogEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { referenceOf } from "./stage-match.ts";
import { fieldsOf } from "../evaluate/expression/inputs.ts";
import { formulaHolds } from "../evaluate/expression/formula.ts";
import { holds } from "../evaluate/field-test.ts";
import type { EventReference } from "../model/match.ts";
import { ANY_FIELD, type FieldTest, type Formula, type Predicate } from "../model/predicate.ts";
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

/** Looks for the nearest event of one stage. Show it the recording's events one by one. */
export class NearestMiss {
  readonly #stage: Stage;
  readonly #recording: string;
  #best = -1;
  #explanation: Explanation | null = null;

  constructor(stage: Stage, recording: string) {
    this.#stage = stage;
    this.#recording = recording;
  }

  see(event: LogEvent): void {
    const sourceMatch = matchLogSource(this.#stage.logSource, event.class);
    if (!sourceMatch) return;
    const bind = bindFields(event.class, sourceMatch);
    const score = closeness(this.#stage.predicate, event, bind);
    if (score <= this.#best) return;
    this.#best = score;
    const tests: ExplainedTest[] = [];
    explain(this.#stage.predicate, event, bind, { selection: "", negated: false }, tests);
    const satisfied = tests.filter((test) => test.satisfied).length;
    this.#explanation = { event: referenceOf(event, this.#recording), satisfied, tests };
  }

  /** Whether an event was found for which the predicate holds. */
  get held(): boolean {
    return this.#best === 1;
  }

  /** Returns the explanation, or null if no event was of the stage's log source. */
  get explanation(): Explanation | null {
    return this.#explanation;
  }
}

/** Returns how near an event comes to a predicate: from 0, nothing holds, to 1, it holds. */
function closeness(
  predicate: Predicate,
  event: LogEvent,
  bind: (field: string) => BoundField,
): number {
  switch (predicate.kind) {
    case "constant":
      return predicate.value ? 1 : 0;
    case "test":
      return holds(predicate, event, bind) ? 1 : 0;
    case "formula":
      return formulaHolds(predicate.expression, event, bind) ? 1 : 0;
    case "not":
      return closeness(predicate.of, event, bind) === 1 ? 0 : 1;
    case "any":
      return Math.max(0, ...predicate.of.map((part) => closeness(part, event, bind)));
    case "all": {
      const parts = predicate.of.map((part) => closeness(part, event, bind));
      return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
    }
  }
}

interface Context {
  readonly selection: string;
  readonly negated: boolean;
}

function explain(
  predicate: Predicate,
  event: LogEvent,
  bind: (field: string) => BoundField,
  context: Context,
  tests: ExplainedTest[],
): void {
  switch (predicate.kind) {
    case "constant":
      return;
    case "test":
      tests.push(explainTests([predicate], event, bind, context));
      return;
    case "formula":
      tests.push(explainFormula(predicate, event, bind, context));
      return;
    case "not":
      explain(predicate.of, event, bind, { ...context, negated: !context.negated }, tests);
      return;
    case "all":
    case "any": {
      const inside = { ...context, selection: predicate.name ?? context.selection };
      const alternatives = predicate.kind === "any" ? testsOfOneField(predicate.of) : null;
      if (alternatives) tests.push(explainTests(alternatives, event, bind, inside));
      else
        for (const part of predicate.kind === "any"
          ? nearest(predicate.of, event, bind)
          : predicate.of)
          explain(part, event, bind, inside, tests);
    }
  }
}

/** Returns the alternative that is shown: the first of those that came nearest. */
function nearest(
  parts: readonly Predicate[],
  event: LogEvent,
  bind: (field: string) => BoundField,
): readonly Predicate[] {
  const scores = parts.map((part) => closeness(part, event, bind));
  return parts.slice(scores.indexOf(Math.max(...scores))).slice(0, 1);
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
  event: LogEvent,
  bind: (field: string) => BoundField,
  { selection, negated }: Context,
): ExplainedTest {
  const held = alternatives.find((test) => holds(test, event, bind));
  const shown = held ?? alternatives[0]!;
  const others = alternatives.length - 1;
  const boundField = bind(shown.field);
  const value = readField(boundField, event);
  const shownValue = shown.field === ANY_FIELD ? { value: null } : {};
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
  event: LogEvent,
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
