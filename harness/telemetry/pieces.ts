/**
 * Opens a recording and gives its bytes in pieces: of a file, of what a gzip file holds, of a member
 * of a zip archive. Memory is bounded whatever the size. What goes wrong is put down in the log and
 * ends the pieces.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { once } from "node:events";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { memberPath, splitMemberPath } from "./archive-path.ts";
import type { ReadLog } from "./read-log.ts";
import { recognise } from "./recognise.ts";
import { isRecordingName } from "./recording-names.ts";
import { memberNames, openMember, reasonOf } from "./zip.ts";

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The first piece has the size of an EVTX file header, each other of a chunk, which saves copies. */
const FIRST_PIECE = 4096;
const PIECE = 64 * 1024;

/** Most recordings are smaller than this: they are read at once. */
const LARGEST_WHOLE = 1024 * 1024;

/** What unpacks to more than this is taken for a bomb if it also grows more than `MAX_GROWTH` times. */
export const MAX_UNSUSPECTED = 128 * 1024 * 1024;
export const MAX_GROWTH = 400;

/** Returns the pieces of a recording; each is the receiver's to keep. */
export async function* piecesOf(path: string, log: ReadLog): AsyncGenerator<Uint8Array> {
  const inArchive = splitMemberPath(path).find(({ archive }) => existsSync(archive));
  if (inArchive && !existsSync(path)) {
    yield* memberPieces(inArchive.archive, inArchive.member, log);
    return;
  }
  const file = openFile(path, log);
  if (file === null) return;
  try {
    const { first, rest } = peek(filePieces(file, log));
    const kind = recognise(first).kind;
    if (kind === "zip") yield* onlyMemberPieces(path, log);
    else yield* kind === "gzip" ? gunzipped(rest, log) : rest;
  } finally {
    closeSync(file);
  }
}

/** A part of a file: from an offset to the one behind it, which may lie behind the end of the file. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Returns the pieces of a part of a file; each is the receiver's to keep, and each but the last is whole. */
export function* piecesOfRange(
  path: string,
  { from, to }: ByteRange,
  log: ReadLog,
): Generator<Uint8Array> {
  const file = openFile(path, log);
  if (file === null) return;
  try {
    for (let at = from; at < to;) {
      const piece = new Uint8Array(Math.min(at === 0 ? FIRST_PIECE : PIECE, to - at));
      const length = readFully(file, piece, at, log, at);
      if (length > 0) yield length === piece.length ? piece : piece.subarray(0, length);
      if (length < piece.length) return;
      at += length;
    }
  } finally {
    closeSync(file);
  }
}

function openFile(path: string, log: ReadLog): number | null {
  try {
    const file = openSync(path, "r");
    if (!fstatSync(file).isDirectory()) return file;
    closeSync(file);
    log.fail("file/unreadable", "A folder is not a recording.", "Name a file.");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (isMissing) log.fail("file/not-found", "No file has this path.");
    else log.fail("file/unreadable", `The file cannot be opened: ${reasonOf(error)}.`);
  }
  return null;
}

function* filePieces(file: number, log: ReadLog): Generator<Uint8Array> {
  const whole = fstatSync(file).size;
  // Behind a small file that was read at once is only its end to be found.
  const first = whole > FIRST_PIECE && whole <= LARGEST_WHOLE ? whole : FIRST_PIECE;
  for (let size = first, at = 0; ; size = at === whole ? FIRST_PIECE : PIECE) {
    // Not filled with zeros before it is filled with what is read; what is not, is cut off.
    const piece = Buffer.allocUnsafeSlow(size);
    const length = readFully(file, piece, at, log);
    if (length > 0) yield length === size ? piece : piece.subarray(0, length);
    if (length < size) return;
    at += length;
  }
}

/** @param position where to read; without one where the last piece ended, so that a pipe is read as well */
function readFully(
  file: number,
  piece: Uint8Array,
  at: number,
  log: ReadLog,
  position: number | null = null,
): number {
  let length = 0;
  try {
    for (;;) {
      const where = position === null ? null : position + length;
      const read = readSync(file, piece, length, piece.length - length, where);
      length += read;
      if (read === 0 || length === piece.length) return length;
    }
  } catch (error) {
    const place = { kind: "byte", offset: at + length } as const;
    const message = `The file cannot be read: ${reasonOf(error)}.`;
    if (at + length === 0) log.fail("file/unreadable", message, undefined, place);
    else log.skip("file/unreadable", message, place);
    return length;
  }
}

/** Returns the first piece, and all of them. */
function peek(pieces: Generator<Uint8Array>): { first: Uint8Array; rest: Iterable<Uint8Array> } {
  const { value, done } = pieces.next();
  const first = done ? new Uint8Array(0) : value;
  return {
    first,
    rest: (function* () {
      yield first;
      yield* pieces;
    })(),
  };
}

/** A zip archive that was named itself: what it holds, if that is one recording. */
async function* onlyMemberPieces(archive: string, log: ReadLog): AsyncGenerator<Uint8Array> {
  try {
    const members = (await memberNames(archive)).filter(isRecordingName);
    const [only, second] = members;
    if (only !== undefined && second === undefined) yield* memberPieces(archive, only, log);
    else if (only === undefined)
      log.fail("archive/no-recordings", "The archive holds no recording.");
    else {
      const hint = `Name one of them, such as ${memberPath(archive, only)}.`;
      log.fail("archive/unreadable", `The archive holds ${members.length} recordings.`, hint);
    }
  } catch (error) {
    log.fail("archive/unreadable", `The archive cannot be read: ${reasonOf(error)}.`);
  }
}

async function* memberPieces(
  archive: string,
  member: string,
  log: ReadLog,
): AsyncGenerator<Uint8Array> {
  const stream = await openMember(archive, member, log);
  if (!stream) return;
  const pieces = guarded(stream as AsyncIterable<Uint8Array>, log);
  const isGzip = member.toLowerCase().endsWith(".gz");
  yield* isGzip ? gunzipped(pieces, log) : pieces;
}

/** What gzip members the pieces hold; what follows the last of them is passed over. */
async function* gunzipped(pieces: Pieces, log: ReadLog): AsyncGenerator<Uint8Array> {
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      packed += piece.length;
      yield piece;
    }
  }
  const source = Readable.from(counted());
  const unpacked = createGunzip({ chunkSize: PIECE });
  // What goes wrong comes out of `unpacked`.
  pipeline(source, unpacked, () => {});
  try {
    yield* guarded(unpacked as AsyncIterable<Uint8Array>, log, () => packed);
  } finally {
    // Its last read ends before whoever opened the file closes it, lest it read from the next one.
    source.destroy();
    if (!source.closed) await once(source, "close");
  }
}

/** Passes pieces on until the stream fails or unpacks to more than an honest recording would. */
async function* guarded(
  pieces: AsyncIterable<Uint8Array>,
  log: ReadLog,
  packed: () => number = () => Infinity,
): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) return;
      unpacked += value.length;
      if (unpacked > MAX_UNSUSPECTED && unpacked > packed() * MAX_GROWTH) {
        log.skip(
          "archive/too-large",
          `${packed()} bytes unpack to more than ${MAX_UNSUSPECTED}: reading stopped there.`,
        );
        return;
      }
      yield value;
    }
  } catch (error) {
    const message = `The archive cannot be unpacked further: ${reasonOf(error)}.`;
    if (unpacked === 0) log.fail("archive/unreadable", message);
    else log.skip("archive/unreadable", message, { kind: "byte", offset: unpacked });
  } finally {
    await iterator.return?.();
  }
}
