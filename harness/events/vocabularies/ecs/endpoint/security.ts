/**
 * Processes and logons of the security audit log in the words of Elastic Defend: an approximation,
 * with less than Sysmon tells (no ids of processes that last, no hashes).
 *
 * @see Elastic, "Elastic Defend: exported fields"; Microsoft, "Advanced security audit policy settings"
 */
import { withoutRealm } from "../windows/account.ts";
import { constant, dataRows, type EcsTable } from "../ecs-row.ts";
import type { EventRow, SensorRows } from "../event-row.ts";
import { endpointRow } from "./endpoint-row.ts";
import { decimal, plainAddress } from "../windows/security-data.ts";
import { baseName } from "../windows/path.ts";
import { windowsArguments } from "../windows/arguments.ts";
import { LOGON_TYPES } from "../winlogbeat/security-values.ts";

const { copied, mapped } = dataRows((text) => text === "-");

const SUBJECT: EcsTable = {
  "user.id": copied("SubjectUserSid"),
  "user.name": copied("SubjectUserName"),
  "user.domain": copied("SubjectDomainName"),
};

/** The label of a process is a SID. @see Microsoft, "Mandatory Integrity Control" */
const INTEGRITY_LEVELS: ReadonlyMap<string, string> = new Map([
  ["S-1-16-0", "untrusted"],
  ["S-1-16-4096", "low"],
  ["S-1-16-8192", "medium"],
  ["S-1-16-12288", "high"],
  ["S-1-16-16384", "system"],
]);

const START: EcsTable = {
  ...SUBJECT,
  "process.executable": copied("NewProcessName"),
  "process.name": mapped(baseName, "NewProcessName"),
  "process.pid": mapped(decimal, "NewProcessId"),
  "process.command_line": copied("CommandLine"),
  "process.args": mapped(windowsArguments, "CommandLine"),
  "process.args_count": mapped((line) => String(windowsArguments(line).length), "CommandLine"),
  "process.parent.executable": copied("ParentProcessName"),
  "process.parent.name": mapped(baseName, "ParentProcessName"),
  "process.parent.pid": mapped(decimal, "ProcessId"),
  "process.Ext.token.integrity_level_name": mapped(
    (label) => INTEGRITY_LEVELS.get(label),
    "MandatoryLabel",
  ),
};

const END: EcsTable = {
  ...SUBJECT,
  "process.executable": copied("ProcessName"),
  "process.name": mapped(baseName, "ProcessName"),
  "process.pid": mapped(decimal, "ProcessId"),
};

const LOGON: EcsTable = {
  "user.id": copied("TargetUserSid"),
  "user.name": mapped(withoutRealm, "TargetUserName"),
  "user.domain": copied("TargetDomainName"),
  "source.ip": mapped(plainAddress, "IpAddress"),
  "source.port": mapped(decimal, "IpPort"),
  "process.executable": copied("ProcessName"),
  "process.name": mapped(baseName, "ProcessName"),
  "process.pid": mapped(decimal, "ProcessId"),
  "process.Ext.session_info.logon_type": mapped((code) => LOGON_TYPES.get(code), "LogonType"),
  "process.Ext.session_info.authentication_package": copied("AuthenticationPackageName"),
};

const logon = (outcome: string): EventRow =>
  endpointRow("security", "authentication session", "start", "log_on", {
    ...LOGON,
    "event.outcome": constant(outcome),
  });

export const ENDPOINT_SECURITY: SensorRows = {
  module: "endpoint",
  events: new Map([
    [4624, logon("success")],
    [4625, logon("failure")],
    [4688, endpointRow("process", "process", "start", "start", START)],
    [4689, endpointRow("process", "process", "end", "end", END)],
  ]),
  other: null,
};
