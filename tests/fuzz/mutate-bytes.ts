/** Ways to spoil bytes of which nothing is known. */
import type { Random } from "./random.ts";

/** A stretch of bytes, `[from, to)`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Values at which code that counts or adds goes wrong. */
const EDGES = [0, 1, 7, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0xffffffff];

/** Puts other bytes in place of a few; returns the same bytes. */
export function overwrite(bytes: Buffer, { from, to }: Stretch, random: Random): Buffer {
  for (let i = random.below(8); i >= 0; i--)
    bytes[from + random.below(to - from)] = random.oneIn(3) ? 0xff : random.below(256);
  return bytes;
}

/** Turns single bits over. */
export function flipBits(bytes: Buffer, { from, to }: Stretch, random: Random): Buffer {
  for (let i = random.below(6); i >= 0; i--) {
    const at = from + random.below(to - from);
    bytes[at] = bytes[at]! ^ (1 << random.below(8));
  }
  return bytes;
}

/** Puts a number of one, two or four bytes there at which something may go wrong. */
export function edgeNumber(bytes: Buffer, { from, to }: Stretch, random: Random): Buffer {
  const size = random.of([1, 2, 4]);
  if (to - from < size) return bytes;
  putNumber(bytes, from + random.below(to - from - size + 1), size, random);
  return bytes;
}

/** Puts such a number at an offset. */
export function putNumber(bytes: Buffer, at: number, size: number, random: Random): void {
  const known = bytes.readUIntLE(at, size);
  const near = known + random.below(17) - 8;
  const value = random.oneIn(3)
    ? near
    : random.oneIn(4)
      ? at + random.below(9) - 4
      : random.of(EDGES);
  bytes.writeUIntLE(((value % 2 ** (8 * size)) + 2 ** (8 * size)) % 2 ** (8 * size), at, size);
}

/** Copies a stretch of other bytes over some of these. */
export function splice(
  bytes: Buffer,
  { from, to }: Stretch,
  other: Buffer,
  random: Random,
): Buffer {
  const length = Math.min(1 + random.below(random.of([8, 64, 512, 4096])), to - from, other.length);
  const source = random.below(other.length - length + 1);
  const copy = Buffer.from(other.subarray(source, source + length));
  copy.copy(bytes, from + random.below(to - from - length + 1));
  return bytes;
}
