/**
 * Event logs. Chunks stand for themselves: those that were not touched give what they gave, and those
 * that were give what the simple reader finds in them, up to a header from which it cannot go on.
 */
import { isDeepStrictEqual } from "node:util";
import {
  Chunk,
  CHUNK_SIZE,
  FREE_SPACE_AT,
  RECORDS_START,
} from "../../harness/telemetry/evtx/format/chunk.ts";
import { plainChunk } from "../telemetry/evtx/plain-reader.ts";
import { demand, readingOf, type Case, type Reading } from "./check.ts";
import type { Original } from "./originals.ts";

const HEADER_SIZE = 4096;

/** What a chunk must give. */
interface Expected {
  readonly fields: readonly string[];
  readonly skipped: number;
  /** Nothing but that. Not so if its records do not follow each other up to where its header says. */
  readonly isAll: boolean;
}

/** By original: what its chunks give. */
const untouched = new WeakMap<Original, readonly Expected[]>();

/** @throws {Broken} */
export function checkEvtx({ original, bytes, isSealed }: Case, reading: Reading): void {
  const { fields, report } = reading;
  checkChecksums(bytes, isSealed, reading);
  if (report.format !== "evtx") return;
  const chunks = expectedOf(original, bytes);
  const split = chunks.findIndex(({ isAll }) => !isAll);
  const before = chunks.slice(0, split < 0 ? chunks.length : split + 1);
  const after = split < 0 ? [] : chunks.slice(chunks.findLastIndex(({ isAll }) => !isAll) + 1);
  const first = before.flatMap((chunk) => chunk.fields);
  const last = after.flatMap((chunk) => chunk.fields);
  const skipped = chunks.reduce((sum, chunk) => sum + chunk.skipped, 0) + chunksLost(bytes);
  demandSame(first, fields.slice(0, first.length), "at the beginning");
  demandSame(last, last.length === 0 ? [] : fields.slice(-last.length), "at the end");
  demand(report.skipped >= skipped, `${report.skipped} records skipped, ${skipped} are malformed`);
  if (split >= 0) return;
  demand(
    fields.length === first.length,
    `${fields.length} events, ${first.length} records are sound`,
  );
  demand(report.skipped === skipped, `${report.skipped} records skipped, ${skipped} are malformed`);
}

function demandSame(expected: readonly string[], found: readonly string[], where: string): void {
  const at = expected.findIndex((fields, i) => !isSame(fields, found[i]));
  demand(at < 0, `a sound record ${where} is other than it was: ${expected[at]} → ${found[at]}`);
}

/** In whatever order the fields are: objects put names that are numbers first. */
function isSame(fields: string, others: string | undefined): boolean {
  if (fields === others || others === undefined) return fields === others;
  const [ours, theirs] = [fields, others].map(
    (text) => new Map(JSON.parse(text) as [string, unknown][]),
  );
  return isDeepStrictEqual(ours, theirs);
}

function checkChecksums(bytes: Buffer, isSealed: boolean, { fields, report }: Reading): void {
  const verified = readingOf(bytes, { verify: true });
  demandSame(fields, verified.fields, "with checksums");
  demand(verified.report.skipped === report.skipped, "checksums change what is skipped");
  const wrong = verified.report.diagnostics.filter(
    ({ code, message }) => code === "evtx/bad-checksum" && !message.includes("file header"),
  );
  demand(!isSealed || wrong.length === 0, `a checksum is right: ${wrong[0]?.message}`);
}

function expectedOf(original: Original, bytes: Buffer): Expected[] {
  let known = untouched.get(original);
  if (!known) untouched.set(original, (known = blocksOf(original.bytes).map(alone)));
  return blocksOf(bytes).map((block, index): Expected => {
    const at = HEADER_SIZE + index * CHUNK_SIZE;
    const isUntouched = block.equals(original.bytes.subarray(at, at + CHUNK_SIZE));
    return (isUntouched && known[index]) || touched(new Chunk(block, at));
  });
}

function blocksOf(log: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = HEADER_SIZE; at < log.length; at += CHUNK_SIZE)
    blocks.push(log.subarray(at, at + CHUNK_SIZE));
  return blocks;
}

function alone(block: Buffer): Expected {
  const header = Buffer.alloc(HEADER_SIZE);
  header.write("ElfFile\0", "latin1");
  const { fields, report } = readingOf(Buffer.concat([header, block]));
  return { fields, skipped: report.skipped, isAll: true };
}

/** Blank chunks before others, and chunks that the header says are there; a header that is cut off. */
function chunksLost(bytes: Buffer): number {
  if (bytes.length < HEADER_SIZE) return bytes.length < 128 ? 0 : 1;
  const blocks = blocksOf(bytes);
  const used = 1 + blocks.findLastIndex((block) => block.some((byte) => byte !== 0));
  const blank = blocks.slice(0, used).filter((block) => block.every((byte) => byte === 0)).length;
  const isSure = bytes.toString("latin1", 0, 8) === "ElfFile\0";
  return blank + (isSure ? Math.max(0, bytes.readUInt16LE(42) - used) : 0);
}

function touched(chunk: Chunk): Expected {
  const { length } = chunk.bytes;
  if (chunk.isUnused) return { fields: [], skipped: 0, isAll: true };
  if (!chunk.hasMagic || length < RECORDS_START) return { fields: [], skipped: 1, isAll: true };
  const free = chunk.view.getUint32(FREE_SPACE_AT, true);
  // Where the records end, the reader then has to guess.
  if (free < RECORDS_START || free > CHUNK_SIZE) return { fields: [], skipped: 0, isAll: false };
  const { records, end } = plainChunk(chunk);
  const sound = records.filter((record) => typeof record !== "string");
  const malformed = records.length - sound.length;
  const isAll = length === CHUNK_SIZE && end === free;
  const said = chunk.recordCount ?? 0;
  return {
    fields: sound.map((record) => JSON.stringify(Object.entries(record))),
    // The header tells what is missing only where nothing else is wrong.
    skipped: malformed > 0 || !isAll ? malformed : Math.max(0, said - sound.length),
    isAll,
  };
}
