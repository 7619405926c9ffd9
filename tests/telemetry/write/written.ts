import type { LogEvent, ShownEvent } from "../../../harness/events/event.ts";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { MemorySink } from "./memory-sink.ts";
import {
  recordingWriter,
  type WrittenFormat,
} from "../../../harness/telemetry/write/recording-writer.ts";
import type { WriteReport } from "../../../harness/telemetry/write/write-log.ts";
import { eventClass } from "../../../harness/events/event-class.ts";
import { isoOfText } from "../../../harness/telemetry/records/iso-time.ts";

export const FORMATS: readonly WrittenFormat[] = ["evtx", "xml", "ndjson"];

/** Writes events into memory. */
export function written(
  events: Iterable<ShownEvent>,
  format: WrittenFormat,
): { bytes: Buffer; report: WriteReport } {
  const sink = new MemorySink();
  const writer = recordingWriter(format, sink, `recording.${format}`);
  for (const event of events) writer.write(event);
  const report = writer.end();
  return { bytes: sink.bytes, report };
}

/** Returns a Windows event with these fields, which tell its class. */
export function windowsEvent(
  fields: Readonly<Record<string, FieldValue>> | readonly (readonly [string, FieldValue])[],
  position = 1,
): LogEvent {
  const map = new Map(Array.isArray(fields) ? fields : Object.entries(fields)) as ReadonlyMap<
    string,
    FieldValue
  >;
  const first = (name: string): string | null => {
    const value = map.get(name);
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return typeof one === "string" ? one : null;
  };
  const id = first("EventID");
  const record = first("EventRecordID");
  return {
    class: eventClass(first("Provider_Name"), first("Channel"), id === null ? null : Number(id)),
    position,
    record: record === null ? null : Number(record),
    time: isoOfText(first("TimeCreated_SystemTime") ?? ""),
    computer: first("Computer"),
    fields: [...map.keys()],
    get: (field) => map.get(field),
  };
}

/** The `System` of an ordinary record. */
export const SYSTEM = {
  Provider_Name: "Microsoft-Windows-Sysmon",
  Provider_Guid: "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
  EventID: "1",
  Version: "5",
  Level: "4",
  Task: "1",
  Opcode: "0",
  Keywords: "0x8000000000000000",
  TimeCreated_SystemTime: "2026-01-14T15:46:43.1532988Z",
  EventRecordID: "353718",
  Execution_ProcessID: "7392",
  Execution_ThreadID: "8168",
  Channel: "Microsoft-Windows-Sysmon/Operational",
  Computer: "WS-FIN-07.corp.example",
  Security_UserID: "S-1-5-18",
} as const;
