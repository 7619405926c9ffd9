import type { Acceptance } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import type { BoundStage } from "../candidates/bound-stage.ts";
import { evidenceOf } from "./evidence.ts";
import type { EventReference } from "../model/match.ts";
import type { Occurrence, Stage } from "../model/rule.ts";

/** An event on which a stage held: where it is, and why it did. */
export interface Hit extends Occurrence {
  readonly reference: EventReference;
  readonly cls: EventClass;
  readonly content: Stage;
  readonly acceptance: Acceptance;
  /** As a match has them, of this event. */
  readonly via: readonly string[];
  readonly byAbsence: readonly string[];
}

/** Returns an event on which a bound stage held, with the evidence. */
export function hitOf(
  event: LogEvent,
  { stage: numbered, acceptance, fields }: BoundStage,
  reference: EventReference,
): Hit {
  const { stage, content } = numbered;
  const { via, byAbsence } = evidenceOf(content.predicate, event, fields);
  const { position, time } = reference;
  const { class: cls } = event;
  return { stage, position, time, reference, cls, content, acceptance, via, byAbsence };
}

/** Returns where an event is to be found. */
export function referenceOf(event: LogEvent, recording: string): EventReference {
  const { position, record, time, computer, class: cls } = event;
  const { channel, eventId, sensor } = cls;
  return { recording, position, record, time, channel, eventId, computer, sensor };
}
