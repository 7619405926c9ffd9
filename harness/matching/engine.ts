/**
 * Events × rules → matches. Rules are bound to a class of events when its first event is seen
 * (`candidates/class-binding.ts`), and of an event only those are asked of whose required literals it
 * holds one (`prefilter/`). The bindings serve every later recording.
 */
import type { EventClass } from "../events/event-class.ts";
import type { ShownEvent } from "../events/event.ts";
import { vocabularyOf } from "../events/vocabularies/vocabularies.ts";
import { ClassBinding, type Profiler } from "./candidates/class-binding.ts";
import {
  allDropped,
  totalOf,
  type DroppedEvents,
  type EventCounts,
} from "./model/dropped-events.ts";
import { UnsuppliedAlternatives } from "./liveness/unsupplied-alternatives.ts";
import { RuleIndex } from "./prefilter/rule-index.ts";
import { stageMatchOf, referenceOf, type StageMatch } from "./evidence/stage-match.ts";
import { MatchedValues } from "./evidence/matched-values.ts";
import type { EventReference, Match } from "./model/match.ts";
import type { BoundStage } from "./candidates/bound-stage.ts";
import { Observer, type Observed, type ObservedCounts } from "./liveness/observed.ts";
import { compareMatches, finalize, type UnresolvedMatch } from "./unresolved-match.ts";
import { silentByAbsence } from "./rule-liveness.ts";
import { BoundedCache } from "../caches/bounded-cache.ts";
import type { CompiledRule, DetectionRule } from "./model/rule.ts";
import type { Stage } from "./model/stage.ts";
import { readField } from "./binding/bound-field.ts";
import type { Completion, JoinValue, Matcher, ReadField } from "./model/matcher.ts";
import { behaviorOf } from "./states/states.ts";

/** What one pass over a recording found. */
export interface PassResult {
  /** Sorted by the position of the first event, then by the path of the rule. */
  readonly matches: readonly Match[];
  readonly observed: Observed;
  /** Rules on several events that could not take all of theirs into account; in the order of the rules. */
  readonly dropped: readonly RuleDroppedEvents[];
}

/** The events that one rule dropped, of those that came to it. */
export interface RuleDroppedEvents {
  readonly rule: DetectionRule;
  readonly dropped: DroppedEvents;
  readonly counts: EventCounts;
}

/** Classes of events to which rules stay bound. */
const MAX_BINDINGS = 10_000;

/** A set of rules, ready for any number of recordings. */
export class Engine {
  readonly #rules: CompiledRule[];
  /** What recordings did not supply of the alternatives in rules. */
  readonly unsupplied = new UnsuppliedAlternatives();
  readonly #bindings = new BoundedCache<EventClass, ClassBinding>(MAX_BINDINGS);
  readonly #profiler: Profiler | undefined;
  #index: RuleIndex | undefined;
  #readsOriginals: boolean | undefined;

  /** @param profiler measures what is asked of events, and how long it takes */
  constructor(rules: readonly CompiledRule[], profiler?: Profiler) {
    this.#rules = [...rules];
    this.#profiler = profiler;
  }

  get rules(): readonly CompiledRule[] {
    return this.#rules;
  }

  /**
   * Puts a rule in the place of the one with its path and id, or of the only one with its path, and binds
   * it anew; the others stay bound as they are. It counts for passes that are opened from then on: one
   * that is open must be shown no further event.
   *
   * @throws if the engine has no such rule, or several
   */
  replace(rule: CompiledRule): void {
    const index = this.#placeOf(rule);
    const old = this.#rules[index]!;
    this.#rules[index] = rule;
    this.unsupplied.forget(old.stages);
    this.#readsOriginals = undefined;
    if (!this.#index) return;
    const { removed, added } = this.#index.replace(index, stagesOf(rule));
    for (const binding of this.#bindings.values()) binding.replace(removed, added);
  }

  #placeOf({ rule: { path, id } }: CompiledRule): number {
    const places = [...this.#rules.keys()].filter((i) => this.#rules[i]!.rule.path === path);
    const same = places.filter((i) => this.#rules[i]!.rule.id === id);
    const [place, another] = same.length > 0 ? same : places;
    if (place === undefined || another !== undefined)
      throw new Error(`${path}: ${place === undefined ? "no rule" : "several rules"} to replace`);
    return place;
  }

  /** Whether a rule speaks the names of a schema in which events may have been recorded. */
  get readsOriginals(): boolean {
    return (this.#readsOriginals ??= this.rules.some(({ stages }) =>
      stages.some(({ logSource }) => vocabularyOf(logSource).readsOriginals),
    ));
  }

  /** Empties the caches of values; rules stay bound to the classes that were seen. */
  forgetValues(): void {
    this.#index?.cacheBudget.forget();
  }

  /**
   * Starts a pass over one recording, known by this path in the matches.
   *
   * @param options.values whether matches have the values of their fields, within bounds
   */
  open(recording: string, { values = false } = {}): Pass {
    return new Pass(this, recording, values ? new MatchedValues() : null);
  }

  /** Returns the rules bound to a class. */
  binding(cls: EventClass): ClassBinding {
    let binding = this.#bindings.get(cls);
    if (!binding) {
      this.#index ??= new RuleIndex(this.#rules.map(stagesOf));
      binding = this.#bindings.add(cls, new ClassBinding(this.#index, cls, this.#profiler));
    }
    return binding;
  }
}

/** The stages that are asked of events: a rule that is only a part of another has no matches of its own. */
function stagesOf({ partOf, stages }: CompiledRule): readonly Stage[] {
  return partOf ? [] : stages;
}

function droppedBy(
  { rule }: CompiledRule,
  matcher: Matcher<StageMatch>,
): readonly RuleDroppedEvents[] {
  const dropped = allDropped(matcher);
  return totalOf(dropped) > 0 ? [{ rule, dropped, counts: matcher.counts }] : [];
}

const NO_KEYS: readonly JoinValue[] = [];

/** One run of an engine's rules over one recording. */
export class Pass {
  readonly #engine: Engine;
  readonly #recording: string;
  readonly #observer: Observer;
  readonly #unresolved: UnresolvedMatch[] = [];
  /** State of the rules that have one, made when the first event concerns them. */
  readonly #matchers = new Map<number, Matcher<StageMatch>>();
  readonly #values: MatchedValues | null;

  constructor(engine: Engine, recording: string, values: MatchedValues | null) {
    this.#engine = engine;
    this.#recording = recording;
    this.#values = values;
    this.#observer = new Observer(engine.readsOriginals);
  }

  /** Takes the next event of the recording. */
  see(event: ShownEvent): void {
    this.#observer.see(event);
    const holding = this.#engine.binding(event.class).holding(event);
    if (holding.length === 0) return;
    const reference = referenceOf(event, this.#recording);
    for (const bound of holding)
      this.take(bound.stage.rule, this.#stageMatch(event, bound, reference), (field) =>
        readField(bound.fields.bind(field), event),
      );
  }

  #stageMatch(event: ShownEvent, bound: BoundStage, reference: EventReference): StageMatch {
    const stageMatch = stageMatchOf(event, bound, reference);
    const { rule, definition } = bound.stage;
    const { via } = stageMatch;
    const values = this.#values?.keep(rule, definition.predicate, via, event, bound.fields);
    return values ? { ...stageMatch, values } : stageMatch;
  }

  /** Takes what another pass has seen of a shard of the recording, stage matches aside. */
  observe(cls: EventClass, counts: ObservedCounts): void {
    this.#observer.add(cls, counts);
  }

  /**
   * Takes the next event on which a stage of a rule held.
   *
   * @param index of the rule
   * @param read gives a field of the event, by the rule's name for it
   */
  take(index: number, stageMatch: StageMatch, read: ReadField): void {
    const rule = this.#engine.rules[index]!;
    let matcher = this.#matchers.get(index);
    if (!matcher) {
      const { state } = rule;
      if (!state) {
        this.#unresolved.push({ rule, events: [stageMatch], keys: NO_KEYS });
        return;
      }
      this.#matchers.set(index, (matcher = behaviorOf(state).matcher(state)));
    }
    this.#add(rule, matcher.see(stageMatch, read));
  }

  /**
   * Ends the recording. One that was not read to its end leaves open what its end would have
   * decided: rules on several events then have only the matches that were certain before.
   */
  end({ isWhole = true } = {}): PassResult {
    const running = [...this.#matchers].sort(([a], [b]) => a - b);
    if (isWhole)
      for (const [index, matcher] of running) this.#add(this.#engine.rules[index]!, matcher.end());
    const observed: Observed = this.#observer;
    const dropped = running.flatMap(([index, matcher]) =>
      droppedBy(this.#engine.rules[index]!, matcher),
    );
    const countsOf = new Map(dropped.map(({ rule, counts }) => [rule, counts]));
    const { unsupplied } = this.#engine;
    const unsuppliedFor = ({ definition, cls, sourceMatch }: StageMatch): readonly string[] =>
      unsupplied.of(definition, cls, sourceMatch, observed);
    const absences = new Map<CompiledRule, readonly string[]>();
    for (const { rule } of this.#unresolved)
      if (!absences.has(rule))
        absences.set(rule, silentByAbsence(rule, observed, countsOf.get(rule.rule)));
    const matches = this.#unresolved.map((unresolved) =>
      finalize(unresolved, absences.get(unresolved.rule)!, unsuppliedFor),
    );
    return { matches: matches.sort(compareMatches), observed, dropped };
  }

  #add(rule: CompiledRule, completions: readonly Completion<StageMatch>[]): void {
    for (const { events, keys = NO_KEYS } of completions)
      this.#unresolved.push({ rule, events, keys });
  }
}
