/**
 * The bytes of a file in pieces. Who does not keep what is read is given the same memory again and
 * again: new memory costs more than what is read into it.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ReadLog } from "../read-log.ts";
import { reasonOf } from "./zip.ts";

/** The first piece has the size of an EVTX file header, each other of whole chunks, which saves copies. */
const FIRST_PIECE = 4096;
const CHUNK = 64 * 1024;

/** Most recordings are smaller than this: they are read at once. */
const LARGEST_WHOLE = 1024 * 1024;

/** Memory that no open file reads to, to be used again: as much as files were ever open at once. */
const spare: Buffer[] = [];

/** A file that is read from its beginning, once. */
export class OpenFile {
  readonly #descriptor: number;
  readonly #size: number;
  readonly #log: ReadLog;
  readonly #room: Buffer | null;

  /** @param reuseBuffers whether a piece is done with when the next one is asked for, or the file is closed */
  constructor(descriptor: number, size: number, log: ReadLog, reuseBuffers: boolean) {
    this.#descriptor = descriptor;
    this.#size = size;
    this.#log = log;
    // Not filled with zeros before it is filled with what is read.
    this.#room = reuseBuffers ? (spare.pop() ?? Buffer.allocUnsafeSlow(LARGEST_WHOLE)) : null;
  }

  /** Returns all of the file, which may be a pipe. */
  *pieces(): Generator<Uint8Array> {
    const whole = this.#size;
    // A piece that is not filled is the last one.
    const first = whole > FIRST_PIECE && whole < LARGEST_WHOLE ? whole + 1 : FIRST_PIECE;
    for (let size = first, at = 0; ; size = this.#next) {
      const piece = this.#memory(size);
      const length = this.#readFully(piece, at, null);
      if (length > 0) yield length === size ? piece : piece.subarray(0, length);
      if (length < size) return;
      at += length;
    }
  }

  /** Returns a part of the file; each piece but the last is whole. */
  *piecesOf({ from, to }: ByteRange): Generator<Uint8Array> {
    for (let at = from; at < to;) {
      const piece = this.#memory(Math.min(at === 0 ? FIRST_PIECE : this.#next, to - at));
      const length = this.#readFully(piece, at, at);
      if (length > 0) yield length === piece.length ? piece : piece.subarray(0, length);
      if (length < piece.length) return;
      at += length;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
    if (this.#room) spare.push(this.#room);
  }

  /** The size of the pieces behind the first. */
  get #next(): number {
    return this.#room ? LARGEST_WHOLE : CHUNK;
  }

  #memory(size: number): Uint8Array {
    return this.#room?.subarray(0, size) ?? Buffer.allocUnsafeSlow(size);
  }

  /** @param position where to read; null where the last piece ended, so that a pipe is read as well */
  #readFully(piece: Uint8Array, at: number, position: number | null): number {
    let length = 0;
    try {
      for (;;) {
        const where = position === null ? null : position + length;
        const read = readSync(this.#descriptor, piece, length, piece.length - length, where);
        length += read;
        if (read === 0 || length === piece.length) return length;
      }
    } catch (error) {
      const place = { kind: "byte", offset: at + length } as const;
      const message = `The file cannot be read: ${reasonOf(error)}.`;
      if (at + length === 0) this.#log.fail("file/unreadable", message, undefined, place);
      else this.#log.skip("file/unreadable", message, place);
      return length;
    }
  }
}

/** A part of a file: from an offset to the one behind it, which may lie behind the end of the file. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Returns the file, to be closed; null if there is none, which is put down in the log. */
export function openFile(path: string, log: ReadLog, reuseBuffers: boolean): OpenFile | null {
  try {
    const descriptor = openSync(path, "r");
    const status = fstatSync(descriptor);
    if (!status.isDirectory()) return new OpenFile(descriptor, status.size, log, reuseBuffers);
    closeSync(descriptor);
    log.fail("file/unreadable", "A folder is not a recording.", "Name a file.");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (isMissing) log.fail("file/not-found", "No file has this path.");
    else log.fail("file/unreadable", `The file cannot be opened: ${reasonOf(error)}.`);
  }
  return null;
}
