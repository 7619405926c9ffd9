/**
 * Sysmon in the words of Elastic Defend: an approximation. Both see a process start, but Defend also
 * verifies signatures, follows call stacks and numbers its events, of which Sysmon knows nothing; and
 * it says of an account its SID where Sysmon says its name. What is not supplied is named in verdicts.
 *
 * @see Elastic, "Elastic Defend: exported fields"; Microsoft, "Sysmon": Events
 */
import { wellKnownSid } from "../windows/account.ts";
import { dnsAnswers } from "../windows/dns-results.ts";
import { computed, constant, type EcsTable } from "../ecs-row.ts";
import { UTC_TIME } from "../envelope.ts";
import type { EventRow, SensorRows } from "../event-row.ts";
import { endpointRow } from "./endpoint-row.ts";
import { hiveOf, keyOf, registryData } from "../windows/registry.ts";
import {
  hashRows,
  programRows,
  SYSMON_DATA,
  SYSMON_PARENT,
  SYSMON_PROCESS,
  wholeNumber,
} from "../windows/sysmon-data.ts";
import { baseName, directoryOf, extensionOfName, lastPart } from "../windows/path.ts";

const { copied, mapped, text } = SYSMON_DATA;

/** Of all events. */
const COMMON: EcsTable = {
  ...SYSMON_PROCESS,
  "@timestamp": UTC_TIME,
  "event.ingested": UTC_TIME,
  "event.created": UTC_TIME,
  "user.id": mapped(wellKnownSid, "User"),
};

const PROCESS: EcsTable = {
  ...SYSMON_PARENT,
  ...hashRows("process"),
  ...programRows("process"),
  "process.Ext.token.integrity_level_name": mapped(
    (level) => level.toLowerCase(),
    "IntegrityLevel",
  ),
};

const FILE: EcsTable = {
  "file.path": copied("TargetFilename"),
  "file.name": mapped(baseName, "TargetFilename"),
  "file.directory": mapped(directoryOf, "TargetFilename"),
  "file.extension": mapped((path) => extensionOfName(lastPart(path)), "TargetFilename"),
};

const FILE_DELETION: EcsTable = { ...FILE, ...hashRows("file") };

/** Defend's words for what became of a signature. */
const SIGNATURES: ReadonlyMap<string, string> = new Map([
  ["Valid", "trusted"],
  ["Expired", "errorExpired"],
  ["Revoked", "errorRevoked"],
]);

const signature = computed(["SignatureStatus", "Signed"], (event) => {
  if (text(event, "Signed") === "false") return "noSignature";
  const status = text(event, "SignatureStatus");
  return status === undefined ? undefined : (SIGNATURES.get(status) ?? status);
});

/** A library, or a driver, that was loaded. */
const LIBRARY: EcsTable = {
  ...hashRows("dll"),
  ...programRows("dll"),
  "dll.path": copied("ImageLoaded"),
  "dll.name": mapped(baseName, "ImageLoaded"),
  "dll.code_signature.exists": copied("Signed"),
  "dll.code_signature.subject_name": copied("Signature"),
  "dll.code_signature.status": signature,
  "dll.code_signature.trusted": mapped((it) => String(it === "Valid"), "SignatureStatus"),
  "dll.code_signature.valid": mapped((it) => String(it === "Valid"), "SignatureStatus"),
};

/** Unlike the pipelines, Defend tells a value from its key. */
const REGISTRY: EcsTable = {
  "registry.path": copied("TargetObject"),
  "registry.hive": mapped(hiveOf, "TargetObject"),
};

const REGISTRY_VALUE: EcsTable = {
  ...REGISTRY,
  "registry.key": mapped((path) => directoryOf(keyOf(path) ?? ""), "TargetObject"),
  "registry.value": mapped(lastPart, "TargetObject"),
  "registry.data.strings": mapped((it) => registryData(it).strings, "Details"),
  "registry.data.type": mapped((it) => registryData(it).type, "Details"),
};

/** Sysmon 12: keys that came, keys and values that went. */
const REGISTRY_OBJECT: EcsTable = {
  ...REGISTRY,
  "event.type": mapped((it) => (it === "CreateKey" ? "creation" : "deletion"), "EventType"),
  "event.action": mapped((it) => (it === "CreateKey" ? "creation" : "deletion"), "EventType"),
  "registry.key": computed(["TargetObject"], (event) => {
    const key = keyOf(text(event, "TargetObject") ?? "");
    return text(event, "EventType") === "DeleteValue" ? directoryOf(key ?? "") : key;
  }),
  "registry.value": computed(["TargetObject"], (event) =>
    text(event, "EventType") === "DeleteValue"
      ? lastPart(text(event, "TargetObject") ?? "")
      : undefined,
  ),
};

const CONNECTION: EcsTable = {
  // Who began it decides what Defend calls it.
  "event.action": mapped(
    (it) => (it === "false" ? "connection_accepted" : "connection_attempted"),
    "Initiated",
  ),
  "network.transport": copied("Protocol"),
  "network.type": mapped((it) => (it === "true" ? "ipv6" : "ipv4"), "SourceIsIpv6"),
  "network.direction": mapped((it) => (it === "true" ? "egress" : "ingress"), "Initiated"),
  "source.ip": copied("SourceIp"),
  "source.address": copied("SourceIp"),
  "source.port": mapped(wholeNumber, "SourcePort"),
  "destination.ip": copied("DestinationIp"),
  "destination.address": copied("DestinationIp"),
  "destination.domain": copied("DestinationHostname"),
  "destination.port": mapped(wholeNumber, "DestinationPort"),
};

const DNS: EcsTable = {
  "network.protocol": constant("dns"),
  "dns.question.name": copied("QueryName"),
  "dns.resolved_ip": mapped((it) => dnsAnswers(it).addresses, "QueryResults"),
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
