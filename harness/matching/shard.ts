/**
 * A recording seen in parts, by several engines at once, and put together by one. What hangs on the
 * whole of it is left for then: rules on several events see theirs in the order of the recording, and
 * what the recording supplies is known from all of its parts. The result is that of one pass.
 */
import { accept, type Acceptance } from "../events/log-sources/log-source-match.ts";
import { eventClass, type EventClass } from "../events/event-class.ts";
import type { LogEvent } from "../events/event.ts";
import type { FieldValue } from "../events/field-value.ts";
import { matcherOf, type Engine, type PassResult } from "./engine.ts";
import { hitOf, referenceOf, type Hit } from "./evidence/stage-match.ts";
import type { EventReference } from "./model/match.ts";
import { Observer, type ObservedCounts } from "./liveness/observed.ts";
import type { CompiledRule, Stage } from "./model/rule.ts";
import { readSlot } from "./binding/bound-field.ts";

/** What one part of a recording showed. Plain data, for an engine with the same rules. */
export interface Part {
  /** Of the part. */
  readonly events: number;
  readonly classes: readonly (readonly [EventClass, ObservedCounts])[];
  readonly hits: readonly PartHit[];
}

/** An event on which a stage of a rule held. Positions count from the beginning of the part. */
export interface PartHit {
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
export class PartPass {
  readonly #engine: Engine;
  readonly #recording: string;
  readonly #observer: Observer;
  readonly #classes = new Map<EventClass, number>();
  readonly #hits: PartHit[] = [];
  #events = 0;

  constructor(engine: Engine, recording: string) {
    this.#engine = engine;
    this.#recording = recording;
    this.#observer = new Observer(engine.readsOriginals);
  }

  /** How often a stage of a rule held so far. */
  get hits(): number {
    return this.#hits.length;
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
      const hit = hitOf(event, bound, reference);
      const read = fieldsRead(this.#engine.rules[rule]!, hit, (field) =>
        readSlot(bound.fields.slot(field), event),
      );
      const { via, byAbsence } = hit;
      this.#hits.push({ rule, stage, cls: number, reference, via, byAbsence, read });
    }
  }

  /** Ends the part. */
  end(): Part {
    // Classes are numbered as the observer counts them: in the order in which they occurred.
    return { events: this.#events, classes: this.#observer.counts(), hits: this.#hits };
  }
}

/** Returns what a pass over the whole recording would have, from its parts in their order. */
export function joinParts(
  engine: Engine,
  recording: string,
  parts: readonly Part[],
  { isWhole = true } = {},
): PassResult {
  const pass = engine.open(recording);
  const acceptances = new Map<Stage, Map<EventClass, Acceptance>>();
  let before = 0;
  for (const { events, classes, hits } of parts) {
    const known = classes.map(([cls]) => interned(cls));
    for (const [place, [, counts]] of classes.entries()) pass.observe(known[place]!, counts);
    for (const hit of hits) {
      const content = engine.rules[hit.rule]!.stages[hit.stage]!;
      const cls = known[hit.cls]!;
      const acceptance = acceptanceOf(content, cls, acceptances);
      pass.take(hit.rule, moved(hit, before, { cls, content, acceptance }), (field) => {
        if (!hit.read?.has(field)) throw new Error(`"${field}" was not read where the event was`);
        return hit.read.get(field);
      });
    }
    before += events;
  }
  return pass.end({ isWhole });
}

function moved(
  { stage, reference: own, via, byAbsence }: PartHit,
  before: number,
  bound: Pick<Hit, "cls" | "content" | "acceptance">,
): Hit {
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
  hit: Hit,
  read: (field: string) => FieldValue | undefined,
): PartHit["read"] {
  const matcher = matcherOf(rule);
  if (!matcher) return null;
  const fields = new Map<string, FieldValue | undefined>();
  matcher.see(hit, (field) => {
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

function acceptanceOf(
  content: Stage,
  cls: EventClass,
  known: Map<Stage, Map<EventClass, Acceptance>>,
): Acceptance {
  let classes = known.get(content);
  if (!classes) known.set(content, (classes = new Map()));
  let acceptance = classes.get(cls);
  if (!acceptance) {
    const found = accept(content.logSource, cls);
    if (!found) throw new Error("a stage held on an event that its log source does not take");
    classes.set(cls, (acceptance = found));
  }
  return acceptance;
}
