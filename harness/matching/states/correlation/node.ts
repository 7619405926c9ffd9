/** One correlation at work: it takes samples in the order of time, and decides. */
import type { Correlation, Input } from "../../model/correlation.ts";
import type { Item, Sample } from "./item.ts";
import { inTime } from "./item.ts";
import type { Decided, Judge } from "./condition.ts";
import type { Losses } from "../../model/dropped-events.ts";
import { isNumeric, needsValues } from "./measure.ts";
import { passingJudge } from "./session-window.ts";
import { slidingJudge } from "./sliding-window.ts";
import { temporalJudge } from "./temporal.ts";

const TICKS_PER_SECOND = 10_000_000n;

interface Inlet {
  readonly input: Input;
  readonly inner: Node | null;
  readonly stages: ReadonlySet<number>;
}

export class Node {
  readonly #correlation: Correlation;
  /** How many correlations this one stands in: the place of its reading in a sample. */
  readonly #depth: number;
  readonly #inlets: readonly Inlet[];
  readonly #judge: Judge;
  readonly #losses: Losses;
  /** Of the results of inner correlations, so that each counts as one event. */
  #lastResult = 0;

  constructor(correlation: Correlation, losses: Losses, depth = 0) {
    this.#correlation = correlation;
    this.#depth = depth;
    this.#losses = losses;
    this.#judge = judgeOf(correlation, losses);
    this.#inlets = correlation.inputs.map((input) => ({
      input,
      inner: input.of ? new Node(input.of, losses, depth + 1) : null,
      stages: new Set(input.leaves.map(({ stage }) => stage)),
    }));
  }

  /** Takes the next sample; its stage is one of this correlation's. */
  see(sample: Sample): readonly Decided[] {
    return this.#go(sample.ticks, sample);
  }

  /** Returns what is decided because time has passed a moment (in ticks; null: it has ended). */
  passed(now: bigint | null): readonly Decided[] {
    return this.#go(now, null);
  }

  #go(now: bigint | null, sample: Sample | null): readonly Decided[] {
    const items: Item[] = [];
    for (const [index, { inner, stages }] of this.#inlets.entries()) {
      const concerned = sample !== null && stages.has(sample.occurrence.stage);
      if (inner)
        for (const decided of concerned ? inner.see(sample) : inner.passed(now))
          items.push(this.#resultItem(index, decided));
      else if (concerned) items.push(this.#eventItem(index, sample));
    }
    const decided: Decided[] = [];
    for (const item of items.sort(inTime)) {
      decided.push(...this.#judge.passed(item.ticks));
      for (const key of this.#keysOf(item)) decided.push(...this.#judge.add(key, item));
    }
    decided.push(...this.#judge.passed(now));
    return decided;
  }

  #eventItem(input: number, sample: Sample): Item {
    const { values, numbers } = sample.readings[this.#depth]!;
    const { position } = sample.occurrence;
    const { ticks } = sample;
    return { input, ticks, position, samples: [sample], events: [position], values, numbers };
  }

  #resultItem(input: number, { ticks, items }: Decided): Item {
    const samples = [...new Set(items.flatMap((item) => item.samples))];
    const readings = samples.map((sample) => sample.readings[this.#depth]!);
    return {
      input,
      ticks,
      position: Math.max(...samples.map(({ occurrence }) => occurrence.position)),
      samples,
      events: [--this.#lastResult],
      values: [...new Set(readings.flatMap(({ values }) => values))],
      numbers: readings.flatMap(({ numbers }) => numbers),
    };
  }

  /** Returns the groups an item belongs to: a result to each that one of its events belongs to. */
  #keysOf({ samples, values, numbers }: Item): readonly string[] {
    const { condition } = this.#correlation;
    if (condition.kind === "measure" && needsValues(condition.measure)) {
      const measured = isNumeric(condition.measure) ? numbers : values;
      if (measured.length === 0) {
        this.#losses.unmeasured++;
        return [];
      }
    }
    const keys = samples.map((sample) => sample.readings[this.#depth]!.key);
    const known = new Set(keys.filter((key) => key !== null));
    if (known.size === 0) this.#losses.ungrouped++;
    return [...known];
  }
}

function judgeOf({ condition, timespan: seconds }: Correlation, losses: Losses): Judge {
  const timespan = BigInt(seconds) * TICKS_PER_SECOND;
  if (condition.kind === "temporal") return temporalJudge({ ...condition, timespan }, losses);
  const asksForMore = condition.comparisons.every(
    ({ operator }) => operator === "gt" || operator === "gte",
  );
  return asksForMore
    ? slidingJudge({ ...condition, timespan }, losses)
    : passingJudge({ ...condition, timespan }, losses);
}
