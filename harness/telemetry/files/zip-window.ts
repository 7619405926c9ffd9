/**
 * Where in a file a zip archive stands: programs that hand archives on put bytes before them and behind
 * them. The end of its directory tells.
 *
 *   offset  size
 *        0     4  magic "PK\5\6"
 *       12     4  size of the directory, which ends here
 *       16     4  offset of the directory in the archive
 *       20     2  length of the comment that follows
 *
 * @see PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 4.3.16
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import type { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";

/** The bytes of a file that are the archive. */
export interface ArchiveWindow {
  readonly from: number;
  readonly to: number;
  readonly fileSize: number;
}

const END = Buffer.from("PK\x05\x06", "latin1");
const END_SIZE = 22;
const DIRECTORY = Buffer.from("PK\x01\x02", "latin1");
/** The sizes of a larger archive stand elsewhere, and say nothing here. */
const ZIP64 = 0xffff_ffff;
const BLOCK = 64 * 1024;
/** So many bytes behind an archive are looked over for its end. */
const MAX_BEHIND = 64 * 1024 * 1024;

/** Returns where the archive stands; null if its end is not found. Throws what the file system throws. */
export function archiveWindow(path: string): ArchiveWindow | null {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const least = Math.max(0, size - MAX_BEHIND);
    for (let to = size; to > least; to -= BLOCK) {
      const from = Math.max(0, to - BLOCK);
      // An end may lie over the end of the block.
      const bytes = bytesAt(file, from, Math.min(size, to + END_SIZE) - from);
      for (
        let at = bytes.lastIndexOf(END);
        at >= 0;
        at = at > 0 ? bytes.lastIndexOf(END, at - 1) : -1
      ) {
        const found = from + at < to ? windowAt(file, bytes, at, from, size) : null;
        if (found) return found;
      }
    }
    return null;
  } finally {
    closeSync(file);
  }
}

function windowAt(
  file: number,
  bytes: Buffer,
  at: number,
  offset: number,
  fileSize: number,
): ArchiveWindow | null {
  if (at + END_SIZE > bytes.length) return null;
  const end = offset + at;
  const to = end + END_SIZE + bytes.readUInt16LE(at + 20);
  if (to > fileSize) return null;
  const [size, directory] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
  if (size === ZIP64 || directory === ZIP64) return { from: 0, to, fileSize };
  const from = end - size - directory;
  if (from < 0) return null;
  const isDirectory = size === 0 || bytesAt(file, from + directory, 4).equals(DIRECTORY);
  return isDirectory ? { from, to, fileSize } : null;
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}

/** Reads a part of a file as if it were all of it. */
export class WindowReader extends RandomAccessReader {
  readonly #path: string;
  readonly #from: number;

  constructor(path: string, { from }: ArchiveWindow) {
    super();
    this.#path = path;
    this.#from = from;
  }

  /** Called by yauzl. */
  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.#path, { start: this.#from + start, end: this.#from + end - 1 });
  }
}
