/** The state of a sample over one recording. Time does not matter to it. */
import { Groups, type Group } from "../../streams/groups.ts";
import type { EventCounts } from "../../model/dropped-events.ts";
import { EventCounter } from "../../streams/event-counter.ts";
import type { Completion, Matcher, Occurrence, ReadField } from "../../model/matcher.ts";
import { byValues, joinReading, type Joined } from "./join-keys.ts";
import { END_OF_TIME } from "./partial-sequence.ts";
import type { Sample, Step } from "../../model/sequence.ts";

/** Events that one rule holds at most. */
const MAX_SAMPLED = 200_000;

/**
 * Finds, for all values of the keys that each step has events with, different events for the steps:
 * earlier events of the recording before later ones, those of the first step before all. Matches are
 * in the order of the keys, and list their events in the order of the steps.
 */
export class SampleMatcher<Event extends Occurrence> implements Matcher<Event> {
  readonly #counter = new EventCounter();
  readonly #cut = { cut: 0 };
  readonly #perKey: number;
  readonly #steps: readonly Step[];
  readonly #groups: Groups<SampleGroup<Event>>;

  constructor({ steps, perKey = 1 }: Sample, max: number = MAX_SAMPLED) {
    this.#perKey = perKey;
    this.#steps = steps;
    // More of one step are never needed: all but that many are taken by other steps or matches.
    const most = steps.length + perKey;
    this.#groups = new Groups(() => new SampleGroup<Event>(steps.length, most), this.#cut, max);
  }

  /** Events that are held. */
  get held(): number {
    return this.#groups.held;
  }

  get counts(): EventCounts {
    return { stages: this.#counter.counts() };
  }

  get cut(): number {
    return this.#cut.cut;
  }

  see(occurrence: Event, read: ReadField): readonly Completion<Event>[] {
    this.#counter.see(occurrence.stage, occurrence);
    let [isCut, isJoined] = [false, false];
    for (const [place, { stage, keys }] of this.#steps.entries()) {
      if (stage !== occurrence.stage) continue;
      const reading = joinReading(keys, read);
      isCut ||= reading.isCut;
      isJoined ||= reading.joined.length > 0;
      for (const joined of reading.joined)
        this.#groups.change(joined.id, 0n, (group) => group.add(place, occurrence, joined));
    }
    if (isCut) this.#cut.cut++;
    if (!isJoined) this.#counter.drop(occurrence.stage, occurrence, "ungrouped");
    return [];
  }

  end(): readonly Completion<Event>[] {
    const found = [...this.#groups.entries()].map(([, group]) => group);
    return found
      .filter(({ isComplete }) => isComplete)
      .sort((a, b) => byValues(a.joined, b.joined))
      .flatMap(({ byStep, joined: { shown: keys } }) =>
        samplesOf(byStep, this.#perKey).map((events) => ({ events, keys })),
      );
  }
}

/** The events of one combination of key values. */
class SampleGroup<Event extends Occurrence> implements Group {
  readonly byStep: Event[][];
  readonly expires = END_OF_TIME;
  readonly #most: number;
  #joined: Joined | undefined;
  size = 0;

  constructor(steps: number, most: number) {
    this.byStep = Array.from({ length: steps }, () => []);
    this.#most = most;
  }

  get joined(): Joined {
    return this.#joined!;
  }

  get isComplete(): boolean {
    return this.byStep.every((events) => events.length > 0);
  }

  add(place: number, occurrence: Event, joined: Joined): void {
    this.#joined = joined;
    const events = this.byStep[place]!;
    if (events.length === this.#most) return;
    events.push(occurrence);
    this.size++;
  }

  shrink(): void {
    this.byStep.find((events) => events.length > 0)!.shift();
    this.size--;
  }
}

/** Returns up to so many ways to take a different event for each step. */
function samplesOf<Event extends Occurrence>(
  byStep: readonly (readonly Event[])[],
  most: number,
): Event[][] {
  const found: Event[][] = [];
  const taken: Event[] = [];
  const choose = (): void => {
    if (taken.length === byStep.length) {
      found.push([...taken]);
      return;
    }
    for (const event of byStep[taken.length]!) {
      if (found.length === most) return;
      if (taken.some(({ position }) => position === event.position)) continue;
      taken.push(event);
      choose();
      taken.pop();
    }
  };
  choose();
  return found;
}
