import type { AuditEvent } from "./audit-event.ts";
import { hostName, type Machine } from "./machine.ts";
import { americanTime } from "./moment.ts";
import type { Happening } from "./play.ts";
import { hex, subject } from "./security-subject.ts";
import type { Account, Group } from "./story.ts";
import type { Field } from "./windows-record.ts";

const USER_ACCOUNT_MANAGEMENT = 13824;
const SECURITY_GROUP_MANAGEMENT = 13826;

const GROUP_SIDS: Readonly<Record<Group, string>> = {
  Administrators: "S-1-5-32-544",
  Users: "S-1-5-32-545",
  "Backup Operators": "S-1-5-32-551",
  "Remote Desktop Users": "S-1-5-32-555",
};

/**
 * The records of a new local account, in the order in which Windows writes them: member of the
 * primary group "None", account created, enabled, changed, password set, member of Users.
 */
export function accountCreated(happening: Happening, account: Account): AuditEvent[] {
  const { machine } = happening.story;
  const { session } = happening.by;
  const target: Field[] = [
    ["TargetUserName", account.name],
    ["TargetDomainName", hostName(machine)],
    ["TargetSid", accountSid(machine, account)],
  ];
  const about = [...target, ...subject(session)];
  const unset = "%%1793";
  const created: Field[] = [
    ...about,
    ["PrivilegeList", "-"],
    ["SamAccountName", account.name],
    ...named(unset, "DisplayName"),
    ["UserPrincipalName", "-"],
    ...named(unset, "HomeDirectory", "HomePath", "ScriptPath", "ProfilePath", "UserWorkstations"),
    ["PasswordLastSet", "%%1794"],
    ["AccountExpires", "%%1794"],
    ["PrimaryGroupId", "513"],
    ["AllowedToDelegateTo", "-"],
    ["OldUacValue", "0x0"],
    ["NewUacValue", "0x15"],
    ["UserAccountControl", "\r\n\t\t%%2080\r\n\t\t%%2082\r\n\t\t%%2084"],
    ["UserParameters", unset],
    ["SidHistory", "-"],
    ["LogonHours", "%%1797"],
  ];
  const changed: Field[] = [
    ["Dummy", "-"],
    ...about,
    ["PrivilegeList", "-"],
    ["SamAccountName", account.name],
    ...named(unset, "DisplayName"),
    ["UserPrincipalName", "-"],
    ...named(unset, "HomeDirectory", "HomePath", "ScriptPath", "ProfilePath", "UserWorkstations"),
    ["PasswordLastSet", americanTime(happening.moment)],
    ["AccountExpires", "%%1794"],
    ["PrimaryGroupId", "513"],
    ["AllowedToDelegateTo", "-"],
    ["OldUacValue", "0x15"],
    ["NewUacValue", "0x10"],
    ["UserAccountControl", "\r\n\t\t%%2048\r\n\t\t%%2050"],
    ["UserParameters", unset],
    ["SidHistory", "-"],
    ["LogonHours", "%%1797"],
  ];
  return [
    groupEvent(4728, happening, account, "None", hostName(machine), `${machine.localSid}-513`),
    accountEvent(4720, created),
    accountEvent(4722, about),
    accountEvent(4738, changed),
    accountEvent(4724, about),
    memberAdded(happening, account, "Users"),
  ];
}

/** A member was added to a local group that Windows brings along. */
export function memberAdded(happening: Happening, account: Account, group: Group): AuditEvent {
  return groupEvent(4732, happening, account, group, "Builtin", GROUP_SIDS[group]);
}

/** Somebody asked who is in a local group. */
export function membersListed({ by }: Happening, group: Group): AuditEvent {
  return {
    eventId: 4799,
    task: SECURITY_GROUP_MANAGEMENT,
    writer: "lsass",
    data: [
      ["TargetUserName", group],
      ["TargetDomainName", "Builtin"],
      ["TargetSid", GROUP_SIDS[group]],
      ...subject(by.session),
      ["CallerProcessId", hex(by.pid)],
      ["CallerProcessName", by.program.image],
    ],
  };
}

function accountEvent(eventId: number, data: readonly Field[]): AuditEvent {
  return { eventId, task: USER_ACCOUNT_MANAGEMENT, writer: "lsass", data };
}

function groupEvent(
  eventId: number,
  { story, by }: Happening,
  account: Account,
  group: string,
  domain: string,
  sid: string,
): AuditEvent {
  return {
    eventId,
    task: SECURITY_GROUP_MANAGEMENT,
    writer: "lsass",
    data: [
      ["MemberName", "-"],
      ["MemberSid", accountSid(story.machine, account)],
      ["TargetUserName", group],
      ["TargetDomainName", domain],
      ["TargetSid", sid],
      ...subject(by.session),
      ["PrivilegeList", "-"],
    ],
  };
}

function accountSid(machine: Machine, account: Account): string {
  return `${machine.localSid}-${account.rid}`;
}

function named(value: string, ...names: readonly string[]): Field[] {
  return names.map((name): Field => [name, value]);
}
