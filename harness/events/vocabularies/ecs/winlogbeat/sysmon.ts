/**
 * Sysmon as the pipelines of Winlogbeat and of Elastic Agent's Windows integration give it. What the
 * pipeline takes out of the event's data is no longer in `winlog.event_data`.
 *
 * @see Microsoft, "Sysmon": Events; Elastic, "Windows integration": Sysmon/Operational
 */
import { NEVER } from "../../field-translation.ts";
import { computed, constant, type EcsRow, type EcsTable } from "../ecs-row.ts";
import { LOGGED_BY, TIME_CREATED, UTC_TIME } from "../envelope.ts";
import { noData, type EventRow, type SensorRows } from "../event-row.ts";
import { SYSMON_BLANK } from "../windows/sysmon-blank.ts";
import {
  hashRows,
  programRows,
  SYSMON_DATA,
  SYSMON_PARENT,
  SYSMON_PROCESS,
} from "../windows/sysmon-data.ts";

const { copied, mapped } = SYSMON_DATA;

const FILE_PATH = ["TargetFilename", "Device", "ImageLoaded"];
const RESULTS = "QueryResults";

/** Of all events: where they lack the data, the fields are absent. */
const COMMON: EcsTable = {
  ...SYSMON_PROCESS,
  ...SYSMON_PARENT,
  "@timestamp": UTC_TIME,
  "event.ingested": UTC_TIME,
  "event.created": TIME_CREATED,
  "winlog.time_created": NEVER,
  "rule.name": copied("RuleName"),
  // The account of the service that logs, not of whom the event is about.
  "user.id": LOGGED_BY,
  "file.path": copied(...FILE_PATH),
  "file.name": mapped("baseName", ...FILE_PATH),
  "file.directory": mapped("directory", ...FILE_PATH),
  "file.extension": mapped("extension", ...FILE_PATH),
  "file.code_signature.subject_name": copied("Signature"),
  "file.code_signature.status": copied("SignatureStatus"),
  "file.code_signature.valid": mapped("validOnly", "SignatureStatus"),
  "network.transport": copied("Protocol"),
  "network.protocol": copied("DestinationPortName", "SourcePortName"),
  "network.direction": mapped("networkDirection", "Initiated"),
  "network.type": mapped("networkType", "SourceIsIpv6"),
  "source.ip": copied("SourceIp"),
  "source.domain": copied("SourceHostname"),
  "source.port": mapped("wholeNumber", "SourcePort"),
  "destination.ip": copied("DestinationIp"),
  "destination.domain": copied("DestinationHostname"),
  "destination.port": mapped("wholeNumber", "DestinationPort"),
  "dns.question.name": copied("QueryName"),
  "dns.answers.type": mapped("dnsTypes", RESULTS),
  "dns.answers.data": mapped("dnsData", RESULTS),
  "dns.resolved_ip": mapped("dnsAddresses", RESULTS),
  "sysmon.dns.status": mapped("dnsStatus", "QueryStatus"),
  "sysmon.file.archived": mapped("truth", "Archived"),
  "sysmon.file.is_executable": mapped("truth", "IsExecutable"),
  "related.user": mapped("accountName", "User"),
  "related.hash": mapped("hashes", "Hash", "Hashes"),
  "related.hosts": computed(["QueryName", RESULTS], {
    transform: "union",
    of: [{ source: RESULTS, map: "dnsNames" }, { source: "QueryName" }],
    blank: SYSMON_BLANK,
  }),
  "related.ip": computed(["DestinationIp", "SourceIp", RESULTS], {
    transform: "union",
    of: [
      { source: RESULTS, map: "dnsAddresses" },
      { source: "SourceIp" },
      { source: "DestinationIp" },
    ],
    blank: SYSMON_BLANK,
  }),
};

const REGISTRY: EcsTable = {
  "registry.path": copied("TargetObject"),
  "registry.hive": mapped("hive", "TargetObject"),
  "registry.key": mapped("registryKey", "TargetObject"),
  // The last element, be it a value or a key.
  "registry.value": mapped("lastPart", "TargetObject"),
  "registry.data.strings": mapped("pipelineStrings", "Details"),
  "registry.data.type": mapped("pipelineType", "Details"),
};

const PIPE: EcsTable = { "file.name": copied("PipeName") };
const PROCESS_HASHES = hashRows("process");
const FILE_HASHES = hashRows("file");
const DNS: EcsTable = { "network.protocol": constant("dns") };

/** What is taken out of every event's data. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    "UtcTime RuleName ProcessGuid ProcessId Image User CommandLine CurrentDirectory OriginalFileName " +
    "ParentProcessGuid ParentProcessId ParentImage ParentCommandLine Hash Hashes " +
    "SourceProcessGuid SourceProcessGUID SourceProcessId SourceThreadId SourceImage Destination " +
    "TargetFilename Device ImageLoaded PipeName TargetObject Protocol Initiated " +
    "SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName " +
    "DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName " +
    "QueryName QueryStatus QueryResults Archived IsExecutable"
  ).split(" "),
);

function row(
  category: string,
  type: string,
  action: string,
  fields: EcsTable = {},
  taken?: string,
): EventRow {
  return {
    ...(category !== "" && { category: category.split(" ") }),
    type: type.split(" "),
    action,
    fields: { ...programRows("process"), ...COMMON, ...fields },
    eventData: (name) => (name === taken ? NEVER : dataRow(name)),
    userData: noData,
  };
}

function dataRow(name: string): EcsRow {
  if (name === "TargetProcessGUID") return copied("TargetProcessGUID", "TargetProcessGuid");
  return TAKEN.has(name) || name === "TargetProcessGuid" ? NEVER : copied(name);
}

/** An image is a program of its own: what its header says is not said of the process. */
const IMAGE: EcsTable = {
  ...FILE_HASHES,
  ...programRows("file"),
  ...Object.fromEntries(Object.keys(programRows("process")).map((name) => [name, NEVER])),
};

const EVENTS: Readonly<Record<number, EventRow>> = {
  1: row("process", "start", "Process creation", PROCESS_HASHES),
  2: row("file", "change", "A process changed a file creation time"),
  3: row("network", "start connection protocol", "Network connection"),
  4: row("process", "change", "Sysmon service state changed"),
  5: row("process", "end", "Process terminated"),
  6: row("driver", "start", "Driver loaded", FILE_HASHES),
  7: row("process", "change", "Image loaded", IMAGE),
  8: row("process", "change", "CreateRemoteThread"),
  9: row("process", "access", "RawAccessRead"),
  10: row("process", "access", "ProcessAccess"),
  11: row("file", "creation", "FileCreate"),
  12: row("configuration registry", "change", "RegistryEvent (Object create and delete)", REGISTRY),
  13: row("configuration registry", "change", "RegistryEvent (Value Set)", REGISTRY),
  14: row("configuration registry", "change", "RegistryEvent (Key and Value Rename)", REGISTRY),
  15: row("file", "access", "FileCreateStreamHash", FILE_HASHES),
  16: row("configuration", "change", "ServiceConfigurationChange"),
  17: row("file", "creation", "PipeEvent (Pipe Created)", PIPE),
  18: row("file", "access", "PipeEvent (Pipe Connected)", PIPE),
  19: row("process", "creation", "WmiEvent (WmiEventFilter activity detected)"),
  20: row("process", "creation", "WmiEvent (WmiEventConsumer activity detected)"),
  21: row("process", "access", "WmiEvent (WmiEventConsumerToFilter activity detected)"),
  22: row("network", "connection protocol info", "DNSEvent (DNS query)", DNS),
  23: row("file", "deletion", "FileDelete (File Delete archived)", PROCESS_HASHES),
  24: row("", "change", "ClipboardChange (New content in the clipboard)", PROCESS_HASHES),
  25: row(
    "process",
    "change",
    "ProcessTampering (Process image change)",
    { ...PROCESS_HASHES, message: copied("Type") },
    "Type",
  ),
  26: row("file", "deletion", "FileDeleteDetected (File Delete logged)", FILE_HASHES),
  27: row("file", "creation denied", "FileBlockExecutable"),
  28: row("file", "deletion denied", "FileBlockShredding"),
  29: row("file", "creation", "FileExecutableDetected", FILE_HASHES),
  255: row("process", "error", "Error", { "error.code": copied("ID") }, "ID"),
};

export const WINLOGBEAT_SYSMON: SensorRows = {
  module: "sysmon",
  dataset: "windows.sysmon_operational",
  events: new Map(Object.entries(EVENTS).map(([id, event]) => [Number(id), event])),
  other: { fields: COMMON, eventData: dataRow, userData: noData },
};
