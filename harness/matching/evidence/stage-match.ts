import type { LogSourceMatch } from "../../events/log-sources/log-source.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import type { BoundStage } from "../candidates/bound-stage.ts";
import { evidenceOf } from "./evidence.ts";
import type { EventReference, MatchedValue } from "../model/match.ts";
import type { Occurrence } from "../model/matcher.ts";
import type { Stage } from "../model/stage.ts";

/** An event on which a stage held: where it is, and why it did. */
export interface StageMatch extends Occurrence {
  readonly reference: EventReference;
  readonly cls: EventClass;
  readonly definition: Stage;
  readonly sourceMatch: LogSourceMatch;
  /** As a match has them, of this event. */
  readonly via: readonly string[];
  readonly byAbsence: readonly string[];
  readonly values?: readonly MatchedValue[];
}

/** Returns an event on which a bound stage held, with the evidence. */
export function stageMatchOf(
  event: ShownEvent,
  { stage: numbered, sourceMatch, fields }: BoundStage,
  reference: EventReference,
): StageMatch {
  const { stage, definition } = numbered;
  const { via, byAbsence } = evidenceOf(definition.predicate, event, fields);
  const { position, time } = reference;
  const { class: cls } = event;
  const { sensor } = cls;
  return { stage, position, time, sensor, reference, cls, definition, sourceMatch, via, byAbsence };
}

/** Returns where an event is to be found. */
export function referenceOf(event: ShownEvent, recording: string): EventReference {
  const { position, record, time, computer, class: cls } = event;
  const { channel, eventId, sensor } = cls;
  return { recording, position, record, time, channel, eventId, computer, sensor };
}
