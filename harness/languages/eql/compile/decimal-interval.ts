/**
 * Returns a regular expression for the decimal numbers between two, both included, whichever comes
 * first. If both are written with as many digits, so must be what is matched; if not, zeros may stand
 * in front.
 */
export function decimalInterval(from: string, to: string): string {
  const [low, high] = [Number(from), Number(to)].toSorted((a, b) => a - b);
  const width = from.length === to.length ? from.length : null;
  const parts = blocks(low!, high!).map(([first, last]) => {
    const digits = String(last).length;
    const zeros = width === null ? "" : "0".repeat(width - digits);
    return zeros + digitRanges(String(first).padStart(digits, "0"), String(last));
  });
  return `${width === null ? "0*" : ""}(?:${parts.join("|")})`;
}

/** Cuts a range into blocks of which each is a product of ranges of digits. */
function blocks(low: number, high: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let first = low; first <= high;) {
    let size = 1;
    // A block of 10, 100, … begins where the zeros do, does not reach beyond the end, and keeps its digits.
    while (first % (size * 10) === 0 && first + size * 10 - 1 <= high && first >= size * 10)
      size *= 10;
    const toNine = Math.floor(first / size) % 10;
    const most = Math.floor((high - first + 1) / size);
    const last = first + Math.min(10 - toNine, most) * size - 1;
    found.push([first, last]);
    first = last + 1;
  }
  return found;
}

/** The two have the same digits in front, a range in one place, and 0 to 9 behind it. */
function digitRanges(first: string, last: string): string {
  return Array.from(first, (digit, i) =>
    digit === last[i] ? digit : `[${digit}-${last[i]}]`,
  ).join("");
}
