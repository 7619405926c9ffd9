/**
 * The class of a record without decoding anything: a template says which of its values are event id,
 * channel and provider, and the same bytes in them mean the same class.
 */
import type { EventClass } from "../../../events/event-class.ts";
import type { Element, Substitution } from "../binxml/syntax.ts";
import { ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk, type ValueTable } from "../format/chunk.ts";
import { sameBytes } from "./same-bytes.ts";

const MAX_CLASSES = 32;

/** A class, and the values from which it followed. */
interface KnownClass {
  readonly cls: EventClass;
  readonly types: readonly number[];
  readonly sizes: readonly number[];
  readonly bytes: readonly DataView[];
}

/** The classes that the records of a template had last. */
export class EventClassCache {
  /** Substitutions of the deciding values that are no literals; `null` if they do not stand by themselves. */
  readonly deciding: readonly number[] | null;
  /** One more than the highest of them. */
  readonly substitutionCount: number;
  #known: KnownClass[] = [];

  /** @param elements of the template that is the outermost of a record */
  constructor(elements: readonly Element[]) {
    this.deciding = decidingSubstitutions(elements);
    this.substitutionCount = this.deciding === null ? 0 : Math.max(-1, ...this.deciding) + 1;
  }

  /** Returns the class of a record whose values begin at `first` in a table, if it is known. */
  find({ view }: Chunk, values: ValueTable, first: number): EventClass | null {
    const { deciding } = this;
    const known = this.#known;
    if (deciding === null) return null;
    for (let i = 0; i < known.length; i++) {
      const one = known[i]!;
      if (!isSame(one, deciding, view, values, first)) continue;
      if (i > 0) {
        known[i] = known[0]!;
        known[0] = one;
      }
      return one.cls;
    }
    return null;
  }

  /** Remembers the class of a record. */
  add(chunk: Chunk, first: number, cls: EventClass): void {
    if (this.deciding === null) return;
    const { values } = chunk;
    const indexes = this.deciding.map((index) => first + index);
    const types = indexes.map((index) => values[index]! >>> ROW_TYPE);
    const bytes = indexes.map((index) => {
      const at = values[index]! & ROW_OFFSET;
      const copy = Uint8Array.from(chunk.bytes.subarray(at, at + sizeAt(values, index)));
      return new DataView(copy.buffer);
    });
    const sizes = indexes.map((index) => sizeAt(values, index));
    this.#known = [{ cls, types, sizes, bytes }, ...this.#known.slice(0, MAX_CLASSES - 1)];
  }
}

function isSame(
  { types, sizes, bytes }: KnownClass,
  deciding: readonly number[],
  view: DataView,
  values: ValueTable,
  first: number,
): boolean {
  for (let i = 0; i < deciding.length; i++) {
    const index = first + deciding[i]!;
    const row = values[index]!;
    const size = sizeAt(values, index);
    // Not by the `byteLength` of the bytes: asking a DataView for it takes longer than comparing them.
    if (row >>> ROW_TYPE !== types[i] || size !== sizes[i]) return false;
    if (!sameBytes(view, row & ROW_OFFSET, bytes[i]!, 0, size)) return false;
  }
  return true;
}

/**
 * Where a class hangs on nothing else: an event that begins with its one `System`, in which event id,
 * channel and provider stand once each, as a value that is all of their text or as a literal.
 */
function decidingSubstitutions([event, second]: readonly Element[]): number[] | null {
  const system = event?.content[0];
  if (second || typeof system !== "object" || "index" in system) return null;
  if (system.name !== "System" || system.content.some((part) => !isElement(part))) return null;
  const substitutions: number[] = [];
  const elements = system.content as readonly Element[];
  const texts = [
    elements.filter(({ name }) => name === "EventID").map(({ content }) => content),
    elements.filter(({ name }) => name === "Channel").map(({ content }) => content),
    elements
      .filter(({ name }) => name === "Provider")
      .map(({ attributes }) => attributes.find(({ name }) => name === "Name")?.parts ?? []),
  ];
  for (const [parts, another] of texts) {
    const [part, further] = parts ?? [];
    if (another || further || part === undefined) return null;
    if (typeof part === "string") continue;
    if (isElement(part) || part.isFragment) return null;
    substitutions.push(part.index);
  }
  return substitutions;
}

function isElement(part: string | Substitution | Element): part is Element {
  return typeof part === "object" && "content" in part;
}
