/**
 * Windows events as Winlogbeat and Elastic Agent ship them, keys nested or dotted; version 6 and
 * before had no `winlog`. A document that an ingest pipeline has been over is the event in ECS as
 * well; one that was taken before has little of it, and is a Windows event like any other.
 *
 * @see Elastic, Winlogbeat Reference, "Exported fields: Winlogbeat fields"
 */
import { eventClass } from "../../events/event-class.ts";
import type { LogEvent } from "../../events/event.ts";
import { OriginalEvent } from "./open-event.ts";
import { tellingFields, UnreadData } from "../records/unread-data.ts";
import { TIME_FIELD, windowsTime } from "../records/windows-event.ts";
import { WindowsFields } from "../records/windows-fields.ts";
import { isObject, type JsonObject, textOfJson, textsOfJson, valueAt } from "./json-value.ts";
import { unreadWinlogMember } from "./unread-members.ts";

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

/**
 * Returns the event if the object has the channel and event id of Winlogbeat.
 *
 * @throws {UnreadData}
 */
export function winlogbeatEvent(value: JsonObject, position: number): LogEvent | null {
  if (!isWinlogbeat(value)) return null;
  const fields = new WindowsFields();
  walkWinlogbeat(
    value,
    (text) => text === "",
    (name, text) => fields.add(name, name === TIME_FIELD ? windowsTime(text) : text),
  );
  const unread = unreadWinlogbeat(value, (name) => fields.first(name));
  if (unread !== null) throw new UnreadData(unread);
  if (!isFromPipeline(value)) return fields.event(position);
  const { provider, channel: name, eventId } = fields.class();
  const event = fields.event(position, eventClass(provider, name, eventId, null, "ecs"));
  return new OriginalEvent(event, () => value);
}

/**
 * Returns the member that holds the event's data in a form that is not known, or null.
 *
 * @param textOf returns the first text of a field of the event
 */
export function unreadWinlogbeat(
  value: JsonObject,
  textOf: (field: string) => string | undefined,
): string | null {
  return unreadWinlogMember(
    value,
    [...EVENT_DATA, ...USER_DATA],
    { channel: textOf("Channel"), eventId: textOf("EventID") },
    (field) => textOf(field) !== undefined,
    isFromPipeline(value),
  );
}

/** Whether what `unreadWinlogbeat` returns hangs on what texts are, and not only on the members. */
export function hangsOnWinlogTexts(
  value: JsonObject,
  textOf: (field: string) => string | undefined,
): boolean {
  const data = [...EVENT_DATA, ...USER_DATA].map((path) => valueAt(value, path));
  if (data.some((members) => typeof members === "string")) return true;
  const telling = tellingFields(textOf("Channel"), textOf("EventID"));
  if (!telling || isFromPipeline(value)) return false;
  return [...telling].every((field) => textOf(field) === undefined);
}

export function isWinlogbeat(value: JsonObject): boolean {
  const channel = valueAt(value, "winlog.channel", "log_name");
  return typeof channel === "string" && valueAt(value, "winlog.event_id", "event_id") !== undefined;
}

/** Whether a pipeline has been over a document, which then is the event in ECS as well. */
export function isFromPipeline(value: JsonObject): boolean {
  return OF_PIPELINES.some((path) => valueAt(value, path) !== undefined);
}

/**
 * Calls `add` for each field of the Windows event that a document is, times as they are written.
 * Besides the members of the document, which fields there are hangs only on which texts are empty.
 */
export function walkWinlogbeat(
  value: JsonObject,
  isAbsent: (text: string) => boolean,
  add: Add,
): void {
  for (const [field, ...paths] of SYSTEM_FIELDS) {
    const member = valueAt(value, ...paths);
    const text = Array.isArray(member) ? member.map(textOfJson).join(" ") : textOfJson(member);
    if (!isAbsent(text)) add(field, text);
  }
  addMembers(value, EVENT_DATA, add);
  addMembers(value, USER_DATA, add);
}

type Add = (name: string, text: string) => void;

function addMembers(event: JsonObject, paths: readonly string[], add: Add): void {
  const members = valueAt(event, ...paths);
  if (isObject(members)) addObject(members, add);
  for (const key of Object.keys(event))
    for (const path of paths)
      if (key.startsWith(`${path}.`)) addMember(key.slice(path.length + 1), event[key], add);
}

function addObject(members: JsonObject, add: Add): void {
  for (const [name, value] of Object.entries(members)) {
    // Elements of UserData, down to those that hold a text.
    if (isObject(value)) addObject(value, add);
    else if (name !== "xml_name") addMember(name, value, add);
  }
}

function addMember(name: string, value: unknown, add: Add): void {
  for (const text of textsOfJson(value)) {
    add(name.replaceAll(" ", ""), text);
    if (UNNAMED.test(name)) add("Data", text);
  }
}
