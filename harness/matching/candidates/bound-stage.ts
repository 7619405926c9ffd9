import type { LogSourceMatch } from "../../events/log-sources/log-source.ts";
import type { ShownEvent } from "../../events/event.ts";
import { compilePredicate } from "../evaluate/compile-predicate.ts";
import { discriminatingFieldsOf } from "./discriminating-fields.ts";
import type { NumberedStage } from "../prefilter/rule-index.ts";
import type { FieldTest, Predicate } from "../model/predicate.ts";
import type { ClassFields, Decision } from "../binding/class-fields.ts";

/** A stage bound to a class. It is compiled when the first event holds one of its required literals. */
export class BoundStage {
  readonly stage: NumberedStage;
  readonly sourceMatch: LogSourceMatch;
  readonly fields: ClassFields;
  #predicate: Predicate | undefined;
  #decision: Decision | undefined;
  #discriminatingFields: ReadonlySet<string> | null | undefined;

  constructor(stage: NumberedStage, sourceMatch: LogSourceMatch, fields: ClassFields) {
    this.stage = stage;
    this.sourceMatch = sourceMatch;
    this.fields = fields;
  }

  /**
   * Returns the stage's predicate, with the condition for events of the class to be of the stage's
   * category.
   */
  get predicate(): Predicate {
    return (this.#predicate ??= withinCategory(this.stage.definition.predicate, this.sourceMatch));
  }

  /**
   * Returns the fields of which each may alone rule the stage out; null if it holds for no event of the
   * class.
   */
  get discriminatingFields(): ReadonlySet<string> | null {
    if (this.#discriminatingFields === undefined)
      this.#discriminatingFields = discriminatingFieldsOf(this.predicate, this.fields.bind);
    return this.#discriminatingFields;
  }

  /** Returns what holds for all events of the class, or the test of each of them. */
  get decision(): Decision {
    return (this.#decision ??= compilePredicate(this.predicate, this.fields));
  }

  holds(event: ShownEvent): boolean {
    const { decision } = this;
    return typeof decision === "boolean" ? decision : decision(event);
  }
}

function withinCategory(predicate: Predicate, { only }: LogSourceMatch): Predicate {
  if (!only) return predicate;
  const { field } = only;
  const tests = only.values.map((text): FieldTest => {
    const pattern = { kind: "equals", text, cased: false } as const;
    return { kind: "test", field, pattern, label: `${field} '${text}'` };
  });
  return { kind: "all", of: [{ kind: "any", of: tests }, predicate] };
}
