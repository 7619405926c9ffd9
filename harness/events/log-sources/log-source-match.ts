/** Which classes of events a log source means, in the words of whichever vocabulary it is written in. */
import type { EventClass } from "../event-class.ts";
import { vocabularyOf } from "../vocabularies/vocabularies.ts";
import type { LogSource, LogSourceMatch } from "./log-source.ts";

/**
 * Returns how a log source reads the events of a class, or `null` if they are not its events. A log
 * source without any key takes every class that has a meaning in its vocabulary.
 */
export function matchLogSource(source: LogSource, cls: EventClass): LogSourceMatch | null {
  const { vocabulary } = source;
  const reading = vocabularyOf(source).accepts(source, cls);
  return reading && vocabulary !== undefined ? { ...reading, vocabulary } : reading;
}

/** Whether a log source can take any event of a sensor. */
export function acceptsSensor(source: LogSource, sensor: string): boolean {
  return vocabularyOf(source).acceptsSensor(source, sensor);
}

/** Whether a log source takes telemetry that was declared to be this. */
export function acceptsDeclared(source: LogSource, declared: LogSource | null): boolean {
  return vocabularyOf(source).acceptsDeclared(source, declared);
}
