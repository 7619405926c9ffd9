/**
 * Opens a recording and gives its bytes in pieces: of a file, of what a gzip file holds, of a member
 * of a zip archive. Memory is bounded whatever the size. What goes wrong is put down in the log and
 * ends the pieces.
 */
import { existsSync } from "node:fs";
import { once } from "node:events";
import { pipeline, Readable } from "node:stream";
import { crc32, createGunzip } from "node:zlib";
import { plural } from "../../text/plural.ts";
import { memberPath, splitMemberPath } from "./archive-path.ts";
import { gunzipStart, LARGEST_KEPT } from "./gunzip-start.ts";
import { openFile } from "./open-file.ts";
import type { ReadLog } from "../read-log.ts";
import { recognise } from "../recognise.ts";
import { isContentName, isRecordingName } from "./recording-names.ts";
import { membersOf, openMember, reasonOf, type OpenMember } from "./zip.ts";

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Of what is unpacked. */
const PIECE = 64 * 1024;

/** What unpacks to more than this is taken for a bomb if it also grows more than `MAX_GROWTH` times. */
const MAX_UNSUSPECTED = 128 * 1024 * 1024;
const MAX_GROWTH = 400;

/**
 * Returns the pieces of a recording.
 *
 * @param reuseBuffers whether each is looked at only until the next one is asked for, or they end; without
 *   that they are the receiver's to keep
 */
export async function* piecesOf(
  path: string,
  log: ReadLog,
  reuseBuffers = false,
): AsyncGenerator<Uint8Array> {
  const inArchive = splitMemberPath(path).find(({ archive }) => existsSync(archive));
  if (inArchive && !existsSync(path)) {
    yield* memberPieces(inArchive.archive, inArchive.member, log);
    return;
  }
  const file = openFile(path, log, reuseBuffers);
  if (file === null) return;
  try {
    const { first, rest } = peek(file.pieces());
    const kind = recognise(first).kind;
    if (kind === "zip") yield* onlyMemberPieces(path, log);
    else yield* kind === "gzip" ? gunzipped(reuseBuffers ? copies(rest) : rest, log) : rest;
  } finally {
    file.close();
  }
}

/** What unpacks them takes pieces ahead of time. */
function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
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
    const { names, around, fault, unlisted } = await membersOf(archive);
    if (around !== null)
      log.warn("archive/bytes-around", aroundArchive(around), undefined, MEMBERS_ARE_READ);
    if (unlisted !== null) log.skip("archive/unlisted-member", unlistedMember(unlisted));
    if (fault !== null) log.skip("archive/unreadable", directoryFault(fault));
    const members = names.filter(isRecordingName);
    const others = names.filter((name) => isContentName(name) && !isRecordingName(name));
    if (members.length > 0 && others.length > 0)
      log.warn("archive/other-files", otherFiles(others), undefined, HOW_TO_READ_THEM);
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
  const opened = await openMember(archive, member, log);
  if (!opened) return;
  const { stream, packedSize } = opened;
  const unpacked = guarded(stream as AsyncIterable<Uint8Array>, log, () => packedSize);
  const pieces = checked(unpacked, opened, log);
  const isGzip = member.toLowerCase().endsWith(".gz");
  yield* isGzip ? gunzipped(pieces, log) : pieces;
}

/** Passes pieces on, and compares their checksum with that of the archive's directory. */
async function* checked(
  pieces: AsyncGenerator<Uint8Array, boolean>,
  member: OpenMember,
  log: ReadLog,
): AsyncGenerator<Uint8Array> {
  let sum = 0;
  let next = await pieces.next();
  try {
    for (; !next.done; next = await pieces.next()) {
      sum = crc32(next.value, sum);
      yield next.value;
    }
  } finally {
    await pieces.return(false);
  }
  if (!next.value || sum === member.crc32) return;
  const message = "What was unpacked is not what the archive's checksum says.";
  log.skip("archive/bad-checksum", message);
}

/** What is said of an archive that is not all of its file. */
export function aroundArchive(around: string): string {
  return `The file holds more than the archive: ${around}.`;
}

const MAX_NAMED = 10;

/** What is said of an archive's files that are no recordings by their names. */
export function otherFiles(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map((name) => `"${name}"`);
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : "";
  return `${plural(names.length, "file")} of the archive passed over, no recordings by their names: ${named.join(", ")}${more}.`;
}

export const HOW_TO_READ_THEM = "Name one as archive.zip!/name to have it read.";

export const MEMBERS_ARE_READ = "The archive's members were read.";

/** What is said of members that an archive's directory does not list. */
export function unlistedMember(where: string): string {
  return `The archive's file holds a member that its directory does not list, and that was not read: ${where}.`;
}

export function directoryFault(fault: string): string {
  return `The archive's directory cannot be read to its end: ${fault}.`;
}

/** What gzip members the pieces hold. */
async function* gunzipped(pieces: Pieces, log: ReadLog): AsyncGenerator<Uint8Array> {
  let packed = 0;
  /** All pieces of a small archive, to look again at one that is damaged. */
  let kept: Uint8Array[] = [];
  /** Pieces that may not have been unpacked yet, and where each begins. */
  const given: { readonly piece: Uint8Array; readonly from: number }[] = [];
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      while (given[0] && given[0].from + given[0].piece.length <= unpacked.bytesWritten)
        given.shift();
      given.push({ piece, from: packed });
      packed += piece.length;
      kept = packed <= LARGEST_KEPT ? [...kept, piece] : [];
      yield piece;
    }
  }
  const source = Readable.from(counted());
  const unpacked = createGunzip({ chunkSize: PIECE });
  // What goes wrong comes out of `unpacked`.
  pipeline(source, unpacked, () => {});
  try {
    const isWhole = yield* guarded(
      unpacked as AsyncIterable<Uint8Array>,
      log,
      () => packed,
      (from) => gunzipStart(Buffer.concat(kept)).subarray(from),
    );
    const end = unpacked.bytesWritten;
    const isPadding = given.every(({ piece, from }) =>
      piece.subarray(Math.max(0, end - from)).every((byte) => byte === 0),
    );
    if (isWhole && !isPadding)
      log.skip(
        "archive/unreadable",
        `What follows the first ${end} bytes of the archive is not gzip.`,
      );
  } finally {
    // Its last read ends before whoever opened the file closes it, lest it read from the next one.
    source.destroy();
    if (!source.closed) await once(source, "close");
  }
}

/**
 * Passes pieces on until the stream fails or unpacks to more than an honest recording would.
 *
 * @param lastOf gives what a stream that failed unpacked and did not pass on, behind so many bytes
 * @returns whether all of it came
 */
async function* guarded(
  pieces: AsyncIterable<Uint8Array>,
  log: ReadLog,
  packed: () => number,
  lastOf: (unpacked: number) => Uint8Array = () => new Uint8Array(0),
): AsyncGenerator<Uint8Array, boolean> {
  let unpacked = 0;
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) return true;
      unpacked += value.length;
      if (unpacked > MAX_UNSUSPECTED && unpacked > packed() * MAX_GROWTH) {
        log.skip(
          "archive/too-large",
          `${packed()} bytes unpack to more than ${MAX_UNSUSPECTED}: reading stopped there.`,
        );
        return false;
      }
      yield value;
    }
  } catch (error) {
    const last = lastOf(unpacked);
    if (last.length > 0) yield last;
    unpacked += last.length;
    const message = `The archive cannot be unpacked further: ${reasonOf(error)}.`;
    if (unpacked === 0) log.fail("archive/unreadable", message);
    else log.skip("archive/unreadable", message, { kind: "byte", offset: unpacked });
    return false;
  } finally {
    await iterator.return?.();
  }
}
