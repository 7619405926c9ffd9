/**
 * Sysmon in the words of Elastic Defend: an approximation. Both see a process start, but Defend also
 * verifies signatures, follows call stacks and numbers its events, of which Sysmon knows nothing; and
 * it says of an account its SID where Sysmon says its name. What is not supplied is named in verdicts.
 *
 * @see Elastic, "Elastic Defend: exported fields"; Microsoft, "Sysmon": Events
 */
import { computed, constant, type EcsTable } from "../ecs-row.ts";
import { UTC_TIME } from "../envelope.ts";
import type { EventRow, SensorRows } from "../event-row.ts";
import { endpointRow } from "./endpoint-row.ts";
import {
  hashRows,
  programRows,
  SYSMON_DATA,
  SYSMON_PARENT,
  SYSMON_PROCESS,
} from "../windows/sysmon-data.ts";

const { copied, mapped } = SYSMON_DATA;

/** Of all events. */
const COMMON: EcsTable = {
  ...SYSMON_PROCESS,
  "@timestamp": UTC_TIME,
  "event.ingested": UTC_TIME,
  "event.created": UTC_TIME,
  "user.id": mapped("wellKnownSid", "User"),
};

const PROCESS: EcsTable = {
  ...SYSMON_PARENT,
  ...hashRows("process"),
  ...programRows("process"),
  "process.Ext.token.integrity_level_name": mapped("lowerCase", "IntegrityLevel"),
};

const FILE: EcsTable = {
  "file.path": copied("TargetFilename"),
  "file.name": mapped("baseName", "TargetFilename"),
  "file.directory": mapped("directory", "TargetFilename"),
  "file.extension": mapped("extensionOfLastPart", "TargetFilename"),
};

const FILE_DELETION: EcsTable = { ...FILE, ...hashRows("file") };

const signature = computed(["SignatureStatus", "Signed"], { transform: "signatureStatus" });

/** A library, or a driver, that was loaded. */
const LIBRARY: EcsTable = {
  ...hashRows("dll"),
  ...programRows("dll"),
  "dll.path": copied("ImageLoaded"),
  "dll.name": mapped("baseName", "ImageLoaded"),
  "dll.code_signature.exists": copied("Signed"),
  "dll.code_signature.subject_name": copied("Signature"),
  "dll.code_signature.status": signature,
  "dll.code_signature.trusted": mapped("isValid", "SignatureStatus"),
  "dll.code_signature.valid": mapped("isValid", "SignatureStatus"),
};

/** Unlike the pipelines, Defend tells a value from its key. */
const REGISTRY: EcsTable = {
  "registry.path": copied("TargetObject"),
  "registry.hive": mapped("hive", "TargetObject"),
};

const REGISTRY_VALUE: EcsTable = {
  ...REGISTRY,
  "registry.key": mapped("registryKeyFolder", "TargetObject"),
  "registry.value": mapped("lastPart", "TargetObject"),
  "registry.data.strings": mapped("registryStrings", "Details"),
  "registry.data.type": mapped("registryType", "Details"),
};

/** Sysmon 12: keys that came, keys and values that went. */
const REGISTRY_OBJECT: EcsTable = {
  ...REGISTRY,
  "event.type": mapped("registryAction", "EventType"),
  "event.action": mapped("registryAction", "EventType"),
  "registry.key": computed(["TargetObject"], { transform: "registryObjectKey", type: "EventType" }),
  "registry.value": computed(["TargetObject"], {
    transform: "registryObjectValue",
    type: "EventType",
  }),
};

const CONNECTION: EcsTable = {
  "event.action": mapped("connectionAction", "Initiated"),
  "network.transport": copied("Protocol"),
  "network.type": mapped("addressFamily", "SourceIsIpv6"),
  "network.direction": mapped("connectionDirection", "Initiated"),
  "source.ip": copied("SourceIp"),
  "source.address": copied("SourceIp"),
  "source.port": mapped("wholeNumber", "SourcePort"),
  "destination.ip": copied("DestinationIp"),
  "destination.address": copied("DestinationIp"),
  "destination.domain": copied("DestinationHostname"),
  "destination.port": mapped("wholeNumber", "DestinationPort"),
};

const DNS: EcsTable = {
  "network.protocol": constant("dns"),
  "dns.question.name": copied("QueryName"),
  "dns.resolved_ip": mapped("dnsAddresses", "QueryResults"),
};

function row(
  dataset: string,
  category: string,
  type: string,
  action: string,
  fields: EcsTable,
): EventRow {
  return endpointRow(dataset, category, type, action, { ...COMMON, ...fields });
}

export const ENDPOINT_SYSMON: SensorRows = {
  module: "endpoint",
  events: new Map([
    [1, row("process", "process", "start", "start", PROCESS)],
    [2, row("file", "file", "change", "", FILE)],
    [3, row("network", "network", "start", "", CONNECTION)],
    [5, row("process", "process", "end", "end", {})],
    [6, row("library", "driver", "start", "load", LIBRARY)],
    [7, row("library", "library", "start", "load", LIBRARY)],
    [11, row("file", "file", "creation", "creation", FILE)],
    [12, row("registry", "registry", "", "", REGISTRY_OBJECT)],
    [13, row("registry", "registry", "change", "modification", REGISTRY_VALUE)],
    [22, row("network", "dns network", "start protocol", "lookup_requested", DNS)],
    [23, row("file", "file", "deletion", "deletion", FILE_DELETION)],
    [26, row("file", "file", "deletion", "deletion", FILE_DELETION)],
  ]),
  other: null,
};
