/**
 * Rules bound to one class of events. What can be known of the class is settled here, once; of an event
 * only those rules are asked that its values leave a chance (`watched-field.ts`).
 */
import { accept } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import type { Sieve } from "../../events/byte-prefilter.ts";
import { textsOf } from "../../events/texts.ts";
import { BoundStage } from "./bound-stage.ts";
import { classFields, type ClassFields, type Texts } from "../evaluate/compile.ts";
import { fold } from "../values/fold.ts";
import type { NumberedStage, RuleIndex } from "../prefilter/rule-index.ts";
import { ANY_FIELD } from "../model/predicate.ts";
import { slotsOf, type Slot } from "../binding/bound-field.ts";
import { WatchedField } from "./indexed-field.ts";

/** Looks on at what events are asked: what it returns takes the place of what it was given. */
export interface Meter {
  stage(bound: BoundStage): BoundStage;
  watched(field: WatchedField): Watched;
}

/** What is asked of a field that is watched. */
export type Watched = Pick<WatchedField, "texts" | "stagesFor">;

/** The fields of a class in the words of some log sources, and those among them that are watched. */
interface View {
  readonly fields: ClassFields;
  /** With clues, by number. */
  readonly stages: Map<number, BoundStage>;
  readonly watched: Map<string, WatchedField>;
}

/** The rules that a class of events concerns. */
export class ClassBinding {
  readonly #index: RuleIndex;
  /** Stages that every event is asked. */
  readonly #open: BoundStage[] = [];
  readonly #watched: readonly Watched[];
  /** Per stage, the event for which it was last asked: none is asked twice. */
  readonly #asked: Uint32Array;
  #event = 0;

  constructor(index: RuleIndex, cls: EventClass, meter?: Meter) {
    this.#index = index;
    this.#asked = new Uint32Array(index.stages.length);
    const views = new Map<string, View>();
    const bound: [BoundStage, View][] = [];
    for (const { logSource, stages } of index.groups) {
      const acceptance = accept(logSource, cls);
      if (!acceptance) continue;
      const key = `${acceptance.vocabulary ?? ""}/${acceptance.fields ?? ""}`;
      let view = views.get(key);
      if (!view) {
        const fields = classFields(slotsOf(cls, acceptance));
        views.set(key, (view = { fields, stages: new Map(), watched: new Map() }));
      }
      for (const stage of stages) {
        if (!concerns(stage, view.fields.slot)) continue;
        const plain = new BoundStage(stage, acceptance, view.fields);
        const one = meter?.stage(plain) ?? plain;
        if (stage.fields.size > 0) view.stages.set(stage.number, one);
        bound.push([one, view]);
      }
    }
    // The fields of clues come first: a gate that is among them costs nothing.
    for (const [{ stage }, view] of bound)
      for (const field of stage.fields)
        if (view.fields.slot(field).kind !== "never") this.#watch(field, view);
    for (const [one, view] of bound) if (one.stage.fields.size === 0) this.#addOpen(one, view);
    this.#watched = [...views.values()].flatMap(({ watched }) =>
      Array.from(watched.values(), (field) => meter?.watched(field) ?? field),
    );
  }

  /** Returns the stages that hold for an event, in the order of the rules. */
  holding(event: LogEvent): readonly BoundStage[] {
    const found: BoundStage[] = [];
    for (const stage of this.#open) if (stage.holds(event)) found.push(stage);
    this.#event++;
    const watched = this.#watched;
    for (let i = 0; i < watched.length; i++) {
      const field = watched[i]!;
      const stages = field.stagesFor(field.texts(event), event);
      if (stages.length > 0) this.#ask(stages, event, found);
    }
    return found.length > 1 ? found.sort((a, b) => a.stage.number - b.stage.number) : found;
  }

  #ask(stages: readonly BoundStage[], event: LogEvent, found: BoundStage[]): void {
    for (let i = 0; i < stages.length; i++) {
      const stage = stages[i]!;
      const { number } = stage.stage;
      if (this.#asked[number] === this.#event) continue;
      this.#asked[number] = this.#event;
      if (stage.holds(event)) found.push(stage);
    }
  }

  /** Adds a stage without clues. */
  #addOpen(stage: BoundStage, view: View): void {
    const { gates } = stage;
    if (gates === null) return;
    const [gate] = [...gates].sort(
      (a, b) => Number(view.watched.has(b)) - Number(view.watched.has(a)),
    );
    if (gate === undefined) this.#open.push(stage);
    else this.#watch(gate, view).addGated(stage);
  }

  #watch(name: string, { fields, stages, watched }: View): WatchedField {
    let field = watched.get(name);
    if (!field) {
      const index = this.#index.field(name);
      const read = fields.texts(name, true);
      const sieve = fields.slot(name).kind === "any" ? this.#sieve(stages) : null;
      const texts = sieve ? sieved(sieve, read) : read;
      field = new WatchedField(name, texts, index, stages, this.#index.values);
      watched.set(name, field);
    }
    return field;
  }

  /** What tells events that may hold keywords of these stages. */
  #sieve(stages: ReadonlyMap<number, BoundStage>): Sieve | null {
    const asking = [...stages.values()].filter(({ stage }) => stage.fields.has(ANY_FIELD));
    return this.#index.sieve(asking.map(({ stage }) => stage.number));
  }
}

const NONE: readonly string[] = [];

/** Takes the texts only of events of which some value passes a sieve. */
function sieved(sieve: Sieve, read: (event: LogEvent) => Texts): (event: LogEvent) => Texts {
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
