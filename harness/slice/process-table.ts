/**
 * The processes of a recording, and whose child each was: from the starts and ends that Sysmon (1, 5)
 * and the audit log (4688, 4689) record.
 *
 * A GUID names one process for ever. A process id names one process at a time: an id belongs to the
 * process that was the last to start with it, on that computer, until that one ended. A process
 * whose start was not recorded is known by its id from the beginning until the id is given anew.
 */
import type { ShownEvent } from "../events/event.ts";
import { textsOf } from "../events/texts.ts";
import { ticksOf } from "../events/time.ts";

/** A process of the recording. */
export interface RecordedProcess {
  readonly computer: string;
  readonly pid: number;
  guid: string | null;
  parentGuid: string | null;
  parentPid: number | null;
  image: string | null;
  /** Ticks; `null` if the start was not recorded. */
  readonly start: bigint | null;
  end: bigint | null;
  /** What recorded the start. */
  readonly sensors: Set<string>;
}

/** One start is recorded by two sensors at two moments. */
const SAME_START = 20_000_000n;
/** An event of a process may be written a little after its end. */
const AFTER_END = 100_000_000n;
const NO_GUID = "00000000-0000-0000-0000-000000000000";

export class ProcessTable {
  /** By computer and id, in the order of their starts. */
  readonly #byPid = new Map<string, RecordedProcess[]>();
  readonly #byGuid = new Map<string, RecordedProcess>();

  /** Takes the events of a recording, one by one. */
  see(event: ShownEvent): void {
    const { sensor, eventId } = event.class;
    if (sensor === "sysmon" && eventId === 1)
      this.#started(event, {
        pid: "ProcessId",
        guid: "ProcessGuid",
        parentPid: "ParentProcessId",
        parentGuid: "ParentProcessGuid",
        image: "Image",
      });
    else if (sensor === "security" && eventId === 4688)
      this.#started(event, {
        pid: "NewProcessId",
        parentPid: "ProcessId",
        image: "NewProcessName",
      });
    else if ((sensor === "sysmon" && eventId === 5) || (sensor === "security" && eventId === 4689))
      this.#ended(event);
  }

  /** Returns the process with a GUID, in any letter case and without braces. */
  withGuid(guid: string): RecordedProcess | null {
    return this.#byGuid.get(guid) ?? null;
  }

  /** Returns the processes that had an id, on any computer. */
  withPid(pid: number): RecordedProcess[] {
    return [...this.#byPid.values()].flat().filter((process) => process.pid === pid);
  }

  /** Returns the process that had an id at a time; `null` if none is known that had. */
  at(computer: string, pid: number, time: bigint | null): RecordedProcess | null {
    const processes = this.#byPid.get(keyOf(computer, pid)) ?? [];
    if (time === null) return processes.at(-1) ?? null;
    const found = processes.findLast(({ start }) => start === null || start <= time);
    if (!found) return null;
    return found.end !== null && time > found.end + AFTER_END ? null : found;
  }

  /** Adds a process of which the start is not recorded, unless it is known already. */
  addUnstarted(computer: string, pid: number, guid: string | null): RecordedProcess {
    const known = guid === null ? null : this.withGuid(guid);
    if (known) return known;
    const process: RecordedProcess = {
      computer,
      pid,
      guid,
      parentGuid: null,
      parentPid: null,
      image: null,
      start: null,
      end: null,
      sensors: new Set(),
    };
    const key = keyOf(computer, pid);
    const processes = this.#byPid.get(key) ?? [];
    this.#byPid.set(key, [process, ...processes]);
    if (guid !== null) this.#byGuid.set(guid, process);
    return process;
  }

  /** Returns processes with all their descendants. */
  descendants(roots: readonly RecordedProcess[]): Set<RecordedProcess> {
    const children = new Map<RecordedProcess, RecordedProcess[]>();
    for (const process of [...this.#byPid.values()].flat()) {
      const parent = this.#parentOf(process);
      if (!parent || parent === process) continue;
      const siblings = children.get(parent);
      if (siblings) siblings.push(process);
      else children.set(parent, [process]);
    }
    const tree = new Set<RecordedProcess>();
    const open = [...roots];
    for (let process = open.pop(); process; process = open.pop()) {
      if (tree.has(process)) continue;
      tree.add(process);
      open.push(...(children.get(process) ?? []));
    }
    return tree;
  }

  #parentOf({ computer, parentGuid, parentPid, start }: RecordedProcess): RecordedProcess | null {
    const named = parentGuid === null ? null : this.withGuid(parentGuid);
    if (named) return named;
    return parentPid === null ? null : this.at(computer, parentPid, start);
  }

  #started(event: ShownEvent, fields: StartFields): void {
    const pid = pidOf(event, fields.pid);
    if (pid === null) return;
    const computer = computerOf(event);
    const start = timeOf(event);
    const key = keyOf(computer, pid);
    const processes = this.#byPid.get(key) ?? [];
    const started = {
      guid: fields.guid === undefined ? null : guidOf(event, fields.guid),
      parentGuid: fields.parentGuid === undefined ? null : guidOf(event, fields.parentGuid),
      parentPid: pidOf(event, fields.parentPid),
      image: textsOf(event.get(fields.image))[0] ?? null,
    };
    const { sensor } = event.class;
    let process = processes.findLast(
      (other) =>
        !other.sensors.has(sensor) &&
        isSameStart(other.start, start) &&
        agree(other.guid, started.guid),
    );
    if (process) {
      process.guid ??= started.guid;
      process.parentGuid ??= started.parentGuid;
      process.parentPid ??= started.parentPid;
      process.image ??= started.image;
    } else {
      process = { computer, pid, ...started, start, end: null, sensors: new Set() };
      processes.push(process);
      processes.sort((a, b) => Number((a.start ?? -1n) - (b.start ?? -1n)));
      this.#byPid.set(key, processes);
    }
    process.sensors.add(sensor);
    if (process.guid !== null) this.#byGuid.set(process.guid, process);
  }

  #ended(event: ShownEvent): void {
    const guid = guidOf(event, "ProcessGuid");
    const pid = pidOf(event, "ProcessId");
    const process =
      (guid === null ? null : this.withGuid(guid)) ??
      (pid === null ? null : this.at(computerOf(event), pid, timeOf(event)));
    if (process) process.end = timeOf(event);
  }
}

/** The fields by which an event records a start. */
interface StartFields {
  readonly pid: string;
  readonly parentPid: string;
  readonly image: string;
  readonly guid?: string;
  readonly parentGuid?: string;
}

/** Returns a process id, written in decimal or in hexadecimal; `null` if the text is none. */
export function parsePid(text: string): number | null {
  return /^(?:\d{1,10}|0x[\da-f]{1,8})$/i.test(text) ? Number(text) : null;
}

/** Returns a GUID in lower case without braces; `null` if the text is none, or that of no process. */
export function parseGuid(text: string): string | null {
  const found = /^\{?([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\}?$/i.exec(text.trim());
  const guid = found?.[1]!.toLowerCase() ?? null;
  return guid === NO_GUID ? null : guid;
}

/** Returns the id in a field of an event, or `null`. */
export function pidOf(event: ShownEvent, field: string): number | null {
  const [text] = textsOf(event.get(field));
  return text === undefined ? null : parsePid(text);
}

/** Returns the GUID in a field of an event, or `null`. */
export function guidOf(event: ShownEvent, field: string): string | null {
  const [text] = textsOf(event.get(field));
  return text === undefined ? null : parseGuid(text);
}

/** Returns the time of an event in ticks, or `null`. */
export function timeOf({ time }: ShownEvent): bigint | null {
  return time === null ? null : ticksOf(time);
}

/** Returns the name under which a computer's processes are stored. */
export function computerOf({ computer }: ShownEvent): string {
  return computer?.toLowerCase() ?? "";
}

function keyOf(computer: string, pid: number): string {
  return `${pid} ${computer}`;
}

function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

function isSameStart(one: bigint | null, other: bigint | null): boolean {
  if (one === null || other === null) return false;
  const between = one - other;
  return between <= SAME_START && -between <= SAME_START;
}
