import { expect } from "chai";
import type { LogEvent } from "../../harness/events/event.ts";
import { ProcessTable } from "../../harness/slice/process-table.ts";
import { selectProcesses, unstartedRoots } from "../../harness/slice/selected-processes.ts";
import { ticksOf } from "../../harness/events/time.ts";
import { SYSTEM, windowsEvent } from "../telemetry/write/written.ts";

const guid = (n: number): string => `{00000000-0000-0000-0000-${String(n).padStart(12, "0")}}`;
const at = (second: number): string =>
  `2026-01-14T10:00:${String(second).padStart(2, "0")}.0000000Z`;
const hex = (pid: number): string => `0x${pid.toString(16)}`;

function sysmon(id: number, second: number, fields: Record<string, string>): LogEvent {
  return windowsEvent({
    ...SYSTEM,
    EventID: String(id),
    TimeCreated_SystemTime: at(second),
    ...fields,
  });
}

function security(id: number, second: number, fields: Record<string, string>): LogEvent {
  return windowsEvent({
    ...SYSTEM,
    Provider_Name: "Microsoft-Windows-Security-Auditing",
    Channel: "Security",
    EventID: String(id),
    TimeCreated_SystemTime: at(second),
    ...fields,
  });
}

function start(
  second: number,
  n: number,
  pid: number,
  parent: number,
  parentPid: number,
): LogEvent {
  return sysmon(1, second, {
    ProcessGuid: guid(n),
    ProcessId: String(pid),
    Image: `${n}.exe`,
    ParentProcessGuid: guid(parent),
    ParentProcessId: String(parentPid),
  });
}

const audited = (second: number, pid: number, parentPid: number): LogEvent =>
  security(4688, second, {
    NewProcessId: hex(pid),
    ProcessId: hex(parentPid),
    NewProcessName: `${pid}.exe`,
  });

/** Returns the indexes of the events that belong to the tree. */
function members(
  events: readonly LogEvent[],
  references: readonly string[],
  from?: string,
  to?: string,
): number[] {
  const table = new ProcessTable();
  const seeUnstarted = unstartedRoots(references, table);
  for (const event of events) {
    table.see(event);
    seeUnstarted(event);
  }
  const processes = selectProcesses(
    references,
    table,
    from ? ticksOf(from) : null,
    to ? ticksOf(to) : null,
  );
  return events.flatMap((event, index) => (processes.has(event) ? [index] : []));
}

const byGuid = [
  start(1, 1, 100, 0, 4), // 0
  start(2, 2, 200, 1, 100), // 1
  start(3, 3, 300, 2, 200), // 2
  start(4, 4, 400, 0, 4), // 3
  sysmon(3, 5, { ProcessGuid: guid(3), ProcessId: "300", DestinationIp: "8.8.8.8" }), // 4
  sysmon(3, 5, { ProcessGuid: guid(4), ProcessId: "400" }), // 5
  sysmon(10, 6, {
    SourceProcessGUID: guid(2),
    SourceProcessId: "200",
    TargetProcessGUID: guid(4),
    TargetProcessId: "400",
  }), // 6
  sysmon(10, 6, {
    SourceProcessGUID: guid(4),
    SourceProcessId: "400",
    TargetProcessGUID: guid(2),
    TargetProcessId: "200",
  }), // 7
  sysmon(5, 7, { ProcessGuid: guid(2), ProcessId: "200" }), // 8
  start(8, 5, 200, 4, 400), // 9: the id of 2 again
  sysmon(11, 9, { ProcessGuid: guid(5), ProcessId: "200" }), // 10
];

const byPid = [
  audited(1, 100, 4), // 0
  audited(2, 200, 100), // 1
  audited(3, 300, 200), // 2
  security(4689, 4, { ProcessId: hex(200) }), // 3
  security(5156, 5, { ProcessID: "300" }), // 4
  audited(20, 200, 4), // 5: the id again
  audited(21, 500, 200), // 6
  security(4799, 22, { CallerProcessId: hex(300) }), // 7
];

const rows: readonly [
  name: string,
  events: readonly LogEvent[],
  references: string[],
  members: number[],
][] = [
  ["a GUID and its descendants", byGuid, [guid(1)], [0, 1, 2, 4, 6, 8]],
  [
    "a GUID in other letters and without braces",
    byGuid,
    [guid(1).slice(1, -1).toUpperCase()],
    [0, 1, 2, 4, 6, 8],
  ],
  ["not the process that got the same id", byGuid, [guid(2)], [1, 2, 4, 6, 8]],
  ["an id means every process that had it", byGuid, ["200"], [1, 2, 4, 6, 8, 9, 10]],
  ["an id in hexadecimal", byGuid, ["0x12c"], [2, 4]],
  ["several", byGuid, [guid(3), guid(5)], [2, 4, 9, 10]],
  ["a GUID nobody has", byGuid, [guid(77)], []],
  ["by ids and times alone", byPid, ["100"], [0, 1, 2, 3, 4, 7]],
  ["a process whose start is not recorded", byPid, ["4"], [0, 1, 2, 3, 4, 5, 6, 7]],
  ["a GUID whose start is not recorded", byGuid.slice(1), [guid(1)], [0, 1, 3, 5, 7]],
  [
    "both sensors in one recording",
    [
      start(1, 1, 100, 0, 4),
      audited(1, 100, 4),
      audited(2, 200, 100),
      sysmon(11, 3, { ProcessGuid: guid(9), ProcessId: "200" }),
    ],
    [guid(1)],
    [0, 1, 2, 3],
  ],
];

describe("selected processes", () => {
  for (const [name, events, references, expected] of rows)
    it(name, () => expect(members(events, references)).to.deep.equal(expected));

  it("takes of an id the processes that were there between the bounds", () => {
    expect(members(byGuid, ["200"], at(8))).to.deep.equal([9, 10]);
    expect(members(byGuid, ["200"], undefined, at(5))).to.deep.equal([1, 2, 4, 6, 8]);
  });

  it("knows ids of one computer only", () => {
    const other = windowsEvent({
      ...SYSTEM,
      EventID: "11",
      TimeCreated_SystemTime: at(9),
      ProcessId: "100",
      Computer: "OTHER",
    });
    expect(members([byGuid[0]!, other], [guid(1)])).to.deep.equal([0]);
  });

  it("has what a process itself wrote, outside the logs that watch processes", () => {
    const script = (pid: string): LogEvent =>
      windowsEvent({
        ...SYSTEM,
        Channel: "Microsoft-Windows-PowerShell/Operational",
        EventID: "4104",
        TimeCreated_SystemTime: at(9),
        Execution_ProcessID: pid,
      });
    const observed = sysmon(22, 9, { Execution_ProcessID: "100" });
    expect(members([byGuid[0]!, script("100"), script("101"), observed], [guid(1)])).to.deep.equal([
      0, 1,
    ]);
  });
});
