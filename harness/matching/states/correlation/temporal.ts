/**
 * Inputs that must, or must not, have events within one window. A match takes all events that are part
 * of it, and no other match has them.
 *
 * Where an input must not have events, a match waits from its first event until the window has passed,
 * and none may have been within the window that ends with its last.
 */
import { Groups, type Group } from "../../streams/groups.ts";
import { compareTimes, type WindowItem } from "./window-item.ts";
import type { ConditionMatch, ConditionEvaluator } from "./condition.ts";
import type { CutEvents } from "../../streams/cut-events.ts";
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

/** Returns the evaluator of a temporal condition. */
export function temporalCondition<Event extends Occurrence>(
  settings: Settings,
  dropped: CutEvents,
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
  add(item: WindowItem<Event>): readonly WindowItem<Event>[] | null {
    const from = item.ticks - this.#settings.timespan;
    while ((this.#window.oldest?.ticks ?? from) < from) this.shrink();
    this.#window.add(item);
    this.#counts.set(item.input, (this.#counts.get(item.input) ?? 0) + 1);
    const { alternatives } = this.#settings;
    const completed = alternatives.filter(
      ({ needs, without }) => without.length === 0 && this.#completes(item, needs),
    );
    const found = this.#participants(completed);
    if (found) return this.#take(found);
    const waitedFor = this.#participants(alternatives.filter(({ without }) => without.length > 0));
    this.until = waitedFor ? waitedFor[0]!.ticks + this.#settings.timespan : null;
    return null;
  }

  /** Returns the items of the match that was waited for. The time for it has come. */
  finalize(): readonly WindowItem<Event>[] | null {
    const found = this.#participants(this.#settings.alternatives);
    return found && this.#take(found);
  }

  #take(
    found: ReadonlySet<WindowItem<Event>> | readonly WindowItem<Event>[],
  ): readonly WindowItem<Event>[] {
    const taken = new Set(found);
    this.#window.keep((item) => !taken.has(item));
    for (const { input } of taken) this.#counts.set(input, this.#counts.get(input)! - 1);
    this.until = null;
    return [...taken];
  }

  /** Whether an item can be the last one needed: the others are looked for only then. */
  #completes({ input }: WindowItem<Event>, needs: readonly number[]): boolean {
    return this.#settings.ordered ? needs.at(-1) === input : needs.includes(input);
  }

  /** Returns all items that have part in one of the alternatives, in order; null if none holds. */
  #participants(alternatives: readonly Alternative[]): readonly WindowItem<Event>[] | null {
    const has = (input: number): boolean => (this.#counts.get(input) ?? 0) > 0;
    const found = new Set<WindowItem<Event>>();
    for (const { needs, without } of alternatives) {
      if (!needs.every(has) || without.some(has)) continue;
      const { items } = this.#window;
      const participants = this.#settings.ordered
        ? inSequence(items, needs)
        : items.filter(({ input }) => needs.includes(input));
      for (const item of participants) found.add(item);
    }
    return found.size > 0 ? [...found].sort(compareTimes) : null;
  }
}

/** Returns the items that stand in any sequence of one item of each input, in this order. */
function inSequence<Event extends Occurrence>(
  items: readonly WindowItem<Event>[],
  needs: readonly number[],
): readonly WindowItem<Event>[] {
  const earliest = chain(items, needs, (last, next) => compareTimes(last, next) < 0);
  if (earliest.length < needs.length) return [];
  const latest = chain(
    items.toReversed(),
    needs.toReversed(),
    (last, next) => compareTimes(next, last) < 0,
  ).toReversed();
  return items.filter((item) => {
    const step = needs.indexOf(item.input);
    if (step < 0) return false;
    const [before, after] = [earliest[step - 1], latest[step + 1]];
    return (!before || compareTimes(before, item) < 0) && (!after || compareTimes(item, after) < 0);
  });
}

/** Returns the first item of the first input, the first of the second that follows it, and so on. */
function chain<Event extends Occurrence>(
  items: readonly WindowItem<Event>[],
  needs: readonly number[],
  follows: (last: WindowItem<Event>, next: WindowItem<Event>) => boolean,
): WindowItem<Event>[] {
  const found: WindowItem<Event>[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (item.input === needs[found.length] && (!last || follows(last, item))) found.push(item);
  }
  return found;
}
