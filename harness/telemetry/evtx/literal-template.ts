/**
 * Elements that stand in a record itself, without a template, are taken for a template of which the
 * texts between them are the values: forwarded events, which have none, come in as few makes as others.
 * Such a template is found again by walking along its bytes; only texts, sizes and references to names
 * may differ. What differs otherwise is parsed, and is then known as well.
 *
 * The name of a field must not be a value, and whether a text is blank decides about fields: the text
 * of a `Name` attribute, and one that does not begin with an ordinary sign, is no value.
 */
import { parseFragment, type Element } from "./binxml.ts";
import { ROW_TYPE, type Chunk } from "./chunk.ts";
import { copyOf, INLINE_OFFSETS, isName, knownName, type KnownName } from "./known-name.ts";
import { isOrdinary, ROWS_PER_LITERAL, type Place } from "./place.ts";
import { ClassMemo } from "./class-memo.ts";
import { RecentLayouts } from "./recent-layouts.ts";
import { sameBytes } from "./same-bytes.ts";
import { newTemplateId, type Template } from "./template.ts";
import { STRING_TYPE } from "./value.ts";

/** What comes behind a stretch of bytes: a text, a number of bytes, a reference to a name, nothing. */
type Hole = typeof LITERAL | typeof SIZE | typeof NAME | typeof END;
const [LITERAL, SIZE, NAME, END] = [0, 1, 2, 3] as const;

/** A stretch of bytes that must be the same, what comes behind it, and the makes that go on from there. */
interface Step {
  /** Of these bytes, those from `from` on. */
  readonly body: DataView;
  readonly from: number;
  readonly size: number;
  readonly hole: Hole;
  /** Of a hole for a name. */
  readonly name: KnownName | null;
  readonly next: Step[];
  /** Where the fragment ends here. */
  readonly template: Template | null;
  /** Its last byte is the token that ends a fragment, whatever follows. */
  readonly isClosed: boolean;
}

/** Elements that stand in a record itself. */
export interface LiteralFragment {
  readonly elements: readonly Element[];
  /** `null` if they make none. */
  readonly template: Template | null;
}

/** More steps are forgotten all at once; a fragment of more places is of a make of its own. */
const MAX_STEPS = 50_000;
const MAX_PLACES = 2_000;
const NO_WEIGHTS = new Float64Array(0);

/** All makes, by their common beginnings. */
let known: Step[] = [];
let steps = 0;

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
function find(chunk: Chunk, start: number, end: number, first: number): Template | null {
  let at = start;
  let row = first;
  let next = known;
  for (;;) {
    let taken: Step | null = null;
    for (let i = 0; i < next.length; i++) {
      const step = next[i]!;
      const behind = stepBehind(step, chunk, at, end);
      if (behind < 0) continue;
      if (i > 0) {
        next[i] = next[0]!;
        next[0] = step;
      }
      taken = step;
      if (step.hole === LITERAL) {
        const table = chunk.valueTable(row + ROWS_PER_LITERAL + 1);
        table[row++] = (STRING_TYPE << ROW_TYPE) | (at + step.size + 2);
        table[row++] = behind;
      }
      at = behind;
      break;
    }
    if (taken === null || taken.template !== null) return taken?.template ?? null;
    next = taken.next;
  }
}

/** Returns where a step ends that begins at an offset, -1 if it is another. */
function stepBehind(step: Step, chunk: Chunk, start: number, end: number): number {
  const { view } = chunk;
  const { body, from, size, hole, name } = step;
  const at = start + size;
  if (at > end || !sameBytes(body, from, view, start, size)) return -1;
  if (hole === END) return step.isClosed || at === end ? at : -1;
  if (at + 4 > end) return -1;
  if (hole === SIZE) return at + 4;
  if (hole === LITERAL) {
    const behind = at + 2 + 2 * view.getUint16(at, true);
    const isValue = behind > at + 2 && behind <= end && isOrdinary(view.getUint16(at + 2, true));
    return isValue ? behind : -1;
  }
  const offset = view.getUint32(at, true);
  const { isInline } = name!;
  if ((offset === at + 4) !== isInline || !isName(name!, chunk, offset)) return -1;
  return at + (isInline ? INLINE_OFFSETS : 4);
}

/** Parses a fragment and remembers its make; `null` if it is not to be found again. */
function learn(chunk: Chunk, start: number, end: number, first: number): Template | null {
  const places: Place[] = [];
  const { elements, end: behind, isClosed } = parseFragment(chunk, start, end, false, places);
  if (elements.length === 0 || places.length > MAX_PLACES) return null;
  const template: Template = {
    id: newTemplateId(),
    elements,
    slotCount: ROWS_PER_LITERAL * places.filter(({ kind }) => kind === "literal").length,
    weights: NO_WEIGHTS,
    hasExactWeights: true,
    areLiterals: true,
    layouts: new RecentLayouts(),
    classes: new ClassMemo(elements),
  };
  if (steps > MAX_STEPS) {
    known = [];
    steps = 0;
  }
  const body = copyOf(chunk, start, behind - start);
  const names = new Map<number, DataView>();
  const ways = places.map((place) => wayTo(place, chunk, start, names));
  let next = known;
  let from = 0;
  for (const { at, hole, name, skipped } of ways) {
    const size = at - from;
    let step = next.find(
      (other) => stepBehind(other, chunk, start + from, end) === start + at + skipped,
    );
    if (!step) {
      step = { body, from, size, hole, name, next: [], template: null, isClosed: false };
      next.push(step);
      steps++;
    }
    next = step.next;
    from = at + skipped;
  }
  const size = body.byteLength - from;
  next.push({ body, from, size, hole: END, name: null, next: [], template, isClosed });
  steps++;
  return find(chunk, start, end, first);
}

/** Where a place is, what stands there, and how many bytes of it may be others. */
function wayTo(
  place: Place,
  chunk: Chunk,
  start: number,
  names: Map<number, DataView>,
): { at: number; hole: Hole; name: KnownName | null; skipped: number } {
  const { at } = place;
  switch (place.kind) {
    case "literal":
      return { at, hole: LITERAL, name: null, skipped: 2 + place.size };
    case "size":
      return { at, hole: SIZE, name: null, skipped: 4 };
    case "name": {
      const name = knownName(chunk, start, place, names);
      return { at, hole: NAME, name, skipped: place.isInline ? INLINE_OFFSETS : 4 };
    }
  }
}
