/**
 * What stands in the file of a zip archive and not in its directory: members that nobody unpacks.
 *
 *   a member:  local header (30 bytes, "PK\3\4"), its name, its extra fields, the packed content
 *
 * @see PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 4.3.6 and 4.3.7
 */
import { closeSync, openSync, readSync } from "node:fs";
import type { ArchiveWindow } from "./zip-window.ts";

/** Where the directory says that a member stands in the archive, and how long its content is. */
export interface ListedMember {
  readonly offset: number;
  readonly packedSize: number;
}

const LOCAL_HEADER = Buffer.from("PK\x03\x04", "latin1");
const DIRECTORY_ENTRY = Buffer.from("PK\x01\x02", "latin1");
const LOCAL_HEADER_SIZE = 30;
const BLOCK = 64 * 1024;

/** What the file of an archive holds that its directory does not list. */
export interface Unlisted {
  /** Members begin with the first byte before the archive, or the first one behind its end. */
  readonly before: boolean;
  readonly behind: boolean;
  /** Offset in the file of a member that stands between others; null if none does. */
  readonly between: number | null;
  /** Behind as many entries of the directory as the archive says it has stands another. */
  readonly inDirectory: boolean;
}

/**
 * Looks for what the directory does not list.
 *
 * @param directory offsets in the archive: where the directory begins, and where what was read of it ends
 */
export function unlistedIn(
  path: string,
  { from, to, fileSize }: ArchiveWindow,
  members: readonly ListedMember[],
  directory: { readonly start: number; readonly end: number },
): Unlisted {
  const file = openSync(path, "r");
  try {
    const sorted = members.toSorted((a, b) => a.offset - b.offset);
    const first = from + (sorted[0]?.offset ?? directory.start);
    return {
      before: first > 0 && startsWith(file, 0, LOCAL_HEADER),
      behind: to < fileSize && startsWith(file, to, LOCAL_HEADER),
      between: memberBetween(file, from, sorted, directory.start),
      inDirectory: startsWith(file, from + directory.end, DIRECTORY_ENTRY),
    };
  } finally {
    closeSync(file);
  }
}

/** @param sorted by their offsets */
function memberBetween(
  file: number,
  from: number,
  sorted: readonly ListedMember[],
  end: number,
): number | null {
  let free = sorted[0]?.offset ?? end;
  for (const [i, { offset, packedSize }] of sorted.entries()) {
    const next = sorted[i + 1]?.offset ?? end;
    const least = offset + LOCAL_HEADER_SIZE + packedSize;
    // Only where a header fits is it worth it to look how long this one is.
    if (next - Math.max(free, least) >= LOCAL_HEADER_SIZE)
      free = Math.max(free, least + lengthsIn(file, from + offset));
    else free = Math.max(free, least);
    const found = next - free >= LOCAL_HEADER_SIZE ? find(file, from + free, from + next) : null;
    if (found !== null) return found;
  }
  return null;
}

/** How long the name and the extra fields of a local header are. */
function lengthsIn(file: number, at: number): number {
  const header = bytesAt(file, at, LOCAL_HEADER_SIZE);
  if (header.length < LOCAL_HEADER_SIZE || !header.subarray(0, 4).equals(LOCAL_HEADER)) return 0;
  return header.readUInt16LE(26) + header.readUInt16LE(28);
}

function find(file: number, from: number, to: number): number | null {
  for (let at = from; at < to; at += BLOCK) {
    // A magic number may lie over the end of the block.
    const found = bytesAt(file, at, Math.min(BLOCK + 3, to - at)).indexOf(LOCAL_HEADER);
    if (found >= 0) return at + found;
  }
  return null;
}

function startsWith(file: number, at: number, magic: Buffer): boolean {
  return bytesAt(file, at, magic.length).equals(magic);
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}
