import type { EventClass } from "../../events/event-class.ts";
import type { Shape } from "../shape.ts";
import { ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk } from "./chunk.ts";
import type { Source } from "./layout.ts";
import { sameBytes } from "./same-bytes.ts";

/** What the class of an event hangs on. */
const DECIDING = ["EventID", "Channel", "Provider_Name"];
const KEPT = 16;

/** A class, and the values from which it followed. */
interface KnownClass {
  readonly cls: EventClass;
  readonly types: readonly number[];
  readonly bytes: readonly DataView[];
}

/**
 * The classes that the records of a layout had of late, by the bytes of their values: the same bytes
 * mean the same texts, so that none need be decoded.
 */
export class ClassMemo {
  /** Indexes of the deciding values; `null` if they do not stand by themselves. */
  readonly #deciding: readonly number[] | null;
  #known: KnownClass[] = [];

  constructor(shape: Shape, sources: readonly Source[]) {
    const deciding: number[] = [];
    let isPlain = true;
    for (const field of DECIDING) {
      const index = shape.indexOf.get(field);
      const all = index === undefined ? undefined : sources[index];
      const source = typeof all === "object" && all.kind === "list" ? all.items[0] : all;
      if (typeof source === "number") deciding.push(source);
      else if (typeof source === "object") isPlain = false;
    }
    this.#deciding = isPlain ? deciding : null;
  }

  /** Returns the class of a record whose values begin at `first` in the chunk's table, if it is known. */
  find(chunk: Chunk, first: number): EventClass | null {
    const deciding = this.#deciding;
    const known = this.#known;
    if (deciding === null) return null;
    for (let i = 0; i < known.length; i++) {
      const one = known[i]!;
      if (!isSame(one, deciding, chunk, first)) continue;
      if (i > 0) {
        known.splice(i, 1);
        known.unshift(one);
      }
      return one.cls;
    }
    return null;
  }

  /** Remembers the class of a record. */
  add(chunk: Chunk, first: number, cls: EventClass): void {
    if (this.#deciding === null) return;
    const indexes = this.#deciding.map((index) => first + index);
    const types = indexes.map((index) => chunk.values[index]! >>> ROW_TYPE);
    const bytes = indexes.map((index) => {
      const at = chunk.values[index]! & ROW_OFFSET;
      const copy = Uint8Array.from(chunk.bytes.subarray(at, at + sizeAt(chunk, index)));
      return new DataView(copy.buffer);
    });
    this.#known = [{ cls, types, bytes }, ...this.#known.slice(0, KEPT - 1)];
  }
}

function isSame(
  { types, bytes }: KnownClass,
  deciding: readonly number[],
  chunk: Chunk,
  first: number,
): boolean {
  for (let i = 0; i < deciding.length; i++) {
    const index = first + deciding[i]!;
    const row = chunk.values[index]!;
    const size = sizeAt(chunk, index);
    if (row >>> ROW_TYPE !== types[i] || size !== bytes[i]!.byteLength) return false;
    if (!sameBytes(chunk.view, row & ROW_OFFSET, bytes[i]!, 0, size)) return false;
  }
  return true;
}
