/**
 * Windows events as one flat object: NXLog, Security-Datasets (Mordor), and Sysmon flattened by
 * hand. Members keep their names; the parts of `System` are added under the names they have here.
 */
import { WINDOWS_SERVICES } from "../../events/windows-services.ts";
import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-source.ts";
import { isoOfNumber, isoOfText } from "../iso-time.ts";
import { TIME_FIELD, WindowsFields } from "../windows-event.ts";
import { type JsonObject, textOfJson, textsOfJson } from "./json-value.ts";

/** Field of the event, and the members that may hold it, the surer first. */
const SYSTEM_FIELDS: readonly (readonly [field: string, ...members: string[]])[] = [
  ["Provider_Name", "ProviderName", "SourceName", "Provider", "source_name", "provider_name"],
  ["Provider_Guid", "ProviderGuid"],
  ["EventID", "EventId", "event_id"],
  [TIME_FIELD, "TimeCreated", "SystemTime", "@timestamp", "EventTime", "UtcTime"],
  ["EventRecordID", "RecordNumber", "EventRecordId", "RecordId", "RecordID"],
  ["Correlation_ActivityID", "ActivityID", "ActivityId"],
  ["Execution_ProcessID", "ExecutionProcessID"],
  ["Execution_ThreadID", "ExecutionThreadID", "ThreadID"],
  ["Channel", "channel", "LogName", "EventLog", "Logfile"],
  ["Computer", "Hostname", "ComputerName", "MachineName", "host_name"],
];

const SYSMON = "Microsoft-Windows-Sysmon";
const SYSMON_CHANNEL = `${SYSMON}/Operational`;
/** Members that only Sysmon's events have together. */
const SYSMON_MEMBERS = ["UtcTime", "RuleName"];

/** Returns the event if the object has an event id, and a channel or what tells the channel. */
export function flatWindowsEvent(
  value: JsonObject,
  position: number,
  declared: LogSource | null,
): LogEvent | null {
  const id = memberOf(value, ["EventID", "EventId", "event_id"]);
  if (!/^\d+$/.test(textOfJson(id))) return null;
  const channel = channelOf(value, declared);
  if (channel === null) return null;
  const fields = new WindowsFields();
  for (const [name, member] of Object.entries(value)) addMember(fields, name, member);
  if (!fields.has("Channel")) fields.add("Channel", channel);
  for (const [field, ...members] of SYSTEM_FIELDS) {
    const text = textOfJson(memberOf(value, members));
    if (text !== "" && !fields.has(field)) fields.add(field, timeText(field, text));
  }
  return fields.event(position);
}

function addMember(fields: WindowsFields, name: string, value: unknown): void {
  for (const text of textsOfJson(value))
    fields.add(name, name === TIME_FIELD ? timeText(name, text) : text);
}

function timeText(field: string, text: string): string {
  if (field !== TIME_FIELD) return text;
  return (
    isoOfText(text) ?? (/^\d+(?:\.\d+)?$/.test(text) ? isoOfNumber(Number(text)) : null) ?? text
  );
}

function memberOf(value: JsonObject, names: readonly string[]): unknown {
  const name = names.find((candidate) => Object.hasOwn(value, candidate));
  return name === undefined ? undefined : value[name];
}

function channelOf(value: JsonObject, declared: LogSource | null): string | null {
  const written = memberOf(value, ["Channel", "channel", "LogName", "EventLog", "Logfile"]);
  if (typeof written === "string" && written !== "") return written;
  const provider = memberOf(value, ["Provider_Name", "ProviderName", "SourceName", "Provider"]);
  if (provider === SYSMON || SYSMON_MEMBERS.every((name) => Object.hasOwn(value, name)))
    return SYSMON_CHANNEL;
  const service = declared?.product?.toLowerCase() === "windows" ? declared.service : undefined;
  const [channel] = WINDOWS_SERVICES[service?.toLowerCase() ?? ""] ?? [];
  return channel ?? null;
}
