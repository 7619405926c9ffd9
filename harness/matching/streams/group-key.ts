import { createHash } from "node:crypto";

/** In UTF-16 units. V8 tells texts of one length beyond 16,383 apart by comparing them, one with all others. */
const LONGEST = 4096;

/** Returns the key under which a group is kept: a long one is represented by its digest. */
export function groupKey(key: string): string {
  if (key.length <= LONGEST) return key;
  return `${key.length}:${createHash("sha256").update(key, "utf16le").digest("base64")}`;
}
