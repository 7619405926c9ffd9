/**
 * The fragments of BinXML that are templates, as a radix tree: those that begin alike share their
 * beginnings, so a fragment is compared with all of them in one walk along its bytes.
 *
 * A fragment is kept as it was seen first: bytes that must be the same, and between them the spans in
 * which two fragments of one template differ. A span is as long as it says itself; the fixed bytes behind
 * it begin where it ends.
 *
 *   | fixed bytes | span 0 | fixed bytes | span 1 | … | fixed bytes | end |
 *
 * The spans are rows of a table of integers, and the end is the last row:
 *
 *   integer  meaning
 *         0  where the fixed bytes before the span begin in the fragment
 *         1  how many they are: the span begins behind them
 *         2  what the span is: a text (the number of its units, then those), a size, a reference to a name
 *         3  which of the fragment's names that is
 *
 * This is run for every record that has no template. The constants stand in this file because the
 * engine takes those of other modules for variables.
 */
import { isPrintableAscii, ROWS_PER_LITERAL, type VariableSpan } from "../binxml/syntax.ts";
import { STRING_TYPE } from "../binxml/value.ts";
import { ROW_TYPE, type Chunk } from "../format/chunk.ts";
import { copyOf, INLINE_OFFSETS, isName, knownName, type KnownName } from "./known-name.ts";
import { sameBytes } from "./same-bytes.ts";
import type { Template } from "./template.ts";

export interface FragmentTemplate {
  /** The fragment as it stood in its first record. */
  readonly body: DataView;
  readonly spans: Int32Array;
  readonly names: readonly KnownName[];
  readonly template: Template;
  /** Its last byte is the token that ends a fragment, whatever follows. */
  readonly isClosed: boolean;
}

const INTEGERS_PER_SPAN = 4;
const FIXED_FROM = 0;
const FIXED_SIZE = 1;
const KIND = 2;
const NAME_INDEX = 3;

/** Kinds of spans. */
const LITERAL = 0;
const SIZE = 1;
const NAME = 2;
const END = 3;
const KINDS = { literal: LITERAL, size: SIZE, name: NAME } as const;

const NO_NAME = -1;
const NO_SPAN = -1;

/** A text says in so many bytes how many units it has. */
const LENGTH_SIZE = 2;
/** Bytes of a number that says how many follow, and of the offset of a name. */
const NUMBER_SIZE = 4;

/** Spans `[first, last)` of a fragment, which all fragments have that go on from there. */
interface Run {
  readonly fragment: FragmentTemplate;
  readonly first: number;
  last: number;
  next: Run[];
}

/** Fragments come from the recording: with more spans than these, all are forgotten at once. */
const MAX_SPANS = 50_000;

export class FragmentTree {
  #roots: Run[] = [];
  #spanCount = 0;

  /**
   * Walks along the bytes of a fragment, and puts its texts into the chunk's table from a row on.
   *
   * @returns `null` if it is of no template of the tree
   */
  find(chunk: Chunk, start: number, end: number, firstRow: number): Template | null {
    let at = start;
    let row = firstRow;
    for (let next = this.#roots; ;) {
      const run = runAt(next, chunk, at, end);
      if (run === null) return null;
      const { fragment, last } = run;
      for (let span = run.first; span < last; span++) {
        const behind = endOfSpan(fragment, span, chunk, at, end);
        if (behind < 0) return null;
        const kind = kindOf(fragment, span);
        if (kind === END) return fragment.template;
        if (kind === LITERAL) {
          const table = chunk.valueTable(row + ROWS_PER_LITERAL + 1);
          const text = at + fixedSize(fragment, span) + LENGTH_SIZE;
          table[row++] = (STRING_TYPE << ROW_TYPE) | text;
          table[row++] = behind;
        }
        at = behind;
      }
      next = run.next;
    }
  }

  /** Adds a template, behind what it has in common with others; it was learned from `[start, end)`. */
  add(fragment: FragmentTemplate, chunk: Chunk, start: number, end: number): void {
    if (this.#spanCount > MAX_SPANS) {
      this.#roots = [];
      this.#spanCount = 0;
    }
    const count = spanCountOf(fragment);
    const isShared = (other: FragmentTemplate, span: number, own: number): boolean => {
      if (own + 1 >= count) return false;
      const at = start + fixedFrom(fragment, own);
      const behindOwn = start + fixedFrom(fragment, own + 1);
      return endOfSpan(other, span, chunk, at, end) === behindOwn;
    };
    let own = 0;
    let next = this.#roots;
    for (let run: Run | undefined; ; next = run.next) {
      run = next.find((other) => isShared(other.fragment, other.first, own));
      if (!run) break;
      let span = run.first;
      while (span < run.last && isShared(run.fragment, span, own)) {
        span++;
        own++;
      }
      if (span === run.last) continue;
      // They part inside the run.
      run.next = [{ fragment: run.fragment, first: span, last: run.last, next: run.next }];
      run.last = span;
    }
    next.push({ fragment, first: own, last: count, next: [] });
    this.#spanCount += count - own;
  }
}

/** Returns the run that goes on at an offset; the one that did last is asked first. */
function runAt(runs: Run[], chunk: Chunk, at: number, end: number): Run | null {
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    if (endOfSpan(run.fragment, run.first, chunk, at, end) < 0) continue;
    if (i > 0) {
      runs[i] = runs[0]!;
      runs[0] = run;
    }
    return run;
  }
  return null;
}

/** Returns the template of the fragment in `[start, end)` of a chunk. */
export function fragmentTemplateOf(
  template: Template,
  isClosed: boolean,
  spans: readonly VariableSpan[],
  chunk: Chunk,
  start: number,
  end: number,
): FragmentTemplate {
  const packed: number[] = [];
  const names: KnownName[] = [];
  const copies = new Map<number, DataView>();
  let from = 0;
  for (const span of spans) {
    if (span.kind === "name") names.push(knownName(chunk, start, span, copies));
    packed.push(from, span.at - from, KINDS[span.kind], names.length - 1);
    from = span.at + sizeOf(span);
  }
  packed.push(from, end - start - from, END, NO_NAME);
  const body = copyOf(chunk, start, end - start);
  return { body, spans: Int32Array.from(packed), names, template, isClosed };
}

/** How many bytes of a span may be others. */
function sizeOf(span: VariableSpan): number {
  switch (span.kind) {
    case "literal":
      return LENGTH_SIZE + span.size;
    case "size":
      return NUMBER_SIZE;
    case "name":
      return span.isInline ? INLINE_OFFSETS : NUMBER_SIZE;
  }
}

/** Returns how many spans a fragment has, its end included. */
function spanCountOf({ spans }: FragmentTemplate): number {
  return spans.length / INTEGERS_PER_SPAN;
}

function kindOf({ spans }: FragmentTemplate, span: number): number {
  return spans[span * INTEGERS_PER_SPAN + KIND]!;
}

/** Returns where the fixed bytes before a span begin in the fragment: where the span before it ends. */
function fixedFrom({ spans }: FragmentTemplate, span: number): number {
  return spans[span * INTEGERS_PER_SPAN + FIXED_FROM]!;
}

/** Returns the number of fixed bytes before a span. */
function fixedSize({ spans }: FragmentTemplate, span: number): number {
  return spans[span * INTEGERS_PER_SPAN + FIXED_SIZE]!;
}

/**
 * Returns where a span ends, if the fixed bytes before it stand at an offset and something of its kind
 * behind them; -1 if not.
 */
function endOfSpan(
  fragment: FragmentTemplate,
  span: number,
  chunk: Chunk,
  start: number,
  end: number,
): number {
  const { view } = chunk;
  const { body, spans } = fragment;
  const row = span * INTEGERS_PER_SPAN;
  const size = spans[row + FIXED_SIZE]!;
  const at = start + size;
  if (at > end || !sameBytes(body, spans[row + FIXED_FROM]!, view, start, size)) return NO_SPAN;
  const kind = spans[row + KIND]!;
  if (kind === END) return fragment.isClosed || at === end ? at : NO_SPAN;
  if (at + NUMBER_SIZE > end) return NO_SPAN;
  if (kind === SIZE) return at + NUMBER_SIZE;
  if (kind === LITERAL) {
    const text = at + LENGTH_SIZE;
    const behind = text + 2 * view.getUint16(at, true);
    const isValue = behind > text && behind <= end && isPrintableAscii(view.getUint16(text, true));
    return isValue ? behind : NO_SPAN;
  }
  const offset = view.getUint32(at, true);
  const name = fragment.names[spans[row + NAME_INDEX]!]!;
  if ((offset === at + NUMBER_SIZE) !== name.isInline || !isName(name, chunk, offset))
    return NO_SPAN;
  return at + (name.isInline ? INLINE_OFFSETS : NUMBER_SIZE);
}
