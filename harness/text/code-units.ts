/**
 * Compares two texts by their UTF-16 units, as `sort` does by itself: below zero, zero or above. The
 * order is the same on every machine, whatever its locale.
 */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
