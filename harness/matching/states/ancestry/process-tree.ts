/** What a recording told of processes so far: who their parents are, and what was said of them. */
import type { CutEvents } from "../../streams/cut-events.ts";
import { scalarsOf } from "../../values/typed-values.ts";
import type { ProcessFields, AncestryCondition } from "../../model/ancestry.ts";
import type { ReadField } from "../../model/matcher.ts";

/** The process of an event. What the event does not say is null. */
export interface ProcessIdentity {
  readonly host: string;
  readonly process: string | null;
  readonly parent: string | null;
  readonly ancestors: readonly string[];
}

/** Reads the process of an event. */
export function processOf(
  { host, process, parent, ancestors }: ProcessFields,
  read: ReadField,
): ProcessIdentity {
  const first = (field: string): string | null => {
    const [value] = scalarsOf(read(field));
    return value === undefined ? null : String(value);
  };
  return {
    host: host.reduce<string | null>((known, field) => known ?? first(field), null) ?? "",
    process: first(process),
    parent: first(parent),
    ancestors: ancestors === null ? [] : scalarsOf(read(ancestors)).map(String),
  };
}

/** Processes that one rule remembers at most. */
export const MAX_PROCESSES = 100_000;
/** Parents of parents that are followed at most. */
const MAX_LEVELS = 256;

interface KnownProcess {
  /** Key of the parent. */
  parent: string | null;
  /** Conditions of whose stage it had an event. */
  readonly marks: Set<number>;
}

/**
 * The processes of a recording, at most so many: the one that was longest without an event is forgotten.
 */
export class ProcessTree {
  readonly #dropped: CutEvents;
  readonly #max: number;
  /** By key; the one that was touched last stands last. */
  readonly #processes = new Map<string, KnownProcess>();
  /** Conditions of whose stage any process had an event. */
  readonly #marked = new Set<number>();

  constructor(dropped: CutEvents, max: number = MAX_PROCESSES) {
    this.#dropped = dropped;
    this.#max = max;
  }

  get size(): number {
    return this.#processes.size;
  }

  /** Takes the parent of an event's process, if the event has it. */
  add({ host, process, parent }: ProcessIdentity): void {
    if (process === null || parent === null) return;
    this.#touch(keyOf(host, process)).parent = keyOf(host, parent);
  }

  /** Takes an event of a condition's stage; one of an unknown process says nothing of any. */
  mark({ host, process }: ProcessIdentity, condition: number): void {
    if (process === null) return;
    this.#marked.add(condition);
    this.#touch(keyOf(host, process)).marks.add(condition);
  }

  /** Whether a condition is true of the process of an event. */
  answer(
    identity: ProcessIdentity,
    relation: AncestryCondition["relation"],
    condition: number,
  ): boolean {
    if (!this.#marked.has(condition)) return false;
    const { host, ancestors } = identity;
    const process = identity.process === null ? null : keyOf(host, identity.process);
    if (relation === "event") return this.#isMarked(process, condition);
    const parent =
      identity.parent === null ? this.#parentOf(process) : keyOf(host, identity.parent);
    if (relation === "child") return this.#isMarked(parent, condition);
    const starts = ancestors.slice(0, MAX_LEVELS).map((one) => keyOf(host, one));
    // The ancestors that the event itself names are mostly met on the way up from the parent.
    if (starts.some((start) => this.#isMarked(start, condition))) return true;
    return [parent, ...starts.slice(-1)].some((start) => this.#isBelowMarked(start, condition));
  }

  /** Whether a process is marked, or one before it. */
  #isBelowMarked(start: string | null, condition: number): boolean {
    // Where processes are each other's parents, the way up comes back to a process that is remembered.
    let [remembered, next] = [start, 1];
    let at = start;
    for (let level = 0; at !== null; level++) {
      if (this.#isMarked(at, condition)) return true;
      if (level === MAX_LEVELS) {
        this.#dropped.cut++;
        return false;
      }
      at = this.#parentOf(at);
      if (at === remembered) return false;
      if (level === next) [remembered, next] = [at, next * 2];
    }
    return false;
  }

  #isMarked(key: string | null, condition: number): boolean {
    return key !== null && this.#processes.get(key)?.marks.has(condition) === true;
  }

  #parentOf(key: string | null): string | null {
    return key === null ? null : (this.#processes.get(key)?.parent ?? null);
  }

  #touch(key: string): KnownProcess {
    const known = this.#processes.get(key) ?? { parent: null, marks: new Set() };
    this.#processes.delete(key);
    this.#processes.set(key, known);
    if (this.#processes.size > this.#max) {
      const [oldest] = this.#processes.keys();
      this.#processes.delete(oldest!);
      this.#dropped.cut++;
    }
    return known;
  }
}

function keyOf(host: string, process: string): string {
  return `${host}\n${process}`;
}
