/**
 * What one record may come to. A template may name one fragment or one value many times, in templates that
 * lie in each other: a few hundred bytes then stand for more than any memory holds. A record beyond these
 * bounds is malformed. Those that Windows writes stay far below: they name each value once or twice.
 */
import { CHUNK_SIZE, ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk } from "../format/chunk.ts";
import { MalformedRecord } from "../format/malformed-record.ts";
import { elementCount } from "../binxml/value.ts";
import type { FieldSource } from "./field-source.ts";

/** Elements, attributes and what stands in them, once the fragments are in their places. */
const MAX_PARTS = 16_384;
/** Bytes of values and literals, once they are in their places. */
const MAX_TEXT = 4 * CHUNK_SIZE;
/** So often each value of a chunk may be named without their text becoming too much. */
const ALWAYS_AFFORDABLE = MAX_TEXT / CHUNK_SIZE;

/** Counts what the elements of one record come to. */
export class RecordBudget {
  #parts = 0;
  #text = 0;

  /** @throws {MalformedRecord} */
  countParts(count: number): void {
    this.#parts += count;
    if (this.#parts > MAX_PARTS)
      throw new MalformedRecord(
        `its templates make more than ${MAX_PARTS} elements, attributes and texts`,
        0,
      );
  }

  /** @throws {MalformedRecord} */
  countText(bytes: number): void {
    this.#text += bytes;
    if (this.#text > MAX_TEXT) throw tooMuchText();
  }
}

/** Fields of a layout whose text hangs on how long the values of a record are. */
export interface TextDemand {
  /** Values that are named often: for each its index, and how often. */
  readonly repeated: Int32Array;
  /** Texts of several parts: an array among them repeats all others. */
  readonly joined: readonly (readonly (number | string)[])[];
}

/** Returns what of a layout must be looked at in each record, `null` if that is nothing. */
export function textDemandOf(sources: readonly FieldSource[]): TextDemand | null {
  const uses = new Map<number, number>();
  const joined: (readonly (number | string)[])[] = [];
  const count = (part: number | string): void => {
    if (typeof part === "number") uses.set(part, (uses.get(part) ?? 0) + 1);
  };
  const visit = (source: FieldSource): void => {
    if (typeof source !== "object") count(source);
    else if (source.kind === "time") count(source.index);
    else if (source.kind === "list") source.items.forEach(visit);
    else {
      source.parts.forEach(count);
      if (source.parts.some((part) => typeof part === "number")) joined.push(source.parts);
    }
  };
  sources.forEach(visit);
  const repeated = [...uses].filter(([, times]) => times > ALWAYS_AFFORDABLE).flat();
  if (repeated.length === 0 && joined.length === 0) return null;
  return { repeated: Int32Array.from(repeated), joined };
}

/**
 * Looks at a record whose values begin at `first` in the chunk's table.
 *
 * @throws {MalformedRecord} if its fields come to too much text
 */
export function checkText({ repeated, joined }: TextDemand, chunk: Chunk, first: number): void {
  let text = 0;
  for (let i = 0; i < repeated.length; i += 2)
    text += repeated[i + 1]! * sizeAt(chunk.values, first + repeated[i]!);
  for (let i = 0; i < joined.length; i++) text += repeatedText(joined[i]!, chunk, first);
  if (text > MAX_TEXT) throw tooMuchText();
}

/** Bytes of a text of several parts beyond what each takes once: the first array among them repeats all. */
function repeatedText(parts: readonly (number | string)[], chunk: Chunk, first: number): number {
  const { values } = chunk;
  let elements = 0;
  let bytes = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof part === "string") {
      bytes += 2 * part.length;
      continue;
    }
    const row = values[first + part]!;
    const size = sizeAt(values, first + part);
    bytes += size;
    if (elements === 0) elements = elementCount(row >>> ROW_TYPE, chunk, row & ROW_OFFSET, size);
  }
  return elements * bytes;
}

function tooMuchText(): MalformedRecord {
  return new MalformedRecord(
    `its templates make more than ${MAX_TEXT} bytes of text of its values`,
    0,
  );
}
