/**
 * Events × rules → matches. Rules are bound to a class of events when its first event is seen
 * (`candidates/class-binding.ts`), and of an event only those are asked of whose required literals it
 * holds one (`prefilter/`). The bindings serve every later recording.
 */
import type { EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { ClassBinding, type Profiler } from "./candidates/class-binding.ts";
import { correlationMatcher } from "./states/correlation/correlation-matcher.ts";
import type { DroppedEvents } from "./model/dropped-events.ts";
import { UnsuppliedAlternatives } from "./liveness/unsupplied-alternatives.ts";
import { RuleIndex } from "./prefilter/rule-index.ts";
import { AncestryMatcher } from "./states/ancestry/ancestry-matcher.ts";
import { stageMatchOf, referenceOf, type StageMatch } from "./evidence/stage-match.ts";
import type { Match } from "./model/match.ts";
import { Observer, type Observed, type ObservedCounts } from "./liveness/observed.ts";
import { compareMatches, finalize, type UnresolvedMatch } from "./unresolved-match.ts";
import { silentByAbsence } from "./liveness/rule-liveness.ts";
import type { CompiledRule, DetectionRule } from "./model/rule.ts";
import { sequenceMatcher } from "./states/sequence/matcher.ts";
import { readField } from "./binding/bound-field.ts";
import type { Completion, JoinValue, Matcher } from "./model/matcher.ts";

/** What one pass over a recording found. */
export interface PassResult {
  /** Sorted by the position of the first event, then by the path of the rule. */
  readonly matches: readonly Match[];
  readonly observed: Observed;
  /** Rules on several events that could not take all of theirs into account; in the order of the rules. */
  readonly dropped: readonly RuleDroppedEvents[];
}

/** The events that one rule dropped. */
export interface RuleDroppedEvents {
  readonly rule: DetectionRule;
  readonly dropped: DroppedEvents;
}

/** A set of rules, ready for any number of recordings. */
export class Engine {
  readonly rules: readonly CompiledRule[];
  /** What recordings did not supply of the alternatives in rules. */
  readonly unsupplied = new UnsuppliedAlternatives();
  readonly #bindings = new Map<EventClass, ClassBinding>();
  readonly #profiler: Profiler | undefined;
  #index: RuleIndex | undefined;
  #readsOriginals: boolean | undefined;

  /** @param profiler measures what is asked of events, and how long it takes */
  constructor(rules: readonly CompiledRule[], profiler?: Profiler) {
    this.rules = rules;
    this.#profiler = profiler;
  }

  /** Whether a rule speaks the names of a schema in which events may have been recorded. */
  get readsOriginals(): boolean {
    return (this.#readsOriginals ??= this.rules.some(({ stages }) =>
      stages.some(({ logSource }) => logSource.vocabulary !== undefined),
    ));
  }

  /** Empties the caches of values; rules stay bound to the classes that were seen. */
  forgetValues(): void {
    this.#index?.cacheBudget.forget();
  }

  /** Starts a pass over one recording, known by this path in the matches. */
  open(recording: string): Pass {
    return new Pass(this, recording);
  }

  /** Returns the rules bound to a class. */
  binding(cls: EventClass): ClassBinding {
    let binding = this.#bindings.get(cls);
    if (!binding) {
      this.#index ??= new RuleIndex(
        this.rules.map((rule) => (rule.partOf ? { ...rule, stages: [] } : rule)),
      );
      this.#bindings.set(cls, (binding = new ClassBinding(this.#index, cls, this.#profiler)));
    }
    return binding;
  }
}

const NO_KEYS: readonly JoinValue[] = [];

/** One run of an engine's rules over one recording. */
export class Pass {
  readonly #engine: Engine;
  readonly #recording: string;
  readonly #observer: Observer;
  readonly #unresolved: UnresolvedMatch[] = [];
  /** State of the rules that have one, made when the first event concerns them. */
  readonly #matchers = new Map<number, Matcher>();

  constructor(engine: Engine, recording: string) {
    this.#engine = engine;
    this.#recording = recording;
    this.#observer = new Observer(engine.readsOriginals);
  }

  /** Takes the next event of the recording. */
  see(event: LogEvent): void {
    this.#observer.see(event);
    const holding = this.#engine.binding(event.class).holding(event);
    if (holding.length === 0) return;
    const reference = referenceOf(event, this.#recording);
    for (const bound of holding)
      this.take(bound.stage.rule, stageMatchOf(event, bound, reference), (field) =>
        readField(bound.fields.bind(field), event),
      );
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
  take(
    index: number,
    stageMatch: StageMatch,
    read: (field: string) => FieldValue | undefined,
  ): void {
    const rule = this.#engine.rules[index]!;
    let matcher = this.#matchers.get(index);
    if (!matcher) {
      const started = matcherOf(rule);
      if (!started) {
        this.#unresolved.push({ rule, events: [stageMatch], keys: NO_KEYS });
        return;
      }
      this.#matchers.set(index, (matcher = started));
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
    const { unsupplied } = this.#engine;
    const unsuppliedFor = ({ definition, cls, sourceMatch }: StageMatch): readonly string[] =>
      unsupplied.of(definition, cls, sourceMatch, observed);
    const absences = new Map<CompiledRule, readonly string[]>();
    for (const { rule } of this.#unresolved)
      if (!absences.has(rule)) absences.set(rule, silentByAbsence(rule, observed));
    const matches = this.#unresolved.map((unresolved) =>
      finalize(unresolved, absences.get(unresolved.rule)!, unsuppliedFor),
    );
    const dropped = running
      .map(([index, matcher]) => ({
        rule: this.#engine.rules[index]!.rule,
        dropped: matcher.dropped,
      }))
      .filter((one) => Object.values(one.dropped).some((count) => count > 0));
    return { matches: matches.sort(compareMatches), observed, dropped };
  }

  #add(rule: CompiledRule, completions: readonly Completion[]): void {
    // A matcher gives back what it was given, and it was given stage matches.
    for (const { events, keys = NO_KEYS } of completions)
      this.#unresolved.push({ rule, events: events as readonly StageMatch[], keys });
  }
}

/** Returns the state of a rule; undefined for one that asks each event by itself. */
export function matcherOf(rule: CompiledRule): Matcher | undefined {
  const { ancestry, ...rest } = rule;
  if (ancestry) return new AncestryMatcher(ancestry, () => matcherOf(rest));
  if (rule.correlation) return correlationMatcher(rule.correlation);
  return rule.sequence && sequenceMatcher(rule.sequence);
}
