import type { LogEvent, ShownEvent } from "../../harness/events/event.ts";
import type { FieldValue } from "../../harness/events/field-value.ts";
import type { LogSource } from "../../harness/events/log-sources/log-source.ts";
import { ContentReader } from "../../harness/telemetry/content-reader.ts";
import { ReadLog } from "../../harness/telemetry/read-log.ts";
import type { ReadReport } from "../../harness/telemetry/read.ts";
import { readContent } from "./read-content.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

/** Reads content and keeps its events. */
export function readAll(
  content: Uint8Array | string,
  declared?: LogSource,
): { events: LogEvent[]; report: ReadReport } {
  const events: LogEvent[] = [];
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const report = readContent(
    bytes,
    "recording",
    (event) => events.push(keepEvent(event)),
    declared ? { declared } : {},
  );
  return { events, report };
}

/** Reads content that comes in pieces of so many bytes. */
export function readInPieces(
  content: Uint8Array | string,
  size: number,
): { events: LogEvent[]; report: ReadReport } {
  const events: LogEvent[] = [];
  const bytes = Buffer.from(content);
  const log = new ReadLog("recording");
  const reader = new ContentReader(log, (event) => events.push(keepEvent(event)));
  const step = Math.min(size, Math.max(1, bytes.length));
  for (let at = 0; at < bytes.length; at += step) reader.write(bytes.subarray(at, at + step));
  reader.end();
  return { events, report: log.report() };
}

/** All fields of an event by name, in its order. */
export function fieldsOf(event: ShownEvent): Record<string, FieldValue | undefined> {
  return Object.fromEntries(event.fields.map((field) => [field, event.get(field)]));
}

/** Code and message of each diagnostic. */
export function faultsOf({ diagnostics }: ReadReport): string[] {
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}
