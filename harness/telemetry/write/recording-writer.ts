/** The entry point of this folder: log events → recordings. */
import type { ByteSink } from "./byte-sink.ts";
import type { RecordingWriter } from "./event-writer.ts";
import { EvtxWriter } from "./evtx/evtx-writer.ts";
import { NdjsonWriter } from "./ndjson-writer.ts";
import { WriteLog } from "./write-log.ts";
import type { WrittenFormat } from "./written-format.ts";
import { XmlWriter } from "./xml-writer.ts";

export type { RecordingWriter } from "./event-writer.ts";
export type { WrittenFormat } from "./written-format.ts";

const EXTENSIONS: Readonly<Record<string, WrittenFormat>> = {
  evtx: "evtx",
  xml: "xml",
  ndjson: "ndjson",
  jsonl: "ndjson",
};

/** The endings that names of recordings may have for `formatOfName`, as a user reads them. */
export const WRITTEN_EXTENSIONS = Object.keys(EXTENSIONS).map((extension) => `.${extension}`);

/** Returns the format that a file's name asks for, or `null` if it asks for none that is written. */
export function formatOfName(path: string): WrittenFormat | null {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension]! : null;
}

/** Returns a writer of a recording of which `path` is the name in diagnostics. */
export function recordingWriter(
  format: WrittenFormat,
  sink: ByteSink,
  path: string,
): RecordingWriter {
  const log = new WriteLog(path, format);
  switch (format) {
    case "evtx":
      return new EvtxWriter(sink, log);
    case "xml":
      return new XmlWriter(sink, log);
    case "ndjson":
      return new NdjsonWriter(sink, log);
  }
}
