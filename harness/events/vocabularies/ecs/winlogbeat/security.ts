/**
 * The security audit log as the pipelines of Winlogbeat and of Elastic Agent's System integration
 * give it. Unlike Sysmon's, this pipeline leaves `-` as it is, but for what it says so.
 *
 * @see Elastic, Winlogbeat Reference, "Security module"
 */
import { NEVER } from "../../field-translation.ts";
import { dataRows, system, type EcsRow, type EcsTable } from "../ecs-row.ts";
import { noData, plainData, type EventRow, type SensorRows } from "../event-row.ts";
import { CODES, LOGON_FAILURE, madeData, SERVICE } from "./security-codes.ts";
import { SECURITY_EVENTS } from "./security-events.ts";
import {
  COMPUTER,
  EFFECTIVE,
  GROUP,
  SESSION,
  SUBJECT,
  TARGET,
  TARGET_USER,
} from "./security-users.ts";
import { SHARED_FILE } from "./security-share.ts";

const { copied, mapped } = dataRows();
/** A `-` in these fields is passed over. */
const KNOWN = dataRows("-");

/** Event ids, a span as `4741-4764`. */
const ids = (text: string): ReadonlySet<number> =>
  new Set(
    text.split(" ").flatMap((part) => {
      const [from, to = from] = part.split("-").map(Number) as [number, number?];
      return Array.from({ length: to! - from + 1 }, (_, index) => from + index);
    }),
  );

/** Where the process that did it, and where it came from, are taken out of the data. */
const CALLER_IDS = ids(
  "1100 1102 1104 1105 1108 4624 4625 4648 4670 4673 4674 4689 4697 4719 4720 4722-4735 4737 4738 " +
    "4740-4764 4767-4771 4798 4799 4817 4904 4905 4907 4912 5140 5145",
);

const CALLER: EcsTable = {
  "process.pid": mapped("decimal", "ProcessId"),
  "process.executable": copied("ProcessName"),
  "process.name": mapped("lastPart", "ProcessName"),
  "source.ip": KNOWN.mapped("plainAddress", "IpAddress"),
  "source.port": KNOWN.mapped("decimal", "IpPort"),
  "source.domain": copied("WorkstationName"),
  "related.ip": KNOWN.mapped("plainAddress", "IpAddress"),
};

const NEW_PROCESS: EcsTable = {
  "process.pid": mapped("decimal", "NewProcessId"),
  "process.executable": copied("NewProcessName"),
  "process.name": mapped("lastPart", "NewProcessName"),
  "process.parent.pid": mapped("decimal", "ProcessId"),
  "process.parent.executable": copied("ParentProcessName"),
  "process.parent.name": mapped("lastPart", "ParentProcessName"),
  "process.command_line": copied("CommandLine"),
  // Without `process.args_count`, which this pipeline does not set.
  "process.args": mapped("quotedArguments", "CommandLine"),
};

/** Which further fields the events of some ids have. Where a field comes again, the later row counts. */
const PARTS: readonly (readonly [ids: ReadonlySet<number>, fields: EcsTable])[] = [
  [ids("4624 4625 4634 4647 4648 4768-4771 4776 4964"), TARGET_USER],
  [
    ids(
      "4657 4662 4670 4672-4674 4688 4689 4697-4702 4706 4707 4713 4716-4720 4722-4735 4737-4764 " +
        "4767 4781 4797-4799 4817 4904 4905 4907 4912 5136 5140 5145 5379-5382",
    ),
    SUBJECT,
  ],
  [ids("4648"), { ...SUBJECT, ...EFFECTIVE }],
  [ids("4688"), { ...EFFECTIVE, ...NEW_PROCESS }],
  [ids("1102"), SUBJECT],
  [ids("4670 4720 4722-4726 4738 4740 4767 4797 4798 4817 4907"), TARGET],
  [ids("4727-4735 4737 4744-4764 4799"), GROUP],
  [ids("4741-4743"), COMPUTER],
  [CALLER_IDS, CALLER],
  [ids("4778 4779"), SESSION],
  [ids("5140 5145"), SHARED_FILE],
  [ids("4625 4776"), LOGON_FAILURE],
  [ids("4634 4647 4964"), { "winlog.logon.id": copied("SubjectLogonId", "TargetLogonId") }],
];

/** Of all events. */
const COMMON: EcsTable = {
  "winlog.task": system("Task", "securityTask"),
  "event.action": system("Task", "securityTask"),
  "winlog.logon.id": copied("SubjectLogonId"),
  "user.target.name": copied("OldTargetUserName"),
  "user.changes.name": copied("NewTargetUserName"),
  ...CODES,
  ...SERVICE,
};

const TAKEN_CALLER = new Set(["ProcessId", "ProcessName", "WorkstationName"]);
const TAKEN_PROCESS = new Set(["NewProcessId", "NewProcessName", "ParentProcessName"]);
/** An address that is known is taken out; one that is not, stays. */
const STAYS_UNKNOWN = new Set(["IpAddress", "IpPort"]);

function dataOf(id: number): (name: string) => EcsRow {
  const taken = id === 4688 ? TAKEN_PROCESS : CALLER_IDS.has(id) ? TAKEN_CALLER : new Set<string>();
  return (name) => {
    if (taken.has(name)) return NEVER;
    if (CALLER_IDS.has(id) && STAYS_UNKNOWN.has(name)) return mapped("unknownOnly", name);
    return madeData(name, id) ?? plainData(name);
  };
}

/** When the log is cleared, the record has its data under another element. */
const CLEARED = 1102;

function rowOf(id: number): EventRow {
  const parts = PARTS.filter(([of]) => of.has(id)).map(([, fields]) => fields);
  return {
    ...SECURITY_EVENTS.get(id),
    fields: Object.assign({}, COMMON, ...parts) as EcsTable,
    eventData: id === CLEARED ? noData : dataOf(id),
    userData: id === CLEARED ? plainData : noData,
  };
}

/** Events without a sort, which are told by their id alone. */
const UNSORTED = [4656, 4663];

export const WINLOGBEAT_SECURITY: SensorRows = {
  module: "security",
  dataset: "system.security",
  events: new Map([...SECURITY_EVENTS.keys(), ...UNSORTED].map((id) => [id, rowOf(id)])),
  other: { fields: COMMON, eventData: dataOf(0), userData: plainData },
};
