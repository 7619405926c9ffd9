import { systemTime } from "./moment.ts";
import type { Field, WindowsRecord } from "./windows-record.ts";

const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

/**
 * Returns records as `wevtutil qe … /f:xml /e:Events` writes them, but with a line for each element,
 * so that a change can be read in a diff. Record ids count up from `firstRecord`.
 */
export function eventXml(records: readonly WindowsRecord[], firstRecord: number): string {
  const events = records.map((record, index) => eventElement(record, firstRecord + index));
  return ["<Events>", ...events, "</Events>", ""].join("\n");
}

function eventElement(record: WindowsRecord, recordId: number): string {
  const { provider, activityId, userId } = record;
  return [
    `<Event xmlns='${NAMESPACE}'>`,
    `  <System>`,
    `    <Provider Name='${provider.name}' Guid='{${provider.guid}}'/>`,
    `    <EventID>${record.eventId}</EventID>`,
    `    <Version>${record.version}</Version>`,
    `    <Level>${record.level}</Level>`,
    `    <Task>${record.task}</Task>`,
    `    <Opcode>0</Opcode>`,
    `    <Keywords>${record.keywords}</Keywords>`,
    `    <TimeCreated SystemTime='${systemTime(record.time)}'/>`,
    `    <EventRecordID>${recordId}</EventRecordID>`,
    `    <Correlation${activityId === null ? "" : ` ActivityID='{${activityId}}'`}/>`,
    `    <Execution ProcessID='${record.processId}' ThreadID='${record.threadId}'/>`,
    `    <Channel>${record.channel}</Channel>`,
    `    <Computer>${record.computer}</Computer>`,
    `    <Security${userId === null ? "" : ` UserID='${userId}'`}/>`,
    `  </System>`,
    `  <EventData>`,
    ...record.data.map(dataElement),
    `  </EventData>`,
    `</Event>`,
  ].join("\n");
}

function dataElement([name, value]: Field): string {
  return `    <Data Name='${name}'>${escapeText(value)}</Data>`;
}

/** A carriage return stands as a reference: as it is, an XML parser would fold it into the line feed. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}
