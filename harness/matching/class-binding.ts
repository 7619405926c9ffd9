/**
 * Rules bound to one class of events. What can be known of the class is settled here, once; a rule
 * is compiled only when an event first holds one of its clues.
 */
import { accept, type Acceptance } from "../events/accept.ts";
import type { EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { Sieve } from "../events/sieve.ts";
import { textsOf } from "../events/texts.ts";
import { classFields, compile, type ClassFields, type Decision, type Texts } from "./compile.ts";
import { fold } from "./fold.ts";
import type { FieldIndex } from "./index/field-index.ts";
import type { NumberedStage, RuleIndex } from "./index/rule-index.ts";
import { ANY_FIELD, type FieldTest, type Predicate } from "./predicate.ts";
import { slotsOf, type Slot } from "./slot.ts";

/** A stage in the words of a class. */
export class BoundStage {
  readonly stage: NumberedStage;
  readonly acceptance: Acceptance;
  readonly fields: ClassFields;
  #decision: Decision | undefined;

  constructor(stage: NumberedStage, acceptance: Acceptance, fields: ClassFields) {
    this.stage = stage;
    this.acceptance = acceptance;
    this.fields = fields;
  }

  /** What can be said of all events of the class, or what to ask each of them. */
  get decision(): Decision {
    return (this.#decision ??= compile(
      withinCategory(this.stage.content.predicate, this.acceptance),
      this.fields,
    ));
  }

  holds(event: LogEvent): boolean {
    const { decision } = this;
    return typeof decision === "boolean" ? decision : decision(event);
  }
}

/** A field of the class in which clues are looked for. */
export interface Watched {
  readonly index: Pick<FieldIndex, "owners" | "remembers">;
  readonly texts: (event: LogEvent) => Texts;
}

/** Looks on at what events are asked: what it returns takes the place of what it was given. */
export interface Meter {
  stage(bound: BoundStage): BoundStage;
  watched(field: string, watched: Watched): Watched;
}

/** The rules that a class of events concerns. */
export class ClassBinding {
  readonly #stages = new Map<number, BoundStage>();
  /** Stages without a witness, which every event is asked. */
  readonly #open: BoundStage[] = [];
  readonly #watched: Watched[] = [];
  /** Per stage, the event for which it was last asked: none is asked twice. */
  readonly #asked: Uint32Array;
  #event = 0;

  constructor(index: RuleIndex, cls: EventClass, meter?: Meter) {
    this.#asked = new Uint32Array(index.stages.length);
    const views = new Map<string, { fields: ClassFields; watched: Set<string> }>();
    for (const { logSource, stages } of index.groups) {
      const acceptance = accept(logSource, cls);
      if (!acceptance) continue;
      const key = `${acceptance.vocabulary ?? ""}/${acceptance.fields ?? ""}`;
      let view = views.get(key);
      if (!view)
        views.set(
          key,
          (view = { fields: classFields(slotsOf(cls, acceptance)), watched: new Set() }),
        );
      for (const stage of stages) {
        if (!concerns(stage, view.fields.slot)) continue;
        const bound = new BoundStage(stage, acceptance, view.fields);
        this.#add(meter?.stage(bound) ?? bound, view.watched);
      }
    }
    for (const { fields, watched } of views.values())
      for (const field of watched) {
        if (fields.slot(field).kind === "never") continue;
        const read = fields.texts(field, true);
        const sieve = fields.slot(field).kind === "any" ? index.sieve(this.#keywordStages()) : null;
        const texts = sieve ? sieved(sieve, read) : read;
        const watched = { index: index.field(field), texts };
        this.#watched.push(meter?.watched(field, watched) ?? watched);
      }
  }

  /** Returns the stages that hold for an event, in the order of the rules. */
  holding(event: LogEvent): readonly BoundStage[] {
    const found: BoundStage[] = [];
    for (const stage of this.#open) if (stage.holds(event)) found.push(stage);
    this.#event++;
    for (const { index, texts } of this.#watched) {
      const values = texts(event);
      if (typeof values === "string") this.#ask(index.owners(values), event, found);
      else
        for (let i = 0; i < values.length; i++) this.#ask(index.owners(values[i]!), event, found);
    }
    return found.length > 1 ? found.sort((a, b) => a.stage.number - b.stage.number) : found;
  }

  #ask(numbers: readonly number[], event: LogEvent, found: BoundStage[]): void {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i]!;
      if (this.#asked[number] === this.#event) continue;
      this.#asked[number] = this.#event;
      const stage = this.#stages.get(number);
      if (stage?.holds(event)) found.push(stage);
    }
  }

  #keywordStages(): number[] {
    return [...this.#stages.values()].flatMap(({ stage }) =>
      stage.fields.has(ANY_FIELD) ? stage.number : [],
    );
  }

  #add(bound: BoundStage, watched: Set<string>): void {
    const { number, fields } = bound.stage;
    if (fields.size > 0) {
      this.#stages.set(number, bound);
      for (const field of fields) watched.add(field);
    } else if (bound.decision !== false) this.#open.push(bound);
  }
}

const NONE: readonly string[] = [];

/** Takes the texts only of events of which some value passes a sieve. */
function sieved(sieve: Sieve, read: Watched["texts"]): Watched["texts"] {
  return (event) => (event.passes?.(sieve) === false ? NONE : read(event));
}

/** Whether a class is one that a stage asks for, by what is the same in all of its events. */
function concerns({ demands }: NumberedStage, slotOf: (field: string) => Slot): boolean {
  return demands.every(({ field, texts }) => {
    const slot = slotOf(field);
    if (slot.kind === "never") return false;
    return (
      slot.kind !== "constant" || textsOf(slot.value).some((text) => texts.includes(fold(text)))
    );
  });
}

/** Adds what makes an event of the class one of the category's. */
function withinCategory(predicate: Predicate, { only }: Acceptance): Predicate {
  if (!only) return predicate;
  const { field } = only;
  const tests = only.values.map((text): FieldTest => {
    const pattern = { kind: "equals", text, cased: false } as const;
    return { kind: "test", field, pattern, label: `${field} '${text}'` };
  });
  return { kind: "all", of: [{ kind: "any", of: tests }, predicate] };
}
