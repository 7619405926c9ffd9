import type { ShownEvent } from "../events/event.ts";
import { onlyRecordingOptions } from "../telemetry/read-options.ts";
import {
  readRecording as read,
  type ReadReport,
  type RecordingOptions,
  type SeeEvent,
} from "../telemetry/read.ts";

/**
 * Reads a recording, whatever its format, and shows its events one by one, in its order.
 *
 * @param path of a file, or of a member of a zip archive: `archive.zip!/member.evtx`
 * @param see takes an event, and is not async. An event is there until `see` returns; `keepEvent` makes one of
 * it that stays
 * @returns what was read, and what could not be. What is damaged, unknown or missing is no error but a
 * diagnostic of the report
 * @throws (the promise is rejected with) what `see` throws, and the reason of `signal`
 */
export function readRecording(
  path: string,
  see: SeeEvent,
  options: RecordingOptions = {},
): Promise<ReadReport> {
  const seeNow = (event: ShownEvent): void => {
    const returned: unknown = see(event);
    if (returned instanceof Promise) {
      // It has its own end: whoever reads hears of it here.
      returned.catch(() => {});
      throw new TypeError("what is shown events must not be async: they are gone when it goes on");
    }
  };
  return read(path, seeNow, onlyRecordingOptions(options));
}
