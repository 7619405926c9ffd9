/** Ways to spoil an event log: in one of its chunks, in its header, or by its length. */
import { crc32 } from "node:zlib";
import {
  edgeNumber,
  flipBits,
  overwrite,
  putNumber,
  splice,
  type Stretch,
} from "./mutate-bytes.ts";
import type { Random } from "./random.ts";

const HEADER_SIZE = 4096;
const CHUNK_SIZE = 0x10000;
const RECORDS_START = 512;
/** Fields of a chunk's header: last record, free space, checksum of the records, tables of names and templates. */
const [LAST_AT, FREE_AT, RECORDS_CHECKSUM_AT, HEADER_CHECKSUM_AT, TABLES_AT] = [
  44, 48, 52, 124, 128,
];

/** Spoils a chunk in its place. `other` is one to copy from. */
type SpoilChunk = (chunk: Buffer, random: Random, other: Buffer) => unknown;

const CHUNK_MUTATORS: readonly SpoilChunk[] = [
  (chunk, random) => overwrite(chunk, recordsOf(chunk), random),
  (chunk, random) => flipBits(chunk, recordsOf(chunk), random),
  (chunk, random) => edgeNumber(chunk, recordsOf(chunk), random),
  (chunk, random) => edgeNumber(chunk, { from: LAST_AT - 36, to: RECORDS_CHECKSUM_AT }, random),
  (chunk, random) => edgeNumber(chunk, { from: TABLES_AT, to: RECORDS_START }, random),
  (chunk, random, other) => splice(chunk, recordsOf(chunk), other, random),
  (chunk, random) => splice(chunk, recordsOf(chunk), chunk, random),
  (chunk, random) => eachOf(chunk, random, (at) => putNumber(chunk, at + 4, 4, random)),
  (chunk, random) => eachOf(chunk, random, (at) => spoilInstance(chunk, at, random)),
  (chunk, random) => eachOf(chunk, random, (at) => spoilToken(chunk, at, random)),
  (chunk, random) => eachOf(chunk, random, (at) => nest(chunk, at, random)),
  (chunk, random) => chunk.fill(random.of([0, 0xff]), RECORDS_START + random.below(CHUNK_SIZE / 2)),
];

/** Returns a log that was spoiled; with `isSealed` its checksums are right again. */
export function mutateEvtx(
  original: Buffer,
  other: Buffer,
  random: Random,
): { bytes: Buffer; isSealed: boolean } {
  const bytes = Buffer.from(original);
  const chunks = chunksOf(bytes);
  const donor = random.of(chunksOf(other)) ?? other;
  const isSealed = random.oneIn(2);
  if (chunks.length > 0 && !random.oneIn(12)) {
    const chunk = random.of(chunks);
    for (let i = random.below(3); i >= 0; i--) random.of(CHUNK_MUTATORS)(chunk, random, donor);
    if (isSealed) seal(chunk);
  } else if (random.oneIn(2)) flipBits(bytes, { from: 0, to: 128 }, random);
  else overwrite(bytes, { from: 0, to: Math.min(HEADER_SIZE, bytes.length) }, random);
  if (!random.oneIn(10)) return { bytes, isSealed };
  const cut = bytes.subarray(0, random.below(bytes.length));
  return { bytes: random.oneIn(4) ? Buffer.concat([cut, bytes]) : cut, isSealed: false };
}

/** Writes the checksums of a chunk; that of its records if its free space is where one may be. */
export function seal(chunk: Buffer): void {
  const free = chunk.readUInt32LE(FREE_AT);
  if (free >= RECORDS_START && free <= CHUNK_SIZE)
    chunk.writeUInt32LE(crc32(chunk.subarray(RECORDS_START, free)), RECORDS_CHECKSUM_AT);
  const fields = crc32(chunk.subarray(0, HEADER_CHECKSUM_AT - 4));
  chunk.writeUInt32LE(crc32(chunk.subarray(TABLES_AT, RECORDS_START), fields), HEADER_CHECKSUM_AT);
}

/** Returns the whole chunks of a log, which share its memory. */
export function chunksOf(log: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = HEADER_SIZE; at + CHUNK_SIZE <= log.length; at += CHUNK_SIZE)
    chunks.push(log.subarray(at, at + CHUNK_SIZE));
  return chunks;
}

function recordsOf(chunk: Buffer): Stretch {
  const free = chunk.readUInt32LE(FREE_AT);
  return {
    from: RECORDS_START,
    to: free > RECORDS_START && free <= CHUNK_SIZE ? free : CHUNK_SIZE,
  };
}

/** Does something to one to four records. */
function eachOf(chunk: Buffer, random: Random, spoil: (at: number) => void): void {
  const records: number[] = [];
  for (let at = RECORDS_START; at + 28 <= CHUNK_SIZE && chunk.readUInt32LE(at) === 0x2a2a;) {
    const size = chunk.readUInt32LE(at + 4);
    if (size < 64 || at + size > CHUNK_SIZE) break;
    records.push(at);
    at += size;
  }
  if (records.length > 0) for (let i = random.below(4); i >= 0; i--) spoil(random.of(records));
}

/** Puts another template under a record, or changes how many values it has, their sizes and types. */
function spoilInstance(chunk: Buffer, at: number, random: Random): void {
  const definitionAt = at + 34;
  if (random.oneIn(3)) {
    const offset = random.oneIn(2) ? random.below(CHUNK_SIZE) : definitionAt + random.below(8);
    chunk.writeUInt32LE(offset, definitionAt);
    return;
  }
  const definition = chunk.readUInt32LE(definitionAt);
  const isInline = definition === definitionAt + 4;
  if (isInline && random.oneIn(3))
    return putNumber(chunk, definition + 4 * random.below(6), 4, random);
  const size = isInline ? 24 + chunk.readUInt32LE(Math.min(definition + 20, CHUNK_SIZE - 4)) : 0;
  const specs = definitionAt + 4 + size;
  if (specs + 128 > CHUNK_SIZE) return;
  if (random.oneIn(4)) putNumber(chunk, specs, 4, random);
  else if (random.oneIn(2)) putNumber(chunk, specs + 4 + 4 * random.below(24), 2, random);
  else
    chunk[specs + 6 + 4 * random.below(24)] = random.of([
      0,
      1,
      0x0e,
      0x13,
      0x21,
      0x81,
      0x93,
      0xa1,
      random.below(256),
    ]);
}

/** Puts a token where perhaps one stands. */
function spoilToken(chunk: Buffer, at: number, random: Random): void {
  const end = Math.min(CHUNK_SIZE, at + chunk.readUInt32LE(at + 4));
  const tokens: number[] = [];
  for (let i = at + 24; i < end; i++) if ((chunk[i]! & ~0x40) <= 0x0f) tokens.push(i);
  if (tokens.length > 0) chunk[random.of(tokens)] = random.below(16) | random.of([0, 0, 0x40]);
}

/** Fills a record with elements, or with instances of one template, that stand in each other. */
function nest(chunk: Buffer, at: number, random: Random): void {
  const end = Math.min(CHUNK_SIZE, at + chunk.readUInt32LE(at + 4)) - 4;
  const definition = chunk.readUInt32LE(at + 34);
  const isElement = random.oneIn(2);
  const piece = isElement ? Buffer.from("010000000000000000000002", "hex") : Buffer.alloc(18);
  if (isElement) piece.writeUInt32LE(random.below(CHUNK_SIZE), 5);
  else {
    piece[0] = 0x0c;
    piece.writeUInt32LE(definition, 6);
    piece.writeUInt32LE(1, 10);
  }
  for (let i = at + 24; i + piece.length <= end; i += piece.length) {
    // One value, of the type of a fragment, that takes the rest of the record.
    if (!isElement) piece.writeUInt32LE((0x21 << 16) | Math.min(0xffff, end - i - 18), 14);
    piece.copy(chunk, i);
  }
}
