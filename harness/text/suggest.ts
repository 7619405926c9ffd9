/** Returns `Did you mean "x"?` for the candidate nearest to what was written, or undefined if none is near. */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestName(written, candidates);
  return nearest === undefined ? undefined : `Did you mean "${nearest}"?`;
}

/**
 * Returns the candidate nearest to what was written, or undefined if none is near: at most a third of
 * its letters (one of a short word, none of a single letter) may differ, and letter case counts for
 * nothing.
 */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  if (written === "" || written.length > LONGEST) return undefined;
  let bestDistance = Math.min(written.length, Math.max(1, Math.floor(written.length / 3)) + 1);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** To compare longer words takes long, and nobody mistypes them. */
const LONGEST = 200;

/** Edits (insert, delete, replace, swap of neighbours) that lead from one text to the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
