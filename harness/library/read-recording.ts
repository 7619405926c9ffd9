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
 * @param see takes an event. An event is there until `see` returns; `keepEvent` makes one of it that stays
 * @returns what was read, and what could not be. What is damaged, unknown or missing is no error but a
 * diagnostic of the report
 * @throws (the promise is rejected with) what `see` throws, and the reason of `signal`
 */
export function readRecording(
  path: string,
  see: SeeEvent,
  options: RecordingOptions = {},
): Promise<ReadReport> {
  return read(path, see, onlyRecordingOptions(options));
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
