/**
 * Windows events as Winlogbeat and Elastic Agent ship them, keys nested or dotted; version 6 and
 * before had no `winlog`. A document that an ingest pipeline has been over is the event in ECS as
 * well; one that was taken before has little of it, and is a Windows event like any other.
 *
 * @see Elastic, Winlogbeat Reference, "Exported fields: Winlogbeat fields"
 */
import { eventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import { isoOfText } from "../iso-time.ts";
import { OriginalEvent } from "./open-event.ts";
import { TIME_FIELD, WindowsFields } from "../windows-event.ts";
import { isObject, type JsonObject, textOfJson, textsOfJson, valueAt } from "./json-value.ts";

/** Field of the event, and where it stands: in version 7 and later, then before. */
const SYSTEM_FIELDS: readonly (readonly [field: string, ...paths: string[]])[] = [
  ["Provider_Name", "winlog.provider_name", "source_name"],
  ["Provider_Guid", "winlog.provider_guid", "provider_guid"],
  ["EventID", "winlog.event_id", "event_id", "event.code"],
  ["Version", "winlog.version", "version"],
  ["Keywords", "winlog.keywords", "keywords"],
  ["Opcode", "winlog.opcode", "opcode"],
  ["Task", "winlog.task", "task"],
  [TIME_FIELD, "winlog.time_created", "@timestamp", "event.created"],
  ["EventRecordID", "winlog.record_id", "record_number"],
  ["Correlation_ActivityID", "winlog.activity_id", "activity_id"],
  ["Correlation_RelatedActivityID", "winlog.related_activity_id", "related_activity_id"],
  ["Execution_ProcessID", "winlog.process.pid", "process_id"],
  ["Execution_ThreadID", "winlog.process.thread.id", "thread_id"],
  ["Channel", "winlog.channel", "log_name"],
  ["Computer", "winlog.computer_name", "computer_name", "host.name"],
  ["Security_UserID", "winlog.user.identifier", "user.identifier"],
];

const EVENT_DATA = ["winlog.event_data", "event_data"];
const USER_DATA = ["winlog.user_data", "user_data"];
/** Winlogbeat names unnamed `Data` param1, param2, …, in their order. */
const UNNAMED = /^param\d+$/;

/** What only a pipeline makes of a Windows event. */
const OF_PIPELINES = [
  "event.category",
  "event.type",
  "process.executable",
  "process.pid",
  "process.entity_id",
  "user.id",
  "user.name",
  "file.path",
  "winlog.logon.id",
];

/** Returns the event if the object has the channel and event id of Winlogbeat. */
export function winlogbeatEvent(value: JsonObject, position: number): LogEvent | null {
  const channel = valueAt(value, "winlog.channel", "log_name");
  const id = valueAt(value, "winlog.event_id", "event_id");
  if (typeof channel !== "string" || id === undefined) return null;
  const fields = new WindowsFields();
  for (const [field, ...paths] of SYSTEM_FIELDS) {
    const text = systemText(field, valueAt(value, ...paths));
    if (text !== "") fields.add(field, text);
  }
  addMembers(fields, value, EVENT_DATA);
  addMembers(fields, value, USER_DATA);
  if (OF_PIPELINES.every((path) => valueAt(value, path) === undefined))
    return fields.event(position);
  const { provider, channel: name, eventId } = fields.class();
  const event = fields.event(position, eventClass(provider, name, eventId, null, "ecs"));
  return new OriginalEvent(event, value);
}

function systemText(field: string, value: unknown): string {
  const text = Array.isArray(value) ? value.map(textOfJson).join(" ") : textOfJson(value);
  return field === TIME_FIELD ? (isoOfText(text) ?? text) : text;
}

function addMembers(fields: WindowsFields, event: JsonObject, paths: readonly string[]): void {
  const members = valueAt(event, ...paths);
  if (isObject(members)) addObject(fields, members);
  for (const [key, value] of Object.entries(event))
    for (const path of paths)
      if (key.startsWith(`${path}.`)) addMember(fields, key.slice(path.length + 1), value);
}

function addObject(fields: WindowsFields, members: JsonObject): void {
  for (const [name, value] of Object.entries(members)) {
    // Elements of UserData, down to those that hold a text.
    if (isObject(value)) addObject(fields, value);
    else if (name !== "xml_name") addMember(fields, name, value);
  }
}

function addMember(fields: WindowsFields, name: string, value: unknown): void {
  for (const text of textsOfJson(value)) {
    fields.add(name.replaceAll(" ", ""), text);
    if (UNNAMED.test(name)) fields.add("Data", text);
  }
}
