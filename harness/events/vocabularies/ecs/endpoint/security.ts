/**
 * Processes and logons of the security audit log in the words of Elastic Defend: an approximation,
 * with less than Sysmon tells (no ids of processes that last, no hashes).
 *
 * @see Elastic, "Elastic Defend: exported fields"; Microsoft, "Advanced security audit policy settings"
 */
import { constant, dataRows, type EcsTable } from "../ecs-row.ts";
import type { EventRow, SensorRows } from "../event-row.ts";
import { endpointRow } from "./endpoint-row.ts";

const { copied, mapped } = dataRows("-");

const SUBJECT: EcsTable = {
  "user.id": copied("SubjectUserSid"),
  "user.name": copied("SubjectUserName"),
  "user.domain": copied("SubjectDomainName"),
};

const START: EcsTable = {
  ...SUBJECT,
  "process.executable": copied("NewProcessName"),
  "process.name": mapped("baseName", "NewProcessName"),
  "process.pid": mapped("decimal", "NewProcessId"),
  "process.command_line": copied("CommandLine"),
  "process.args": mapped("windowsArguments", "CommandLine"),
  "process.args_count": mapped("windowsArgumentsCount", "CommandLine"),
  "process.parent.executable": copied("ParentProcessName"),
  "process.parent.name": mapped("baseName", "ParentProcessName"),
  "process.parent.pid": mapped("decimal", "ProcessId"),
  "process.Ext.token.integrity_level_name": mapped("integrityLevel", "MandatoryLabel"),
};

const END: EcsTable = {
  ...SUBJECT,
  "process.executable": copied("ProcessName"),
  "process.name": mapped("baseName", "ProcessName"),
  "process.pid": mapped("decimal", "ProcessId"),
};

const LOGON: EcsTable = {
  "user.id": copied("TargetUserSid"),
  "user.name": mapped("withoutRealm", "TargetUserName"),
  "user.domain": copied("TargetDomainName"),
  "source.ip": mapped("plainAddress", "IpAddress"),
  "source.port": mapped("decimal", "IpPort"),
  "process.executable": copied("ProcessName"),
  "process.name": mapped("baseName", "ProcessName"),
  "process.pid": mapped("decimal", "ProcessId"),
  "process.Ext.session_info.logon_type": mapped("logonType", "LogonType"),
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
