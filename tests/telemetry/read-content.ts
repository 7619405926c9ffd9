import { ContentReader } from "../../harness/telemetry/content-reader.ts";
import { ReadLog, type ReadReport, type SeeEvent } from "../../harness/telemetry/read-log.ts";
import type { ReadOptions } from "../../harness/telemetry/read-options.ts";

/** Reads a recording that is in memory, of which `path` is only the name. It is not unpacked. */
export function readContent(
  content: Uint8Array,
  path: string,
  see: SeeEvent,
  options: ReadOptions = {},
): ReadReport {
  const log = new ReadLog(path);
  const reader = new ContentReader(log, see, { ...options, reuseBuffers: false });
  reader.write(content);
  reader.end();
  return log.report();
}
