/**
 * Puts samples in the order of time. A recording need not be in it: exports are sorted by newest
 * first, and logs are joined. So samples are held back until the recording ends, or until there are
 * too many; then the older half goes on, and what comes later and is older still is lost.
 */
import { inTime, type Sample } from "./item.ts";
import type { Losses } from "./losses.ts";

/** Samples that are held back at most. */
export const MAX_WAITING = 100_000;

export class Reorder {
  readonly #losses: Losses;
  readonly #max: number;
  #waiting: Sample[] = [];
  #passed: Sample | undefined;

  constructor(losses: Losses, max: number = MAX_WAITING) {
    this.#losses = losses;
    this.#max = max;
  }

  /** Takes a sample; returns those that go on, in order. */
  add(sample: Sample): readonly Sample[] {
    if (this.#passed && compare(sample, this.#passed) < 0) {
      this.#losses.late++;
      return [];
    }
    this.#waiting.push(sample);
    return this.#waiting.length < this.#max ? [] : this.#release(this.#max >> 1);
  }

  /** Returns the rest, in order. */
  end(): readonly Sample[] {
    return this.#release(this.#waiting.length);
  }

  #release(count: number): readonly Sample[] {
    const sorted = this.#waiting.sort(compare);
    const released = sorted.slice(0, count);
    this.#waiting = sorted.slice(count);
    this.#passed = released.at(-1) ?? this.#passed;
    return released;
  }
}

function compare(a: Sample, b: Sample): number {
  return (
    inTime(
      { ticks: a.ticks, position: a.occurrence.position },
      { ticks: b.ticks, position: b.occurrence.position },
    ) || a.occurrence.stage - b.occurrence.stage
  );
}
