/**
 * Windows events as one flat object: NXLog, Security-Datasets (Mordor), and Sysmon flattened by
 * hand. Members keep their names; the parts of `System` are added under the names they have here.
 */
import { WINDOWS_SERVICES } from "../../events/log-sources/windows-services.ts";
import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { isoOfNumber, isoOfText } from "../records/iso-time.ts";
import { UnreadData } from "../records/unread-data.ts";
import { TIME_FIELD } from "../records/windows-event.ts";
import { WindowsFields } from "../records/windows-fields.ts";
import { type JsonObject, textOfJson, textsOfJson } from "./json-value.ts";
import { unreadFlatMember } from "./unread-members.ts";

const IDS = ["EventID", "EventId", "event_id"];
const CHANNELS = ["Channel", "channel", "LogName", "EventLog", "Logfile"];
const PROVIDERS = ["Provider_Name", "ProviderName", "SourceName", "Provider"];

/** Field of the event, and the members that may hold it where it is no member itself, the surer first. */
const SYSTEM_FIELDS: readonly (readonly [field: string, ...members: string[]])[] = [
  ["Provider_Name", "ProviderName", "SourceName", "Provider", "source_name", "provider_name"],
  ["Provider_Guid", "ProviderGuid"],
  ["EventID", "EventId", "event_id"],
  [TIME_FIELD, "TimeCreated", "SystemTime", "@timestamp", "EventTime", "UtcTime"],
  ["EventRecordID", "RecordNumber", "EventRecordId", "RecordId", "RecordID"],
  ["Correlation_ActivityID", "ActivityID", "ActivityId"],
  ["Execution_ProcessID", "ExecutionProcessID"],
  ["Execution_ThreadID", "ExecutionThreadID", "ThreadID"],
  ["Computer", "Hostname", "ComputerName", "MachineName", "host_name"],
];

const SYSMON = "Microsoft-Windows-Sysmon";
const SYSMON_CHANNEL = `${SYSMON}/Operational`;
/** Members that only Sysmon's events have together. */
const SYSMON_MEMBERS = ["UtcTime", "RuleName"];

/** The members whose values decide whether an object is such an event. */
export const FLAT_DECIDING: readonly string[] = [...IDS, ...CHANNELS, ...PROVIDERS];

/**
 * Returns the event if the object has an event id, and a channel or what tells the channel.
 *
 * @throws {UnreadData}
 */
export function flatWindowsEvent(
  value: JsonObject,
  position: number,
  declared: LogSource | null,
): LogEvent | null {
  const channel = flatWindowsChannel(value, declared);
  if (channel === null) return null;
  const unread = unreadFlatMember(value, channel, flatEventId(value));
  if (unread !== null) throw new UnreadData(unread);
  const fields = new WindowsFields();
  walkFlatWindows(value, channel, isEmpty, (name, text) =>
    fields.add(name, name === TIME_FIELD ? flatTime(text) : text),
  );
  return fields.event(position);
}

function isEmpty(text: string): boolean {
  return text === "";
}

/** Returns the event id of a flat Windows event. */
export function flatEventId(value: JsonObject): string {
  return textOfJson(memberOf(value, IDS));
}

/** Returns the channel of the event that an object is, or `null` if it is no flat Windows event. */
export function flatWindowsChannel(value: JsonObject, declared: LogSource | null): string | null {
  if (!/^\d+$/.test(flatEventId(value))) return null;
  const [written] = listOf(memberOf(value, CHANNELS));
  if (typeof written === "string" && written !== "") return written;
  const provider = memberOf(value, PROVIDERS);
  if (provider === SYSMON || SYSMON_MEMBERS.every((name) => Object.hasOwn(value, name)))
    return SYSMON_CHANNEL;
  const service = declared?.product?.toLowerCase() === "windows" ? declared.service : undefined;
  const [channel] = WINDOWS_SERVICES[service?.toLowerCase() ?? ""] ?? [];
  return channel ?? null;
}

/**
 * Calls `add` for each field of the event, in the order of the members. Besides those, which fields
 * there are hangs only on which texts are empty.
 *
 * @param channel as `flatWindowsChannel` gives it
 */
export function walkFlatWindows(
  value: JsonObject,
  channel: string,
  isAbsent: (text: string) => boolean,
  add: (name: string, text: string) => void,
): void {
  for (const name of Object.keys(value)) addMember(value[name], name, add);
  if (!hasField(value, "Channel")) add("Channel", channel);
  for (const [field, ...members] of SYSTEM_FIELDS) {
    if (hasField(value, field)) continue;
    const text = textOfJson(memberOf(value, members));
    if (!isAbsent(text)) add(field, text);
  }
}

function addMember(value: unknown, name: string, add: (name: string, text: string) => void): void {
  if (typeof value === "string") add(name, value);
  else for (const text of textsOfJson(value)) add(name, text);
}

/** An empty list is no field. */
function hasField(value: JsonObject, name: string): boolean {
  return Object.hasOwn(value, name) && textsOfJson(value[name]).length > 0;
}

/** Returns the elements of a list, or the one value. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Returns a time as fields have it, of a text as recorders write it. */
export function flatTime(text: string): string {
  return (
    isoOfText(text) ?? (/^\d+(?:\.\d+)?$/.test(text) ? isoOfNumber(Number(text)) : null) ?? text
  );
}

function memberOf(value: JsonObject, names: readonly string[]): unknown {
  const name = names.find((candidate) => Object.hasOwn(value, candidate));
  return name === undefined ? undefined : value[name];
}
