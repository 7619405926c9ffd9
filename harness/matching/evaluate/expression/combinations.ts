/** The most combinations that are tried. */
export const MOST_COMBINATIONS = 10_000;

/**
 * Whether an answer is yes for any combination of one value from each list; an empty list gives null.
 * Of lists that have too many combinations, all are cut to the same length that leaves few enough,
 * and what stands behind is not tried: a bound on hostile events.
 */
export function someCombination<T>(
  lists: readonly (readonly T[])[],
  ask: (values: readonly (T | null)[]) => boolean,
): boolean {
  const counts = lists.map(({ length }) => Math.max(1, length));
  const values = lists.map((list) => list[0] ?? null);
  if (counts.every((count) => count === 1)) return ask(values);
  const longest = longestWithin(counts);
  const places = counts.map(() => 0);
  for (;;) {
    if (ask(values)) return true;
    let digit = 0;
    for (; digit < lists.length; digit++) {
      const place = places[digit]! + 1;
      const isOver = place >= Math.min(counts[digit]!, longest);
      places[digit] = isOver ? 0 : place;
      values[digit] = lists[digit]![places[digit]!] ?? null;
      if (!isOver) break;
    }
    if (digit === lists.length) return false;
  }
}

/** Returns the greatest length to which lists can be cut so that few enough combinations are left. */
function longestWithin(counts: readonly number[]): number {
  const product = (longest: number): number =>
    counts.reduce((all, count) => all * Math.min(count, longest), 1);
  let [low, high] = [1, Math.max(...counts)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (product(middle) <= MOST_COMBINATIONS) low = middle;
    else high = middle - 1;
  }
  return low;
}
