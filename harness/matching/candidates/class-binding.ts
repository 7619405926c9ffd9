/**
 * Rules bound to one class of events. What the class decides is decided here, once; of an event only those
 * rules are asked that its values do not rule out (`indexed-field.ts`).
 */
import { matchLogSource } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { BytePrefilter } from "../../events/byte-prefilter.ts";
import { textsOf } from "../../events/texts.ts";
import { BoundStage } from "./bound-stage.ts";
import { classFields, type ClassFields, type Texts } from "../binding/class-fields.ts";
import { foldCase } from "../values/case-fold.ts";
import type { NumberedStage, RuleIndex } from "../prefilter/rule-index.ts";
import { bindFields, type BoundField } from "../binding/bound-field.ts";
import { IndexedField } from "./indexed-field.ts";

/** Measures what events are asked: what it returns takes the place of what it was given. */
export interface Profiler {
  stage(bound: BoundStage): BoundStage;
  indexed(field: IndexedField): FieldLookup;
}

/** What is asked of an indexed field. */
export type FieldLookup = Pick<IndexedField, "texts" | "stagesFor">;

/** The fields of a class in the vocabulary of some log sources, and those of them that are indexed. */
interface VocabularyView {
  readonly fields: ClassFields;
  /** Those with required literals, by number. */
  readonly stages: Map<number, BoundStage>;
  readonly indexed: Map<string, IndexedField>;
}

/** The rules that a class of events concerns. */
export class ClassBinding {
  readonly #index: RuleIndex;
  readonly #cls: EventClass;
  readonly #profiler: Profiler | undefined;
  readonly #views = new Map<string, VocabularyView>();
  #bound: [BoundStage, VocabularyView][] = [];
  /** Stages that are asked of every event. */
  #unindexed: BoundStage[] = [];
  #indexed: readonly FieldLookup[] = [];
  /** Per stage, the event for which it was last asked: none is asked twice. */
  #lastAsked: Uint32Array;
  #event = 0;

  constructor(index: RuleIndex, cls: EventClass, profiler?: Profiler) {
    this.#index = index;
    this.#cls = cls;
    this.#profiler = profiler;
    this.#lastAsked = new Uint32Array(index.stages.length);
    for (const { logSource, stages } of index.groups) this.#bind(logSource, stages);
    this.#indexFields();
  }

  /** Takes stages out and others in, as the index has; those that stay are not bound again. */
  replace(removed: ReadonlySet<number>, added: readonly NumberedStage[]): void {
    this.#bound = this.#bound.filter(([{ stage }]) => !removed.has(stage.number));
    for (const number of removed)
      for (const { stages } of this.#views.values()) stages.delete(number);
    for (const stage of added) this.#bind(stage.definition.logSource, [stage]);
    this.#lastAsked = new Uint32Array(this.#index.stages.length);
    this.#event = 0;
    this.#indexFields();
  }

  /** Returns the stages that hold for an event, in the order of the rules. */
  holding(event: ShownEvent): readonly BoundStage[] {
    const found: BoundStage[] = [];
    for (const stage of this.#unindexed) if (stage.holds(event)) found.push(stage);
    this.#event++;
    const indexed = this.#indexed;
    for (let i = 0; i < indexed.length; i++) {
      const field = indexed[i]!;
      const stages = field.stagesFor(field.texts(event), event);
      if (stages.length > 0) this.#evaluate(stages, event, found);
    }
    return found.length > 1 ? found.sort(inOrderOfRules) : found;
  }

  #evaluate(stages: readonly BoundStage[], event: ShownEvent, found: BoundStage[]): void {
    for (let i = 0; i < stages.length; i++) {
      const stage = stages[i]!;
      const { number } = stage.stage;
      if (this.#lastAsked[number] === this.#event) continue;
      this.#lastAsked[number] = this.#event;
      if (stage.holds(event)) found.push(stage);
    }
  }

  #bind(logSource: LogSource, stages: readonly NumberedStage[]): void {
    const sourceMatch = matchLogSource(logSource, this.#cls);
    if (!sourceMatch) return;
    const key = `${sourceMatch.vocabulary ?? ""}/${sourceMatch.fields ?? ""}`;
    let view = this.#views.get(key);
    if (!view) {
      const fields = classFields(bindFields(this.#cls, sourceMatch));
      this.#views.set(key, (view = { fields, stages: new Map(), indexed: new Map() }));
    }
    for (const stage of stages) {
      if (!concerns(stage, view.fields.bind)) continue;
      const plain = new BoundStage(stage, sourceMatch, view.fields);
      const one = this.#profiler?.stage(plain) ?? plain;
      if (stage.fields.size > 0) view.stages.set(stage.number, one);
      this.#bound.push([one, view]);
    }
  }

  /** Works out which fields tell the stages that an event may satisfy. */
  #indexFields(): void {
    this.#unindexed = [];
    for (const { indexed } of this.#views.values()) indexed.clear();
    // Fields of required literals come first: a discriminating field that is among them costs nothing.
    for (const [{ stage }, view] of this.#bound)
      for (const field of stage.fields)
        if (view.fields.bind(field).kind !== "never") this.#indexField(field, view);
    for (const [one, view] of this.#bound)
      if (one.stage.fields.size === 0) this.#addUnindexed(one, view);
    this.#indexed = [...this.#views.values()].flatMap(({ indexed }) =>
      Array.from(indexed.values(), (field) => this.#profiler?.indexed(field) ?? field),
    );
  }

  /** Adds a stage without required literals. */
  #addUnindexed(stage: BoundStage, view: VocabularyView): void {
    const { discriminatingFields } = stage;
    if (discriminatingFields === null) return;
    const [discriminatingField] = [...discriminatingFields].sort(
      (a, b) => Number(view.indexed.has(b)) - Number(view.indexed.has(a)),
    );
    if (discriminatingField === undefined) this.#unindexed.push(stage);
    else this.#indexField(discriminatingField, view).addDiscriminated(stage);
  }

  #indexField(name: string, { fields, stages, indexed }: VocabularyView): IndexedField {
    let field = indexed.get(name);
    if (!field) {
      const index = this.#index.field(name);
      const read = fields.texts(name, true);
      const prefilter = fields.bind(name).kind === "any" ? this.#prefilterOf(name, stages) : null;
      const texts = prefilter ? prefiltered(prefilter, read) : read;
      field = new IndexedField(name, texts, index, stages, this.#index.cacheBudget);
      indexed.set(name, field);
    }
    return field;
  }

  /**
   * Returns the prefilter for events that may hold, in any field, what these stages require under a name
   * for all of them; null if there is none.
   */
  #prefilterOf(name: string, stages: ReadonlyMap<number, BoundStage>): BytePrefilter | null {
    const asking = [...stages.values()].filter(({ stage }) => stage.fields.has(name));
    const numbers = asking.map(({ stage }) => stage.number);
    return this.#index.prefilter(name, numbers);
  }
}

function inOrderOfRules({ stage: a }: BoundStage, { stage: b }: BoundStage): number {
  return a.rule - b.rule || a.stage - b.stage;
}

const NONE: readonly string[] = [];

/** Takes the texts only of events of which some value passes a prefilter. */
function prefiltered(
  prefilter: BytePrefilter,
  read: (event: ShownEvent) => Texts,
): (event: ShownEvent) => Texts {
  return (event) => (event.passes?.(prefilter) === false ? NONE : read(event));
}

/** Whether a class is one that a stage asks for, by the constants of the class. */
function concerns(
  { classConstraints }: NumberedStage,
  bind: (field: string) => BoundField,
): boolean {
  return classConstraints.every(({ field, texts }) => {
    const boundField = bind(field);
    if (boundField.kind === "never") return false;
    return (
      boundField.kind !== "constant" ||
      textsOf(boundField.value).some((text) => texts.includes(foldCase(text)))
    );
  });
}
