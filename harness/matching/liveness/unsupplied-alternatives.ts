/**
 * A cache of `unsupplied`. Its result depends on what the recording showed of the fields that the
 * stage asks; most recordings of a class show the same, and of most nothing is missing.
 */
import type { LogSourceMatch } from "../../events/log-sources/log-source.ts";
import type { EventClass } from "../../events/event-class.ts";
import { askedBy, unsupplied } from "./liveness.ts";
import { type FieldState, type Observed, boundFieldState } from "./observed.ts";
import { visitTests } from "../model/predicate.ts";
import type { Stage } from "../model/stage.ts";
import { bindFields, type BoundField } from "../binding/bound-field.ts";

/** The fields of a stage, bound to a class. */
interface StageFields {
  /** The fields that it asks, and those among them that a test needs in order to hold. */
  readonly boundFields: readonly BoundField[];
  readonly needed: readonly BoundField[];
  /** By the states of the bound fields. */
  readonly known: Map<string, readonly string[]>;
}

const NONE: readonly string[] = [];

/** The unsupplied alternatives of stages, for any number of recordings. */
export class UnsuppliedAlternatives {
  readonly #stages = new Map<Stage, Map<EventClass, StageFields>>();

  /** Returns what `unsupplied` (`liveness.ts`) returns. */
  of(
    stage: Stage,
    cls: EventClass,
    sourceMatch: LogSourceMatch,
    observed: Observed,
  ): readonly string[] {
    const seen = observed.classes.get(cls);
    if (!seen) return NONE;
    const asked = this.#fieldsOf(stage, cls, sourceMatch);
    const state = (boundField: BoundField): FieldState =>
      boundFieldState(boundField, (field) => seen.state(field));
    // Nothing is missing that is there.
    if (asked.needed.every((boundField) => state(boundField) === "carried")) return NONE;
    const key = asked.boundFields.map(state).join();
    let fields = asked.known.get(key);
    if (!fields) asked.known.set(key, (fields = unsupplied(stage, cls, sourceMatch, observed)));
    return fields;
  }

  /** Forgets stages that no rule has any more. */
  forget(stages: readonly Stage[]): void {
    for (const stage of stages) this.#stages.delete(stage);
  }

  #fieldsOf(stage: Stage, cls: EventClass, sourceMatch: LogSourceMatch): StageFields {
    let classes = this.#stages.get(stage);
    if (!classes) this.#stages.set(stage, (classes = new Map()));
    let asked = classes.get(cls);
    if (!asked) {
      const [positive, negative] = [new Set<string>(), new Set<string>()];
      visitTests(stage.predicate, (test, isPositive) => {
        for (const field of askedBy(test)) (isPositive ? positive : negative).add(field);
      });
      const boundField = bindFields(cls, sourceMatch);
      const boundFields = [...new Set([...positive, ...negative])].map(boundField);
      asked = { boundFields, needed: [...positive].map(boundField), known: new Map() };
      classes.set(cls, asked);
    }
    return asked;
  }
}
