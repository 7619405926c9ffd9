/**
 * Elements that stand in a record itself, without a template, are taken for a template of which the
 * texts between them are the values: forwarded events, which have none, come in as few templates as
 * others. Such a template is found again by walking along its bytes; only texts, sizes and references to
 * names may differ. What differs otherwise is parsed, and is then known as well.
 *
 * The name of a field must not be a value, and whether a text is blank decides about fields: the text
 * of a `Name` attribute, and one that does not begin with a printable sign, is no value.
 */
import { parseFragment } from "../binxml/parser.ts";
import { ROWS_PER_LITERAL, type Element, type VariableSpan } from "../binxml/syntax.ts";
import type { Chunk } from "../format/chunk.ts";
import { EventClassCache } from "./event-class-cache.ts";
import { fragmentTemplateOf, FragmentTree } from "./fragment-tree.ts";
import { LayoutCache } from "./layout-cache.ts";
import { newTemplateId, type Template } from "./template.ts";

/** Elements that stand in a record itself. */
export interface LiteralFragment {
  readonly elements: readonly Element[];
  /** `null` if they make none. */
  readonly template: Template | null;
}

/** A fragment with more spans is not looked for again. */
const MAX_SPANS_OF_FRAGMENT = 2_000;
const NO_WEIGHTS = new Float64Array(0);

/** Of all recordings, as the templates of `template.ts` are; it bounds itself. */
const learned = new FragmentTree();

/**
 * Reads elements that stand in the record itself; their texts go into the chunk's table from the row
 * `first` on.
 *
 * @throws {MalformedRecord}
 */
export function literalFragmentAt(
  chunk: Chunk,
  start: number,
  end: number,
  first: number,
): LiteralFragment {
  const template = learned.find(chunk, start, end, first) ?? learn(chunk, start, end, first);
  if (template) return { elements: template.elements, template };
  return { elements: parseFragment(chunk, start, end, false).elements, template: null };
}

/** Parses a fragment and remembers its template; `null` if it is not to be found again. */
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
  const fragment = fragmentTemplateOf(template, isClosed, spans, chunk, start, behind);
  learned.add(fragment, chunk, start, end);
  return learned.find(chunk, start, end, first);
}
