import { sensorOf } from "./sensors.ts";
import type { LogSource } from "./log-sources/log-source.ts";

/**
 * What decides the meaning of a record's field names. Classes are interned: two events are of the
 * same class exactly if their `class` is the same object. (Beyond `MAX_CLASSES`, which no honest
 * telemetry comes near, equal classes may be several objects: rules are then bound to each of them, and
 * what occurred is counted for each by itself. Matches are the same.)
 */
export interface EventClass {
  /** What produced the event: `sysmon`, `security`, `powershell`, …; `unknown` if nothing tells. */
  readonly sensor: string;
  readonly provider: string | null;
  readonly channel: string | null;
  readonly eventId: number | null;
  /** For telemetry that does not name its source itself: what its recording was declared to be. */
  readonly declared: LogSource | null;
  /** Whose fields its events have already, as their `original`: they were recorded in that form. */
  readonly original: Schema | null;
}

/** A common schema in which telemetry may have been recorded: the Elastic Common Schema. */
export type Schema = "ecs";

/** Recordings name their classes: a hostile one must not fill the memory with them. */
const MAX_CLASSES = 100_000;

const interned = new Map<string, EventClass>();

/** Returns the one class with these properties. */
export function eventClass(
  provider: string | null,
  channel: string | null,
  eventId: number | null,
  declared: LogSource | null = null,
  original: Schema | null = null,
): EventClass {
  const key = JSON.stringify([provider, channel, eventId, declared, original]);
  let known = interned.get(key);
  if (!known) {
    const sensor = sensorOf(provider, channel, declared);
    known = Object.freeze({ sensor, provider, channel, eventId, declared, original });
    if (interned.size < MAX_CLASSES) interned.set(key, known);
  }
  return known;
}

/** Returns the class in words, e.g. `sysmon 1` or `Microsoft-Windows-Foo/Operational 12`. */
export function describeClass({ sensor, channel, eventId }: EventClass): string {
  const name = sensor === "windows" ? (channel ?? sensor) : sensor;
  return eventId === null ? name : `${name} ${eventId}`;
}
