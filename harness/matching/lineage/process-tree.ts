/** What a recording told of processes so far: who their parents are, and what was said of them. */
import type { FieldValue } from "../../events/field-value.ts";
import type { Losses } from "../correlation/losses.ts";
import { scalarsOf } from "../expression/field-values.ts";
import type { ProcessFields, Question } from "./lineage.ts";

/** The process of an event. What the event does not tell is null. */
export interface ProcessIdentity {
  readonly host: string;
  readonly process: string | null;
  readonly parent: string | null;
  readonly ancestors: readonly string[];
}

/** Reads the process of an event. */
export function processOf(
  { host, process, parent, ancestors }: ProcessFields,
  read: (field: string) => FieldValue | undefined,
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
const MAX_LEVELS = 1_000;

interface Known {
  parent: string | null;
  /** Questions of whose stage it had an event. */
  readonly marks: Set<number>;
}

export class ProcessTree {
  readonly #losses: Losses;
  readonly #max: number;
  /** The one that was touched last stands last. */
  readonly #processes = new Map<string, Known>();

  constructor(losses: Losses, max: number = MAX_PROCESSES) {
    this.#losses = losses;
    this.#max = max;
  }

  get size(): number {
    return this.#processes.size;
  }

  /** Takes what an event tells of the parent of its process. */
  add({ host, process, parent }: ProcessIdentity): void {
    if (process === null || parent === null) return;
    this.#touch(keyOf(host, process)).parent = parent;
  }

  /** Takes an event of a question's stage. */
  mark({ host, process }: ProcessIdentity, question: number): void {
    if (process === null) this.#losses.ungrouped++;
    else this.#touch(keyOf(host, process)).marks.add(question);
  }

  /** Answers a question about the process of an event. */
  answer(identity: ProcessIdentity, relation: Question["relation"], question: number): boolean {
    const { host, process } = identity;
    const isMarked = (one: string | null): boolean =>
      one !== null && this.#get(host, one)?.marks.has(question) === true;
    if (relation === "event") return isMarked(process);
    const parent = identity.parent ?? this.#parentOf(host, process);
    if (relation === "child") return isMarked(parent);
    const seen = new Set<string>();
    for (const start of [parent, ...identity.ancestors])
      for (let at = start; at !== null && !seen.has(at); at = this.#parentOf(host, at)) {
        if (isMarked(at)) return true;
        if (seen.size === MAX_LEVELS) {
          this.#losses.cut++;
          return false;
        }
        seen.add(at);
      }
    return false;
  }

  #get(host: string, process: string): Known | undefined {
    return this.#processes.get(keyOf(host, process));
  }

  #parentOf(host: string, process: string | null): string | null {
    return process === null ? null : (this.#get(host, process)?.parent ?? null);
  }

  #touch(key: string): Known {
    const known = this.#processes.get(key) ?? { parent: null, marks: new Set() };
    this.#processes.delete(key);
    this.#processes.set(key, known);
    if (this.#processes.size > this.#max) {
      const [oldest] = this.#processes.keys();
      this.#processes.delete(oldest!);
      this.#losses.cut++;
    }
    return known;
  }
}

function keyOf(host: string, process: string): string {
  return `${host}\n${process}`;
}
