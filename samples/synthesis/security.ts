import { drawGuid, drawNumber } from "./draw.ts";
import type { AuditEvent } from "./audit-event.ts";
import { plusTicks, systemTime } from "./moment.ts";
import { accountCreated, memberAdded, membersListed } from "./security-accounts.ts";
import { loggedOn } from "./security-logon.ts";
import { connectionAllowed } from "./security-network.ts";
import type { Happening, Process } from "./play.ts";
import { taskXml } from "./task-xml.ts";
import type { Task } from "./story.ts";
import { hex, subject } from "./security-subject.ts";
import type { Field, WindowsRecord } from "./windows-record.ts";

/**
 * What the Security log would hold of a happening, on a machine that audits process creation with
 * command lines, logons, account management, other object access events and permitted connections.
 * Deeds that none of these sees, such as a written file, give no record.
 *
 * @see Microsoft Learn, "Advanced security audit policy settings": event pages 4624 to 5379
 */
export function securityRecords(happening: Happening, lsass: Process): WindowsRecord[] {
  return audit(happening).map((event, index) => record(happening, lsass, event, index));
}

function audit(happening: Happening): AuditEvent[] {
  const { deed } = happening;
  switch (deed.does) {
    case "starts":
      return [processCreated(happening)];
    case "connects":
      return connectionAllowed(happening, deed);
    case "registers task":
      return [taskRegistered(happening, deed.task)];
    case "creates account":
      return accountCreated(happening, deed.account);
    case "adds member":
      return [memberAdded(happening, deed.account, deed.group)];
    case "lists members":
      return [membersListed(happening, deed.group)];
    case "logs on":
      return loggedOn(happening, deed.as);
    case "reads credentials":
      return [credentialsRead(happening, deed.target)];
    case "adjusts privilege":
      return [privilegeAdjusted(happening, deed.privilege)];
    case "ends":
    case "loads":
    case "writes":
    case "sets value":
    case "resolves":
    case "opens":
      return [];
  }
}

function record(
  { story, moment, by, deed }: Happening,
  lsass: Process,
  event: AuditEvent,
  index: number,
): WindowsRecord {
  const seed = [story.id, "security", String(moment), String(by.pid), deed.does];
  const fromLsass = event.writer === "lsass";
  const threads = fromLsass ? lsass.pid : 180;
  return {
    provider: {
      name: "Microsoft-Windows-Security-Auditing",
      guid: "54849625-5478-4994-a5ba-3e3b0328c30d",
    },
    eventId: event.eventId,
    version: event.version ?? 0,
    level: 0,
    task: event.task,
    keywords: "0x8020000000000000",
    // Below the millisecond: the times of both recordings agree to it.
    time: plusTicks(moment, drawNumber(900, ...seed) + index * 1100),
    activityId: fromLsass ? activityOf(story.machine.computer) : null,
    processId: fromLsass ? lsass.pid : 4,
    threadId: threads + 4 * (1 + drawNumber(40, "thread", ...seed)),
    channel: "Security",
    computer: story.machine.computer,
    userId: null,
    data: event.data,
  };
}

/** One activity of the security authority's RPC server; it stays the same for hours. */
function activityOf(computer: string): string {
  return `${drawGuid("activity", computer).slice(0, 13)}-0001-${drawGuid(computer).slice(19)}`;
}

function processCreated({ story, by, other }: Happening): AuditEvent {
  if (!other) throw new Error(`${story.id}: nothing was started`);
  const { session } = other;
  // The target subject is only filled in if the new process gets another token than its creator's.
  const target: Field[] =
    session === by.session
      ? [
          ["TargetUserSid", "S-1-0-0"],
          ["TargetUserName", "-"],
          ["TargetDomainName", "-"],
          ["TargetLogonId", "0x0"],
        ]
      : [
          ["TargetUserSid", session.sid],
          ["TargetUserName", session.account.name],
          ["TargetDomainName", session.account.domain],
          ["TargetLogonId", hex(session.logonId)],
        ];
  return {
    eventId: 4688,
    version: 2,
    task: 13312,
    writer: "kernel",
    data: [
      ...subject(by.session),
      ["NewProcessId", hex(other.pid)],
      ["NewProcessName", other.program.image],
      [
        "TokenElevationType",
        { default: "%%1936", full: "%%1937", limited: "%%1938" }[session.elevation],
      ],
      ["ProcessId", hex(by.pid)],
      ["CommandLine", other.line],
      ...target,
      ["ParentProcessName", by.program.image],
      ["MandatoryLabel", MANDATORY_LABELS[session.integrity]],
    ],
  };
}

const MANDATORY_LABELS = {
  Low: "S-1-16-4096",
  Medium: "S-1-16-8192",
  High: "S-1-16-12288",
  System: "S-1-16-16384",
};

function taskRegistered(happening: Happening, task: Task): AuditEvent {
  const { story, by } = happening;
  const startKey = (BigInt(story.machine.bootId) << 48n) | BigInt(by.sequence);
  return {
    eventId: 4698,
    version: 1,
    task: 12804,
    writer: "lsass",
    data: [
      ...subject(by.session),
      ["TaskName", task.name],
      ["TaskContent", taskXml(task, by.session, happening.moment)],
      ["ClientProcessStartKey", String(startKey)],
      ["ClientProcessId", String(by.pid)],
      ["ParentProcessId", String(by.parent?.pid ?? 0)],
      ["RpcCallClientLocality", "0"],
      ["FQDN", story.machine.computer],
    ],
  };
}

function credentialsRead({ by }: Happening, target: string): AuditEvent {
  return {
    eventId: 5379,
    task: 13824,
    writer: "lsass",
    data: [
      ...subject(by.session),
      ["TargetName", target],
      ["Type", "0"],
      ["CountOfCredentialsReturned", "0"],
      ["ReadOperation", "%%8100"],
      ["ReturnCode", "3221226021"],
      ["ProcessCreationTime", systemTime(by.started)],
      ["ClientProcessId", String(by.pid)],
    ],
  };
}

function privilegeAdjusted({ by }: Happening, privilege: string): AuditEvent {
  const { sid, account, logonId } = by.session;
  return {
    eventId: 4703,
    task: 13317,
    writer: "kernel",
    data: [
      ...subject(by.session),
      ["TargetUserSid", sid],
      ["TargetUserName", account.name],
      ["TargetDomainName", account.domain],
      ["TargetLogonId", hex(logonId)],
      ["ProcessName", by.program.image],
      ["ProcessId", hex(by.pid)],
      ["EnabledPrivilegeList", privilege],
      ["DisabledPrivilegeList", "-"],
    ],
  };
}
