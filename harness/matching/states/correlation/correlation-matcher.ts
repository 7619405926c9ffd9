/** The state of a correlation over one recording. */
import { ticksOf } from "../../../events/time.ts";
import type { FieldValue } from "../../../events/field-value.ts";
import type { Completion, Matcher, Occurrence } from "../../model/rule.ts";
import type { Correlation, Leaf } from "../../model/correlation.ts";
import { inTime, readingOf, sampleInTime, type Sample } from "./item.ts";
import type { Decided } from "./condition.ts";
import { noLosses, type Losses } from "../../model/dropped-events.ts";
import { Node } from "./node.ts";
import { Reorder } from "../../streams/reorder-buffer.ts";

/** Returns the matcher of a correlation. Each match lists its events in the order of time. */
export function correlationMatcher(correlation: Correlation): Matcher {
  return new CorrelationMatcher(correlation);
}

class CorrelationMatcher implements Matcher {
  readonly losses: Losses = noLosses();
  readonly #node: Node;
  readonly #reorder: Reorder<Sample>;
  /** By stage, how each of the correlations it comes to reads it, from the outermost inwards. */
  readonly #leaves = new Map<number, Leaf[]>();

  constructor(correlation: Correlation) {
    this.#node = new Node(correlation, this.losses);
    this.#reorder = new Reorder(sampleInTime, this.losses);
    this.#addLeaves(correlation);
  }

  see(occurrence: Occurrence, read: (field: string) => FieldValue | undefined): Completion[] {
    const ticks = occurrence.time === null ? null : ticksOf(occurrence.time);
    if (ticks === null) {
      this.losses.untimed++;
      return [];
    }
    const readings = this.#leaves.get(occurrence.stage)!.map((leaf) => readingOf(leaf, read));
    const ready = this.#reorder.add({ ticks, occurrence, readings });
    return ready.flatMap((sample) => this.#node.see(sample)).map(completionOf);
  }

  end(): Completion[] {
    const rest = this.#reorder.end().flatMap((sample) => this.#node.see(sample));
    return [...rest, ...this.#node.passed(null)].map(completionOf);
  }

  #addLeaves({ inputs }: Correlation): void {
    for (const { of, leaves } of inputs) {
      for (const leaf of leaves) {
        const known = this.#leaves.get(leaf.stage);
        if (known) known.push(leaf);
        else this.#leaves.set(leaf.stage, [leaf]);
      }
      if (of) this.#addLeaves(of);
    }
  }
}

function completionOf({ items }: Decided): Completion {
  const samples = [...new Set(items.flatMap((item) => item.samples))];
  const events = samples
    .map(({ ticks, occurrence }) => ({ ticks, position: occurrence.position, occurrence }))
    .sort(inTime)
    .map(({ occurrence }) => occurrence);
  return { events };
}
