import type { ShownEvent } from "../../events/event.ts";
import type { WriteReport } from "./write-log.ts";

/** Writes a recording event by event, with the memory of a few events. */
export interface RecordingWriter {
  /**
   * Writes an event.
   *
   * @returns false if the format cannot hold it; the report says why
   */
  write(event: ShownEvent): boolean;
  /** Completes the recording. Nothing may be written after it. */
  end(): WriteReport;
}
