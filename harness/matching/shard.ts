/**
 * A recording seen in parts, by several engines at once, and put together by one. What hangs on the
 * whole of it is left for then: rules on several events see theirs in the order of the recording, and
 * what the recording supplies is known from all of its parts. The result is that of one pass.
 */
import { matchLogSource, type LogSourceMatch } from "../events/log-sources/log-source-match.ts";
import { eventClass, type EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { matcherOf, type Engine, type PassResult } from "./engine.ts";
import { stageMatchOf, referenceOf, type StageMatch } from "./evidence/stage-match.ts";
import type { EventReference } from "./model/match.ts";
import { Observer, type ObservedCounts } from "./liveness/observed.ts";
import type { CompiledRule } from "./model/rule.ts";
import { readField } from "./binding/bound-field.ts";
import type { Stage } from "./model/stage.ts";

/** What one part of a recording showed. Plain data, for an engine with the same rules. */
export interface Shard {
  /** Of the part. */
  readonly events: number;
  readonly classes: readonly (readonly [EventClass, ObservedCounts])[];
  readonly matches: readonly ShardMatch[];
}

/** An event on which a stage of a rule held. Positions count from the beginning of the part. */
export interface ShardMatch {
  readonly rule: number;
  readonly stage: number;
  /** Place in the part's classes. */
  readonly cls: number;
  readonly reference: EventReference;
  readonly via: readonly string[];
  readonly byAbsence: readonly string[];
  /** For a rule that has a state: the fields that it reads of this one. */
  readonly read: ReadonlyMap<string, FieldValue | undefined> | null;
}

/** One run of an engine's rules over a part of a recording. */
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

  /** Takes the next event of the part. */
  see(event: LogEvent): void {
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
      const read = fieldsRead(this.#engine.rules[rule]!, stageMatch, (field) =>
        readField(bound.fields.bind(field), event),
      );
      const { via, byAbsence } = stageMatch;
      this.#matches.push({ rule, stage, cls: number, reference, via, byAbsence, read });
    }
  }

  /** Ends the part. */
  end(): Shard {
    // Classes are numbered as the observer counts them: in the order in which they occurred.
    return { events: this.#events, classes: this.#observer.counts(), matches: this.#matches };
  }
}

/** Returns what a pass over the whole recording would have, from its parts in their order. */
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
    const known = classes.map(([cls]) => interned(cls));
    for (const [place, [, counts]] of classes.entries()) pass.observe(known[place]!, counts);
    for (const stageMatch of matches) {
      const content = engine.rules[stageMatch.rule]!.stages[stageMatch.stage]!;
      const cls = known[stageMatch.cls]!;
      const sourceMatch = sourceMatchOf(content, cls, sourceMatches);
      pass.take(
        stageMatch.rule,
        moved(stageMatch, before, { cls, content, sourceMatch }),
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
  bound: Pick<StageMatch, "cls" | "content" | "sourceMatch">,
): StageMatch {
  const position = own.position + before;
  const reference = { ...own, position };
  const { time } = own;
  return { stage, position, time, reference, ...bound, via, byAbsence };
}

/**
 * Returns what the matcher of a rule reads of an event: one that has seen no other tells, since a
 * matcher reads an event when it is shown it, and later only remembers.
 */
function fieldsRead(
  rule: CompiledRule,
  stageMatch: StageMatch,
  read: (field: string) => FieldValue | undefined,
): ShardMatch["read"] {
  const matcher = matcherOf(rule);
  if (!matcher) return null;
  const fields = new Map<string, FieldValue | undefined>();
  matcher.see(stageMatch, (field) => {
    const value = read(field);
    fields.set(field, value);
    return value;
  });
  return fields;
}

/** A class that came from elsewhere as data is another object. */
function interned({ provider, channel, eventId, declared, original }: EventClass): EventClass {
  return eventClass(provider, channel, eventId, declared, original);
}

function sourceMatchOf(
  content: Stage,
  cls: EventClass,
  known: Map<Stage, Map<EventClass, LogSourceMatch>>,
): LogSourceMatch {
  let classes = known.get(content);
  if (!classes) known.set(content, (classes = new Map()));
  let sourceMatch = classes.get(cls);
  if (!sourceMatch) {
    const found = matchLogSource(content.logSource, cls);
    if (!found) throw new Error("a stage held on an event that its log source does not take");
    classes.set(cls, (sourceMatch = found));
  }
  return sourceMatch;
}
