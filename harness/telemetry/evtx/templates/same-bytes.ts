/**
 * Whether two stretches of bytes are the same. They are short, and a call out of JavaScript costs more
 * than comparing them here, four bytes at a time.
 */
export function sameBytes(
  a: DataView,
  atA: number,
  b: DataView,
  atB: number,
  size: number,
): boolean {
  let i = 0;
  for (const whole = size - 3; i < whole; i += 4)
    if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true)) return false;
  for (; i < size; i++) if (a.getUint8(atA + i) !== b.getUint8(atB + i)) return false;
  return true;
}
