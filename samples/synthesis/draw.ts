import { createHash } from "node:crypto";

/**
 * Everything in these recordings that is arbitrary (hashes, process ids, thread ids, digits below
 * the millisecond) is drawn from the digest of what it belongs to. The same story always gives the
 * same bytes, and an event added in one place changes nothing in another.
 */
function digest(...of: readonly string[]): Buffer {
  return createHash("sha256").update(of.join("\u0000")).digest();
}

/** Returns a number from 0 up to, not including, `below` (at most 2^32). */
export function drawNumber(below: number, ...of: readonly string[]): number {
  return digest(...of).readUInt32BE(0) % below;
}

/** Returns `length` hexadecimal digits in upper case; at most 64. */
export function drawHex(length: number, ...of: readonly string[]): string {
  return digest(...of)
    .toString("hex")
    .slice(0, length)
    .toUpperCase();
}

/** Returns a GUID in lower case, without braces. */
export function drawGuid(...of: readonly string[]): string {
  const hex = drawHex(32, ...of).toLowerCase();
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join("-");
}
