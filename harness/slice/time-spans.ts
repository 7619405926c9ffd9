/** Spans of time around moments. Both ends belong to a span. */
export class TimeSpans {
  readonly #around: bigint;
  #spans: { start: bigint; end: bigint }[] = [];
  #isMerged = true;

  /** @param around ticks before and after each moment */
  constructor(around: bigint) {
    this.#around = around;
  }

  add(time: bigint): void {
    const [start, end] = [time - this.#around, time + this.#around];
    const last = this.#spans.at(-1);
    // Recordings are in order of time but for a few events: so there are few spans.
    if (last && start >= last.start && start <= last.end) {
      if (end > last.end) last.end = end;
      return;
    }
    this.#spans.push({ start, end });
    this.#isMerged = false;
  }

  has(time: bigint): boolean {
    this.#merge();
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#spans[middle]!.start <= time) low = middle + 1;
      else high = middle;
    }
    return low > 0 && time <= this.#spans[low - 1]!.end;
  }

  #merge(): void {
    if (this.#isMerged) return;
    this.#isMerged = true;
    const sorted = this.#spans.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    this.#spans = [];
    for (const span of sorted) {
      const last = this.#spans.at(-1);
      if (!last || span.start > last.end) this.#spans.push(span);
      else if (span.end > last.end) last.end = span.end;
    }
  }
}
