import type { LogEvent } from "../../harness/events/event.ts";
import type { FieldValue } from "../../harness/events/field-value.ts";
import type { LogSource } from "../../harness/events/log-source.ts";
import { readContent, type ReadReport } from "../../harness/telemetry/read.ts";

/** Reads content and keeps its events. */
export function readAll(
  content: Uint8Array | string,
  declared?: LogSource,
): { events: LogEvent[]; report: ReadReport } {
  const events: LogEvent[] = [];
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const report = readContent(bytes, "recording", (event) => events.push(event), declared ? { declared } : {});
  return { events, report };
}

/** All fields of an event by name, in its order. */
export function fieldsOf(event: LogEvent): Record<string, FieldValue | undefined> {
  return Object.fromEntries(event.fields.map((field) => [field, event.get(field)]));
}

/** Code and message of each diagnostic. */
export function faultsOf({ diagnostics }: ReadReport): string[] {
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}
