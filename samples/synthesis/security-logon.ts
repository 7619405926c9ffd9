import type { AuditEvent } from "./audit-event.ts";
import { sessionOf, type SessionName } from "./machine.ts";
import type { Happening } from "./play.ts";
import { hex, subject } from "./security-subject.ts";
import type { Field } from "./windows-record.ts";

const NO_GUID = "{00000000-0000-0000-0000-000000000000}";

const ADMINISTRATIVE_PRIVILEGES = [
  "SeAssignPrimaryTokenPrivilege",
  "SeTcbPrivilege",
  "SeSecurityPrivilege",
  "SeTakeOwnershipPrivilege",
  "SeLoadDriverPrivilege",
  "SeBackupPrivilege",
  "SeRestorePrivilege",
  "SeDebugPrivilege",
  "SeAuditPrivilege",
  "SeSystemEnvironmentPrivilege",
  "SeImpersonatePrivilege",
  "SeDelegateSessionUserImpersonatePrivilege",
].join("\r\n\t\t\t");

/** A service's logon and, because its token is an administrator's, its special privileges. */
export function loggedOn({ story, by }: Happening, as: SessionName): AuditEvent[] {
  const { machine } = story;
  const session = sessionOf(machine, as);
  const [domain = "", name = ""] = session.user.split("\\");
  const target: Field[] = [
    ["TargetUserSid", session.sid],
    ["TargetUserName", name],
    ["TargetDomainName", domain],
    ["TargetLogonId", hex(session.logonId)],
  ];
  // Version 3, since Windows 11 22H2, has one field more.
  const newer = machine.windows === "Windows 11 23H2";
  const guard: Field[] = newer ? [["RemoteCredentialGuard", "-"]] : [];
  const logon: AuditEvent = {
    eventId: 4624,
    version: newer ? 3 : 2,
    task: 12544,
    writer: "lsass",
    data: [
      ...subject(by.session),
      ...target,
      ["LogonType", "5"],
      ["LogonProcessName", "Advapi  "],
      ["AuthenticationPackageName", "Negotiate"],
      ["WorkstationName", "-"],
      ["LogonGuid", NO_GUID],
      ["TransmittedServices", "-"],
      ["LmPackageName", "-"],
      ["KeyLength", "0"],
      ["ProcessId", hex(by.pid)],
      ["ProcessName", by.program.image],
      ["IpAddress", "-"],
      ["IpPort", "-"],
      ["ImpersonationLevel", "%%1833"],
      ["RestrictedAdminMode", "-"],
      ...guard,
      ["TargetOutboundUserName", "-"],
      ["TargetOutboundDomainName", "-"],
      ["VirtualAccount", "%%1843"],
      ["TargetLinkedLogonId", "0x0"],
      ["ElevatedToken", "%%1842"],
    ],
  };
  const privileges: AuditEvent = {
    eventId: 4672,
    task: 12548,
    writer: "lsass",
    data: [
      ["SubjectUserSid", session.sid],
      ["SubjectUserName", name],
      ["SubjectDomainName", domain],
      ["SubjectLogonId", hex(session.logonId)],
      ["PrivilegeList", ADMINISTRATIVE_PRIVILEGES],
    ],
  };
  return [logon, privileges];
}
