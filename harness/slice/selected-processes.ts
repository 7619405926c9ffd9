/**
 * `--process-tree`: processes with all their descendants, and every event that belongs to one of them.
 *
 * An event belongs to the processes that act in it: that which it names as `ProcessGuid` or
 * `ProcessId`, as `Source…`, `New…`, `Parent…`, `Caller…` or `Client…`; outside the logs of Sysmon and
 * auditing also that which wrote it (`Execution_ProcessID`). Being the target of another process'
 * access does not count. Where a GUID says which process is meant, its id is not asked.
 */
import type { ShownEvent } from "../events/event.ts";
import {
  computerOf,
  guidOf,
  parseGuid,
  parsePid,
  pidOf,
  timeOf,
  type ProcessTable,
  type RecordedProcess,
} from "./process-table.ts";

/** Fields that name a process which acts: the GUID, and the id beside it. */
const ACTORS: readonly (readonly [guid: string | null, pid: string])[] = [
  ["ProcessGuid", "ProcessId"],
  ["SourceProcessGUID", "SourceProcessId"],
  ["SourceProcessGuid", "SourceProcessId"],
  ["ParentProcessGuid", "ParentProcessId"],
  [null, "ProcessID"],
  [null, "NewProcessId"],
  [null, "CallerProcessId"],
  [null, "ClientProcessId"],
  [null, "ClientProcessID"],
];
/** Sensors that record other processes: the process that wrote the event is no actor in it. */
const OBSERVERS = new Set(["sysmon", "security"]);

export interface SelectedProcesses {
  /** The processes that were asked for. */
  readonly roots: readonly RecordedProcess[];
  /** Those and their descendants. */
  readonly all: ReadonlySet<RecordedProcess>;
  has(event: ShownEvent): boolean;
}

/** Whether a text names a process: a GUID or an id. */
export function isProcessReference(text: string): boolean {
  return parseGuid(text) !== null || parsePid(text) !== null;
}

/**
 * Returns the processes that GUIDs and ids name, with their descendants. An id names every process that
 * had it and ran at some time between the bounds.
 */
export function selectProcesses(
  references: readonly string[],
  table: ProcessTable,
  from: bigint | null,
  to: bigint | null,
): SelectedProcesses {
  const roots = references.flatMap((reference): RecordedProcess[] => {
    const guid = parseGuid(reference);
    if (guid !== null) return [table.withGuid(guid)].filter((found) => found !== null);
    return table
      .withPid(parsePid(reference)!)
      .filter(
        ({ start, end }) =>
          (to === null || start === null || start <= to) &&
          (from === null || end === null || end >= from),
      );
  });
  const all = table.descendants(roots);
  return {
    roots,
    all,
    has: (event) => actorsOf(event, table).some((actor) => all.has(actor)),
  };
}

/** Returns a function that sees events, and adds to the table each process that is asked for and has no recorded start. */
export function unstartedRoots(
  references: readonly string[],
  table: ProcessTable,
): (event: ShownEvent) => void {
  const guids = new Set(references.map(parseGuid).filter((guid) => guid !== null));
  const pids = new Set(
    references.map((text) => (parseGuid(text) === null ? parsePid(text) : null)),
  );
  return (event) => {
    const computer = computerOf(event);
    for (const [guidField, pidField] of ACTORS) {
      const pid = pidOf(event, pidField);
      if (pid === null) continue;
      const guid = guidField === null ? null : guidOf(event, guidField);
      if (guid !== null && guids.has(guid)) table.addUnstarted(computer, pid, guid);
      else if (pids.has(pid) && !knows(table, computer, pid, event, guid))
        table.addUnstarted(computer, pid, guid);
    }
  };
}

function knows(
  table: ProcessTable,
  computer: string,
  pid: number,
  event: ShownEvent,
  guid: string | null,
): boolean {
  if (guid !== null && table.withGuid(guid)) return true;
  const found = table.at(computer, pid, timeOf(event));
  return found !== null && (guid === null || found.guid === null || found.guid === guid);
}

function actorsOf(event: ShownEvent, table: ProcessTable): RecordedProcess[] {
  const actors: RecordedProcess[] = [];
  const [computer, time] = [computerOf(event), timeOf(event)];
  const take = (guid: string | null, pid: number | null): void => {
    const named = guid === null ? null : table.withGuid(guid);
    const found = named ?? (pid === null ? null : table.at(computer, pid, time));
    // A GUID that nobody knows is that of another process which had the same id.
    if (found && (guid === null || found.guid === null || found.guid === guid)) actors.push(found);
  };
  for (const [guidField, pidField] of ACTORS)
    if (
      event.get(pidField) !== undefined ||
      (guidField !== null && event.get(guidField) !== undefined)
    )
      take(guidField === null ? null : guidOf(event, guidField), pidOf(event, pidField));
  if (!OBSERVERS.has(event.class.sensor)) take(null, pidOf(event, "Execution_ProcessID"));
  return actors;
}
