import type { LogEvent } from "../../harness/events/event.ts";
import { SYSTEM, windowsEvent, written } from "../telemetry/write/written.ts";

/** Rules on single events and on several, which the events of a long recording fire. */
export const RULES = `title: Every fortieth
id: 0e0b1d0c-3c57-4b0e-9d52-6f4f8c1b2a01
name: fortieth
logsource: { category: process_creation, product: windows }
detection: { selection: { Image|endswith: '\\fortieth.exe' }, condition: selection }
level: low
---
title: Five within five minutes
correlation:
  type: event_count
  rules: [fortieth]
  group-by: [User]
  timespan: 5m
  condition: { gte: 5 }
level: high
---
title: Seldom
correlation:
  type: event_count
  rules: [fortieth]
  group-by: [User]
  timespan: 10s
  condition: { lt: 2 }
level: medium
---
title: By another name, if there is one
logsource: { category: process_creation, product: windows }
detection:
  selection: { Image|endswith: '\\fortieth.exe' }
  other: { OriginalFileName: fortieth.exe }
  condition: selection or other
level: low
`;

/** Returns an event log of about so many megabytes, one event per half second. */
export function longRecording(megabytes: number): Buffer {
  const count = Math.round(megabytes * 1_400);
  const events = Array.from({ length: count }, (_, i): LogEvent => {
    const time = new Date(Date.UTC(2026, 0, 15, 9) + i * 500).toISOString();
    return windowsEvent({
      ...SYSTEM,
      EventRecordID: String(i + 1),
      TimeCreated_SystemTime: `${time.slice(0, -1)}0000Z`,
      Image: i % 40 === 0 ? "C:\\Windows\\fortieth.exe" : `C:\\Windows\\${i}.exe`,
      CommandLine: `"C:\\Windows\\${i}.exe" ${"-x ".repeat(i % 90)}`,
      User: i % 3 === 0 ? "CORP\\one" : "CORP\\two",
      // Carried near the end alone: what is said of the beginning hangs on it.
      ...(i > count * 0.9 ? { OriginalFileName: "other.exe" } : {}),
    });
  });
  return written(events, "evtx").bytes;
}
