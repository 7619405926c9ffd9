/**
 * `--process-tree`: a process with all its descendants, and every event that belongs to one of them.
 *
 * An event belongs to the processes that act in it: that which it names as `ProcessGuid` or
 * `ProcessId`, as `Source…`, `New…`, `Parent…`, `Caller…` or `Client…`; outside the logs of Sysmon and
 * auditing also that which wrote it (`Execution_ProcessID`). Being the target of another process'
 * access does not count. Where a GUID says which process is meant, its id is not asked.
 */
import type { LogEvent } from "../events/event.ts";
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
/** Sensors that write of other processes, and are no part of the story themselves. */
const OBSERVERS = new Set(["sysmon", "security"]);

export interface ProcessTree {
  /** The processes that were asked for. */
  readonly roots: readonly RecordedProcess[];
  /** Those and their descendants. */
  readonly processes: ReadonlySet<RecordedProcess>;
  has(event: LogEvent): boolean;
}

/** Whether a text names a process: a GUID or an id. */
export function isProcessReference(text: string): boolean {
  return parseGuid(text) !== null || parsePid(text) !== null;
}

/**
 * Returns the tree of the processes that GUIDs and ids name. An id names every process that had it
 * and was there between the bounds.
 */
export function processTree(
  references: readonly string[],
  table: ProcessTable,
  from: bigint | null,
  to: bigint | null,
): ProcessTree {
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
  const processes = table.descendants(roots);
  return {
    roots,
    processes,
    has: (event) => actorsOf(event, table).some((actor) => processes.has(actor)),
  };
}

/** Takes events beside the table: processes that are asked for, and of which no start is recorded. */
export function unstartedRoots(
  references: readonly string[],
  table: ProcessTable,
): (event: LogEvent) => void {
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
  event: LogEvent,
  guid: string | null,
): boolean {
  if (guid !== null && table.withGuid(guid)) return true;
  const found = table.at(computer, pid, timeOf(event));
  return found !== null && (guid === null || found.guid === null || found.guid === guid);
}

function actorsOf(event: LogEvent, table: ProcessTable): RecordedProcess[] {
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
