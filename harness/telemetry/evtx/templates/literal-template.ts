/**
 * Elements that stand in a record itself, without a template, are taken for a template of which the
 * texts between them are the values: forwarded events, which have none, come in as few makes as others.
 * Such a template is found again by walking along its bytes; only texts, sizes and references to names
 * may differ. What differs otherwise is parsed, and is then known as well.
 *
 * The name of a field must not be a value, and whether a text is blank decides about fields: the text
 * of a `Name` attribute, and one that does not begin with an ordinary sign, is no value.
 */
import { parseFragment } from "../binxml/parser.ts";
import { ROW_TYPE, type Chunk } from "../format/chunk.ts";
import { copyOf, INLINE_OFFSETS, isName, knownName, type KnownName } from "./known-name.ts";
import { isPrintableAscii, ROWS_PER_LITERAL } from "../binxml/syntax.ts";
import { EventClassCache } from "./event-class-cache.ts";
import { LayoutCache } from "./layout-cache.ts";
import { sameBytes } from "./same-bytes.ts";
import { newTemplateId, type Template } from "./template.ts";
import { STRING_TYPE } from "../binxml/value.ts";
import type { Element, VariableSpan } from "../binxml/syntax.ts";

/** What comes behind a stretch of bytes that must be the same. */
const [LITERAL, SIZE, NAME, END] = [0, 1, 2, 3] as const;
const KINDS = { literal: LITERAL, size: SIZE, name: NAME } as const;

/** A fragment as it was seen first. */
interface FragmentTemplate {
  readonly body: DataView;
  /**
   * Four numbers for each hole in it: where the bytes before it begin that must be the same, how many
   * those are, of which kind the hole is, and which of the names stands there. The last one is the end.
   */
  readonly spans: Int32Array;
  readonly names: readonly KnownName[];
  readonly template: Template;
  /** Its last byte is the token that ends a fragment, whatever follows. */
  readonly isClosed: boolean;
}

/** Holes of a make, `[first, last)`, that all makes have which go on from there. */
interface Run {
  readonly fragment: FragmentTemplate;
  readonly first: number;
  last: number;
  next: Run[];
}

/** Elements that stand in a record itself. */
export interface LiteralFragment {
  readonly elements: readonly Element[];
  /** `null` if they make none. */
  readonly template: Template | null;
}

/** More holes are forgotten all at once; a fragment of more places is of a make of its own. */
const MAX_SPANS = 50_000;
const MAX_SPANS_OF_FRAGMENT = 2_000;
const NO_WEIGHTS = new Float64Array(0);

/** All makes, by their common beginnings. */
let known: Run[] = [];
let spanCount = 0;

/**
 * Reads elements that stand in the record itself; their texts go into the chunk's table from the row
 * `first` on.
 *
 * @throws {Unsound}
 */
export function literalFragmentAt(
  chunk: Chunk,
  start: number,
  end: number,
  first: number,
): LiteralFragment {
  const template = find(chunk, start, end, first) ?? learn(chunk, start, end, first);
  if (template) return { elements: template.elements, template };
  return { elements: parseFragment(chunk, start, end, false).elements, template: null };
}

/** Walks along the bytes of a fragment of a known make, and puts its texts into the table. */
function find(chunk: Chunk, start: number, end: number, firstRow: number): Template | null {
  let at = start;
  let row = firstRow;
  for (let next = known; ;) {
    const run = runAt(next, chunk, at, end);
    if (run === null) return null;
    const { fragment, last } = run;
    for (let span = run.first; span < last; span++) {
      const behind = behindSpan(fragment, span, chunk, at, end);
      if (behind < 0) return null;
      const kind = fragment.spans[4 * span + 2]!;
      if (kind === END) return fragment.template;
      if (kind === LITERAL) {
        const table = chunk.valueTable(row + ROWS_PER_LITERAL + 1);
        table[row++] = (STRING_TYPE << ROW_TYPE) | (at + fragment.spans[4 * span + 1]! + 2);
        table[row++] = behind;
      }
      at = behind;
    }
    next = run.next;
  }
}

/** Returns the run that goes on at an offset, the one that did last first. */
function runAt(runs: Run[], chunk: Chunk, at: number, end: number): Run | null {
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    if (behindSpan(run.fragment, run.first, chunk, at, end) < 0) continue;
    if (i > 0) {
      runs[i] = runs[0]!;
      runs[0] = run;
    }
    return run;
  }
  return null;
}

/** Returns where a hole ends, the bytes before which begin at an offset; -1 if something else is there. */
function behindSpan(
  fragment: FragmentTemplate,
  span: number,
  chunk: Chunk,
  start: number,
  end: number,
): number {
  const { view } = chunk;
  const { body, spans } = fragment;
  const size = spans[4 * span + 1]!;
  const at = start + size;
  if (at > end || !sameBytes(body, spans[4 * span]!, view, start, size)) return -1;
  const kind = spans[4 * span + 2];
  if (kind === END) return fragment.isClosed || at === end ? at : -1;
  if (at + 4 > end) return -1;
  if (kind === SIZE) return at + 4;
  if (kind === LITERAL) {
    const behind = at + 2 + 2 * view.getUint16(at, true);
    const isValue =
      behind > at + 2 && behind <= end && isPrintableAscii(view.getUint16(at + 2, true));
    return isValue ? behind : -1;
  }
  const offset = view.getUint32(at, true);
  const name = fragment.names[spans[4 * span + 3]!]!;
  if ((offset === at + 4) !== name.isInline || !isName(name, chunk, offset)) return -1;
  return at + (name.isInline ? INLINE_OFFSETS : 4);
}

/** Parses a fragment and remembers its make; `null` if it is not to be found again. */
function learn(chunk: Chunk, start: number, end: number, first: number): Template | null {
  const spans: VariableSpan[] = [];
  const { elements, end: behind, isClosed } = parseFragment(chunk, start, end, false, spans);
  if (elements.length === 0 || spans.length > MAX_SPANS_OF_FRAGMENT) return null;
  const template: Template = {
    id: newTemplateId(),
    elements,
    substitutionCount: ROWS_PER_LITERAL * spans.filter(({ kind }) => kind === "literal").length,
    weights: NO_WEIGHTS,
    hasExactWeights: true,
    areLiterals: true,
    layouts: new LayoutCache(),
    classes: new EventClassCache(elements),
  };
  if (spanCount > MAX_SPANS) {
    known = [];
    spanCount = 0;
  }
  remember(fragmentTemplateOf(template, isClosed, spans, chunk, start, behind), chunk, start, end);
  return find(chunk, start, end, first);
}

function fragmentTemplateOf(
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
  packed.push(from, end - start - from, END, -1);
  const body = copyOf(chunk, start, end - start);
  return { body, spans: Int32Array.from(packed), names, template, isClosed };
}

/** How many bytes of a place may be others. */
function sizeOf(place: VariableSpan): number {
  switch (place.kind) {
    case "literal":
      return 2 + place.size;
    case "size":
      return 4;
    case "name":
      return place.isInline ? INLINE_OFFSETS : 4;
  }
}

/** Puts the make of a fragment behind what it has in common with those that are known. */
function remember(fragment: FragmentTemplate, chunk: Chunk, start: number, end: number): void {
  const count = fragment.spans.length / 4;
  const behindOwn = (span: number): number =>
    span + 1 < count ? start + fragment.spans[4 * span + 4]! : -1;
  const isShared = (other: FragmentTemplate, span: number, own: number): boolean => {
    const at = start + fragment.spans[4 * own]!;
    return own + 1 < count && behindSpan(other, span, chunk, at, end) === behindOwn(own);
  };
  let own = 0;
  let next = known;
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
  spanCount += count - own;
}
