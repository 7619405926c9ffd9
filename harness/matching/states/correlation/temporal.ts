/**
 * Inputs that must, or must not, have events within one window. A match takes all events that have
 * part in it, and they have part in no other.
 *
 * Where an input must not have events it is waited for: from the first event of the match until the
 * window has passed, and none may have been within the window that ends with the last.
 */
import { Groups, type Group } from "../../streams/groups.ts";
import { inTime, type Item } from "./item.ts";
import type { ConditionMatch, ConditionEvaluator } from "./condition.ts";
import type { DroppedEvents } from "../../model/dropped-events.ts";
import { Window } from "./window.ts";
import type { Alternative } from "../../model/correlation.ts";
import type { Occurrence } from "../../model/matcher.ts";

interface Settings {
  readonly ordered: boolean;
  readonly alternatives: readonly Alternative[];
  /** In ticks. */
  readonly timespan: bigint;
}

/** A group that will match when the time has passed, if nothing comes in between. */
interface Waiting<Event extends Occurrence> {
  readonly key: string;
  readonly group: TemporalGroup<Event>;
  readonly until: bigint;
}

/** Returns the judge of a temporal condition. */
export function temporalCondition<Event extends Occurrence>(
  settings: Settings,
  dropped: DroppedEvents,
): ConditionEvaluator<Event> {
  const groups = new Groups(() => new TemporalGroup<Event>(settings), dropped);
  const waiting: Waiting<Event>[] = [];
  return {
    add: (key, item) =>
      groups.change(key, item.ticks, (group): ConditionMatch<Event>[] => {
        const items = group.add(item);
        if (items) return [{ ticks: item.ticks, items }];
        const { until } = group;
        if (until !== null) insert(waiting, { key, group, until });
        return [];
      }),
    passed(now) {
      const decided: ConditionMatch<Event>[] = [];
      while (waiting[0] && (now === null || waiting[0].until < now)) {
        const { key, group, until } = waiting.shift()!;
        if (groups.get(key) !== group || group.until !== until) continue;
        const items = groups.change(key, until, () => group.finalize());
        if (items) decided.push({ ticks: until, items });
      }
      return decided;
    },
  };
}

/** Inserts in the order of time; the same group at the same time only once. */
function insert<Event extends Occurrence>(waiting: Waiting<Event>[], one: Waiting<Event>): void {
  let at = waiting.length;
  while (at > 0 && waiting[at - 1]!.until > one.until) at--;
  for (let i = at - 1; i >= 0 && waiting[i]!.until === one.until; i--)
    if (waiting[i]!.group === one.group) return;
  waiting.splice(at, 0, one);
}

class TemporalGroup<Event extends Occurrence> implements Group {
  readonly #settings: Settings;
  readonly #window = new Window<Event>();
  readonly #counts = new Map<number, number>();
  /** When the match that is waited for is certain, in ticks. */
  until: bigint | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get size(): number {
    return this.#window.size;
  }

  get expires(): bigint {
    return (this.#window.newest?.ticks ?? 0n) + this.#settings.timespan;
  }

  shrink(): void {
    const { input } = this.#window.shift();
    this.#counts.set(input, this.#counts.get(input)! - 1);
  }

  /** Returns the items of a match, if this one completes it. */
  add(item: Item<Event>): readonly Item<Event>[] | null {
    const from = item.ticks - this.#settings.timespan;
    while ((this.#window.oldest?.ticks ?? from) < from) this.shrink();
    this.#window.add(item);
    this.#counts.set(item.input, (this.#counts.get(item.input) ?? 0) + 1);
    const { alternatives } = this.#settings;
    const completed = alternatives.filter(
      ({ needs, without }) => without.length === 0 && this.#completes(item, needs),
    );
    const found = this.#partakers(completed);
    if (found) return this.#take(found);
    const waitedFor = this.#partakers(alternatives.filter(({ without }) => without.length > 0));
    this.until = waitedFor ? waitedFor[0]!.ticks + this.#settings.timespan : null;
    return null;
  }

  /** Returns the items of the match that was waited for. The time for it has come. */
  finalize(): readonly Item<Event>[] | null {
    const found = this.#partakers(this.#settings.alternatives);
    return found && this.#take(found);
  }

  #take(found: ReadonlySet<Item<Event>> | readonly Item<Event>[]): readonly Item<Event>[] {
    const taken = new Set(found);
    this.#window.keep((item) => !taken.has(item));
    for (const { input } of taken) this.#counts.set(input, this.#counts.get(input)! - 1);
    this.until = null;
    return [...taken];
  }

  /** Whether an item can be the last one needed: the others are looked for only then. */
  #completes({ input }: Item<Event>, needs: readonly number[]): boolean {
    return this.#settings.ordered ? needs.at(-1) === input : needs.includes(input);
  }

  /** Returns all items that have part in one of the alternatives, in order; null if none holds. */
  #partakers(alternatives: readonly Alternative[]): readonly Item<Event>[] | null {
    const has = (input: number): boolean => (this.#counts.get(input) ?? 0) > 0;
    const found = new Set<Item<Event>>();
    for (const { needs, without } of alternatives) {
      if (!needs.every(has) || without.some(has)) continue;
      const { items } = this.#window;
      const partakers = this.#settings.ordered
        ? inSequence(items, needs)
        : items.filter(({ input }) => needs.includes(input));
      for (const item of partakers) found.add(item);
    }
    return found.size > 0 ? [...found].sort(inTime) : null;
  }
}

/** Returns the items that stand in any sequence of one item of each input, in this order. */
function inSequence<Event extends Occurrence>(
  items: readonly Item<Event>[],
  needs: readonly number[],
): readonly Item<Event>[] {
  const earliest = chain(items, needs, (last, next) => inTime(last, next) < 0);
  if (earliest.length < needs.length) return [];
  const latest = chain(
    items.toReversed(),
    needs.toReversed(),
    (last, next) => inTime(next, last) < 0,
  ).toReversed();
  return items.filter((item) => {
    const step = needs.indexOf(item.input);
    if (step < 0) return false;
    const [before, after] = [earliest[step - 1], latest[step + 1]];
    return (!before || inTime(before, item) < 0) && (!after || inTime(item, after) < 0);
  });
}

/** Returns the first item of the first input, the first of the second that follows it, and so on. */
function chain<Event extends Occurrence>(
  items: readonly Item<Event>[],
  needs: readonly number[],
  follows: (last: Item<Event>, next: Item<Event>) => boolean,
): Item<Event>[] {
  const found: Item<Event>[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (item.input === needs[found.length] && (!last || follows(last, item))) found.push(item);
  }
  return found;
}
