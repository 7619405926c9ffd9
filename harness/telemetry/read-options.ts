import type { EventClass } from "../events/event-class.ts";
import type { LogSource } from "../events/log-sources/log-source.ts";

/** How to read a recording, as whoever asks for it may say. */
export interface RecordingOptions {
  /** What telemetry that does not name its source is declared to be. */
  readonly declared?: LogSource;
  /** Ends the reading; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Compare the checksums of an event log, too. What is not as it should be is told, and is read. */
  readonly verify?: boolean;
}

/** How to read a recording, as the reader's caller within the program may say. */
export interface ReadOptions extends RecordingOptions {
  /** Asked from time to time; true ends the reading there, with a report on what was read. */
  readonly stop?: () => boolean;
  /**
   * Tells which events are to be shown; the others are only counted. Of an EVTX record whose class is
   * not wanted nothing else is looked at, so that damage further inside it is not found.
   */
  readonly wants?: (cls: EventClass) => boolean;
  /** Events are transient: the next ones are read to the same memory. `keepEvent` copies what must stay. */
  readonly reuseBuffers?: boolean;
  /** Told, piece by piece, how many bytes of content were taken. */
  readonly onBytes?: (bytes: number) => void;
}

/** Returns options of reading without what else an object may hold. */
export function onlyRecordingOptions({
  declared,
  verify,
  signal,
}: RecordingOptions): RecordingOptions {
  return {
    ...(declared && { declared }),
    ...(verify !== undefined && { verify }),
    ...(signal && { signal }),
  };
}
