/**
 * A recording seen in shards, by several engines at once, and joined by one. What depends on the whole of
 * it is left for then: rules on several events see theirs in the order of the recording, and what the
 * recording supplies is known from all of its shards. The result is that of one pass.
 */
import type { LogSourceMatch } from "../events/log-sources/log-source.ts";
import { matchLogSource } from "../events/log-sources/log-source-match.ts";
import { eventClass, type EventClass } from "../events/event-class.ts";
import type { ShownEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import type { Engine, PassResult } from "./engine.ts";
import { stageMatchOf, referenceOf, type StageMatch } from "./evidence/stage-match.ts";
import type { EventReference } from "./model/match.ts";
import { Observer, type ObservedCounts } from "./liveness/observed.ts";
import type { CompiledRule } from "./model/rule.ts";
import { readField } from "./binding/bound-field.ts";
import type { Stage } from "./model/stage.ts";
import type { ReadField } from "./model/matcher.ts";
import { behaviorOf } from "./states/states.ts";

/** What one shard of a recording showed. Plain data, for an engine with the same rules. */
export interface Shard {
  /** How many events the shard has. */
  readonly events: number;
  readonly classes: readonly (readonly [EventClass, ObservedCounts])[];
  readonly matches: readonly ShardMatch[];
}

/** An event on which a stage of a rule held. Positions count from the start of the shard. */
export interface ShardMatch {
  readonly rule: number;
  readonly stage: number;
  /** Index in the shard's classes. */
  readonly cls: number;
  readonly reference: EventReference;
  readonly via: readonly string[];
  readonly byAbsence: readonly string[];
  /** For a rule that has a state: the fields that it reads of this one. */
  readonly read: ReadonlyMap<string, FieldValue | undefined> | null;
}

/** One run of an engine's rules over a shard of a recording. */
export class ShardPass {
  readonly #engine: Engine;
  readonly #recording: string;
  readonly #observer: Observer;
  readonly #classes = new Map<EventClass, number>();
  readonly #matches: ShardMatch[] = [];
  #events = 0;

  constructor(engine: Engine, recording: string) {
    this.#engine = engine;
    this.#recording = recording;
    this.#observer = new Observer(engine.readsOriginals);
  }

  /** Takes the next event of the shard. */
  see(event: ShownEvent): void {
    this.#events++;
    this.#observer.see(event);
    const { class: cls } = event;
    let number = this.#classes.get(cls);
    if (number === undefined) this.#classes.set(cls, (number = this.#classes.size));
    const holding = this.#engine.binding(cls).holding(event);
    if (holding.length === 0) return;
    const reference = referenceOf(event, this.#recording);
    for (const bound of holding) {
      const { rule, stage } = bound.stage;
      const stageMatch = stageMatchOf(event, bound, reference);
      const read = fieldsRead(this.#engine.rules[rule]!, stage, (field) =>
        readField(bound.fields.bind(field), event),
      );
      const { via, byAbsence } = stageMatch;
      this.#matches.push({ rule, stage, cls: number, reference, via, byAbsence, read });
    }
  }

  /** Ends the shard. */
  end(): Shard {
    // Classes are numbered as the observer counts them: in the order in which they occurred.
    return { events: this.#events, classes: this.#observer.counts(), matches: this.#matches };
  }
}

/** Returns what a pass over the whole recording would have, from its shards in their order. */
export function joinShards(
  engine: Engine,
  recording: string,
  shards: readonly Shard[],
  { isWhole = true } = {},
): PassResult {
  const pass = engine.open(recording);
  const sourceMatches = new Map<Stage, Map<EventClass, LogSourceMatch>>();
  let before = 0;
  for (const { events, classes, matches } of shards) {
    const known = classes.map(([cls]) => internedClass(cls));
    for (const [place, [, counts]] of classes.entries()) pass.observe(known[place]!, counts);
    for (const stageMatch of matches) {
      const definition = engine.rules[stageMatch.rule]!.stages[stageMatch.stage]!;
      const cls = known[stageMatch.cls]!;
      const sourceMatch = sourceMatchOf(definition, cls, sourceMatches);
      pass.take(
        stageMatch.rule,
        moved(stageMatch, before, { cls, definition, sourceMatch }),
        (field) => {
          if (!stageMatch.read?.has(field))
            throw new Error(`"${field}" was not read where the event was`);
          return stageMatch.read.get(field);
        },
      );
    }
    before += events;
  }
  return pass.end({ isWhole });
}

function moved(
  { stage, reference: own, via, byAbsence }: ShardMatch,
  before: number,
  bound: Pick<StageMatch, "cls" | "definition" | "sourceMatch">,
): StageMatch {
  const position = own.position + before;
  const reference = { ...own, position };
  const { time } = own;
  const { sensor } = bound.cls;
  return { stage, position, time, sensor, reference, ...bound, via, byAbsence };
}

/** Returns what the matcher of a rule will read of an event of a stage; null if the rule has none. */
function fieldsRead({ state }: CompiledRule, stage: number, read: ReadField): ShardMatch["read"] {
  if (!state) return null;
  return new Map(
    behaviorOf(state)
      .reads(state, stage)
      .map((field) => [field, read(field)]),
  );
}

/** Returns the one object of a class: one that came from another thread as data is another object. */
function internedClass({ provider, channel, eventId, declared, original }: EventClass): EventClass {
  return eventClass(provider, channel, eventId, declared, original);
}

function sourceMatchOf(
  definition: Stage,
  cls: EventClass,
  known: Map<Stage, Map<EventClass, LogSourceMatch>>,
): LogSourceMatch {
  let classes = known.get(definition);
  if (!classes) known.set(definition, (classes = new Map()));
  let sourceMatch = classes.get(cls);
  if (!sourceMatch) {
    const found = matchLogSource(definition.logSource, cls);
    if (!found) throw new Error("a stage held on an event that its log source does not take");
    classes.set(cls, (sourceMatch = found));
  }
  return sourceMatch;
}
