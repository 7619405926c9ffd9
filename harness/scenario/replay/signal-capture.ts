/**
 * Finds the events of signals in a recording. Conditions on the event itself are evaluated while the
 * recording is read; conditions on other signals' events (`@signal.Field`, `after`, `within`) at the
 * end, in the order in which signals refer to each other.
 */
import { durationOf } from "../../events/duration.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { LogEvent, ShownEvent } from "../../events/event.ts";
import { keepEvent } from "../../events/keep-event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { ticksOf } from "../../events/time.ts";
import type { FieldBinding } from "../../events/vocabularies/field-binding.ts";
import { translationOf } from "../../events/vocabularies/sigma/log-source.ts";
import { SIGMA } from "../../events/vocabularies/sigma/vocabulary.ts";
import { compilePredicate } from "../../matching/evaluate/compile-predicate.ts";
import { foldCase } from "../../matching/values/case-fold.ts";
import type { Predicate } from "../../matching/model/predicate.ts";
import { boundFieldOf, readField, type BoundField } from "../../matching/binding/bound-field.ts";
import type { ScenarioRecording, Signal, SignalAlternative } from "../format/scenario.ts";
import { signalTargets, type SignalTarget } from "../plan/signal-target.ts";
import {
  classFields,
  type ClassFields,
  type Decision,
} from "../../matching/binding/class-fields.ts";

/** Events of a recording by signal, each list in the order of the recording. */
export type Captures = ReadonlyMap<string, readonly LogEvent[]>;

interface Candidate {
  readonly event: LogEvent;
  readonly alternative: SignalAlternative;
}

/** Sees a recording's events one by one; `end` returns those of each signal. */
export class SignalCapture {
  readonly #signals: readonly Signal[];
  readonly #candidates = new Map<Signal, Candidate[]>();
  readonly #targets = new Map<Signal, readonly SignalTarget[]>();
  readonly #fields = new Map<EventClass, ClassFields>();
  readonly #decisions = new Map<EventClass, Map<Predicate, Decision>>();
  readonly #untimed = new Map<string, number>();

  constructor(signals: readonly Signal[], recording: ScenarioRecording) {
    this.#signals = signals;
    for (const signal of signals) {
      this.#candidates.set(signal, []);
      this.#targets.set(signal, signalTargets(signal, recording));
    }
  }

  see(event: ShownEvent): void {
    const { sensor: produced } = event.class;
    for (const signal of this.#signals) {
      if (!this.#targets.get(signal)!.some(({ sensor }) => sensor === null || sensor === produced))
        continue;
      const alternative = signal.alternatives.find(
        ({ sensor, predicate }) =>
          (sensor === null || sensor === produced) && this.#holds(predicate, event),
      );
      if (alternative) this.#candidates.get(signal)!.push({ event: keepEvent(event), alternative });
    }
  }

  end(): Captures {
    const captures = new Map<string, readonly LogEvent[]>();
    for (const signal of this.#signals) {
      const found = this.#candidates
        .get(signal)!
        .filter((candidate) => this.#referencesHold(candidate, captures));
      const events = found.map(({ event }) => event);
      const untimed = untimedOf(signal, events, captures);
      if (untimed > 0) this.#untimed.set(signal.name, untimed);
      captures.set(signal.name, eventsAfter(signal, events, captures));
    }
    return captures;
  }

  /** After the end, how many events of a signal could not be counted, since nobody knows when they were. */
  get untimed(): ReadonlyMap<string, number> {
    return this.#untimed;
  }

  #holds(predicate: Predicate, event: ShownEvent): boolean {
    let decisions = this.#decisions.get(event.class);
    if (!decisions) this.#decisions.set(event.class, (decisions = new Map()));
    let decision = decisions.get(predicate);
    if (decision === undefined)
      decisions.set(
        predicate,
        (decision = compilePredicate(predicate, this.#fieldsOf(event.class))),
      );
    return typeof decision === "boolean" ? decision : decision(event);
  }

  #referencesHold({ event, alternative }: Candidate, captures: Captures): boolean {
    return alternative.references.every(({ field, signal, otherField }) => {
      const values = new Set(textsOf(this.#read(event, field)).map(foldCase));
      return (captures.get(signal) ?? []).some((other) =>
        textsOf(this.#read(other, otherField)).some((text) => values.has(foldCase(text))),
      );
    });
  }

  #read(event: ShownEvent, field: string): FieldValue | undefined {
    return readField(this.#fieldsOf(event.class).bind(field), event);
  }

  #fieldsOf(cls: EventClass): ClassFields {
    let fields = this.#fields.get(cls);
    if (!fields) this.#fields.set(cls, (fields = classFields(rawOrTranslated(cls))));
    return fields;
  }
}

/** Binds the event's own field names or Sigma's; where both are fields, the event's own value wins. */
export function bindRawOrTranslated(cls: EventClass): (field: string) => FieldBinding {
  const fields = translationOf(cls);
  return (field) => {
    const own = SIGMA.bind(cls, {}, field);
    const other = SIGMA.bind(cls, fields ? { fields } : {}, field);
    if (own.kind !== "field" || other.kind !== "field") return own;
    const sources = [...new Set([...own.sources, ...other.sources])];
    return { kind: "field", sources, isAlternatives: true, transform: "either", of: [own, other] };
  };
}

/** The same, ready to be read. */
export function rawOrTranslated(cls: EventClass): (field: string) => BoundField {
  const bind = bindRawOrTranslated(cls);
  return (field) => boundFieldOf(bind(field));
}

function eventsAfter(
  { item }: Signal,
  events: readonly LogEvent[],
  captures: Captures,
): readonly LogEvent[] {
  if (item.after === undefined) return events;
  const first = captures.get(item.after)?.[0];
  if (!first) return [];
  const within = item.within === undefined ? null : durationOf(item.within);
  return events.filter((event) => {
    const passed = ticksBetween(first, event);
    if (passed === null) return within === null && event.position > first.position;
    if (passed < 0n || (passed === 0n && event.position <= first.position)) return false;
    return within === null || passed <= within;
  });
}

/** Events that may have come within the time that a signal gives them, or not. */
function untimedOf({ item }: Signal, events: readonly LogEvent[], captures: Captures): number {
  const first = item.after === undefined ? undefined : captures.get(item.after)?.[0];
  if (!first || item.within === undefined) return 0;
  return events.filter((event) => event !== first && ticksBetween(first, event) === null).length;
}

function ticksBetween(from: LogEvent, to: LogEvent): bigint | null {
  if (from.time === null || to.time === null) return null;
  const [start, end] = [ticksOf(from.time), ticksOf(to.time)];
  return start === null || end === null ? null : end - start;
}
