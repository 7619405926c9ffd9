import type { FieldValue } from "../../../../harness/events/field-value.ts";
import { isoOf, TICKS_PER_MILLISECOND } from "../../../../harness/events/time.ts";
import {
  allDropped,
  type DroppedEvents,
} from "../../../../harness/matching/model/dropped-events.ts";
import type {
  Completion,
  Matcher,
  Occurrence,
} from "../../../../harness/matching/model/matcher.ts";
import { behaviorOf } from "../../../../harness/matching/states/states.ts";
import type {
  LimitedEvents,
  JoinKey,
  Sample,
  Sequence,
  Step,
} from "../../../../harness/matching/model/sequence.ts";

/** An event: the stages that hold on it, when it was, and its fields. */
export interface Seen {
  /** A letter each: `a` is the first stage. */
  readonly stages: string;
  /** Milliseconds since 1970; null for a record without time. */
  readonly at: number | null;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** Returns a step. `!c` must not occur; it is written with the letter of its stage. */
export function step(written: string, keys: readonly JoinKey[] = []): Step {
  const isMissing = written.startsWith("!");
  return { stage: stageOf(written.at(-1)!), keys, isMissing };
}

/** Returns a sequence of steps, written `a !b c`, that all have the same keys. */
export function sequence(steps: string, more: Partial<Sequence> & { by?: string } = {}): Sequence {
  const { by, ...rest } = more;
  const keys = keysOf(by);
  const written = steps.split(" ").map((one) => step(one, keys));
  return { kind: "sequence", steps: written, maxspan: null, until: null, limits: [], ...rest };
}

/** Returns keys written `k ?pid:long`; texts, if no type is given. */
export function keysOf(written = ""): JoinKey[] {
  return written
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => {
      const [name, type = "keyword"] = one.split(":") as [string, JoinKey["type"]?];
      const isOptional = name.startsWith("?");
      return { field: isOptional ? name.slice(1) : name, type, isOptional };
    });
}

/** Returns events of the stages of a line, a millisecond each: `a b - c` leaves one out. */
export function line(written: string, fields: Seen["fields"] = {}): Seen[] {
  return written
    .split(" ")
    .map((stages, i) => ({ stages, at: i + 1, fields }))
    .filter(({ stages }) => stages !== "-");
}

export interface Ran {
  /** The positions of each match's events, from 1, behind its keys if it has any: `foo,1: 1 3`. */
  readonly found: readonly string[];
  readonly dropped: DroppedEvents;
}

/** Shows events in this order, as those stages that the data knows. */
export function run(data: Sequence | Sample | LimitedEvents, events: readonly Seen[]): Ran {
  const until = data.kind === "sequence" && data.until ? [data.until] : [];
  const steps = data.kind === "limit" ? [] : [...data.steps, ...until];
  const known = new Set(steps.map(({ stage }) => stage));
  const shown = events.map((event) => ({
    ...event,
    stages: event.stages
      .split("")
      .filter((letter) => known.has(stageOf(letter)))
      .join(""),
  }));
  return runMatcher(behaviorOf(data).matcher(data), data.kind === "limit" ? events : shown);
}

/** Shows events to a matcher, in this order. */
export function runMatcher(matcher: Matcher<Occurrence>, events: readonly Seen[]): Ran {
  const found = events.flatMap((event, i) => see(matcher, event, i + 1));
  return { found: [...found, ...matcher.end()].map(describe), dropped: allDropped(matcher) };
}

/** Shows one event to a matcher, as each of its stages. */
export function see(
  matcher: Matcher<Occurrence>,
  event: Seen,
  position: number,
): Completion<Occurrence>[] {
  const { stages, at, fields = {} } = event;
  const time = at === null ? null : isoOf(BigInt(Math.round(at * Number(TICKS_PER_MILLISECOND))));
  return stages
    .split("")
    .flatMap((letter) =>
      matcher.see({ stage: stageOf(letter), position, time }, (field) =>
        Object.hasOwn(fields, field) ? fields[field] : undefined,
      ),
    );
}

function describe({ events, keys }: Completion<Occurrence>): string {
  const positions = events.map(({ position }) => position).join(" ");
  return keys ? `${keys.map(String).join(",")}: ${positions}` : positions;
}

function stageOf(letter: string): number {
  return letter.charCodeAt(0) - "a".charCodeAt(0);
}
