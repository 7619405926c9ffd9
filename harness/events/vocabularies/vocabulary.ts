import type { EventClass } from "../event-class.ts";
import type { ClassReading, LogSource } from "../log-sources/log-source.ts";
import type { FieldBinding } from "./field-binding.ts";
import type { VocabularyName } from "./vocabulary-name.ts";

/**
 * The names that one community gives to fields, and to where events come from. Nothing else is known of
 * it where rules are matched.
 */
export interface Vocabulary {
  readonly name: VocabularyName;
  /** Returns how a log source in its words reads the events of a class; null if they are not its events. */
  accepts(source: LogSource, cls: EventClass): ClassReading | null;
  /** Whether a log source in its words can take any event of a sensor. */
  acceptsSensor(source: LogSource, sensor: string): boolean;
  /** Whether a log source in its words takes telemetry that was declared to be this. */
  acceptsDeclared(source: LogSource, declared: LogSource | null): boolean;
  /** Returns what a name for a field means in the events of a class that a log source reads so. */
  bind(cls: EventClass, reading: ClassReading, field: string): FieldBinding;
  /**
   * Its names of fields that are the same in all events of a class, or nearly: to find a text there
   * tells no event from another, and the class alone may rule out a rule that asks for one.
   */
  readonly classFields: ReadonlySet<string>;
  /** Whether its names may be those in which an event was recorded (`ShownEvent.original`). */
  readonly readsOriginals: boolean;
}
