/**
 * BinXML tokens → elements. Texts of elements and attributes are literal or to be filled in from the
 * values of a template instance.
 *
 *   Fragment   = [FragmentHeader] Element… EOF
 *   Element    = OpenStartElement Attribute* (CloseEmptyElement | CloseStartElement Content* EndElement)
 *   Attribute  = AttributeToken Name Text*
 *   Content    = Element | Text | CData | PI
 *   Text       = Value | CharRef | EntityRef | NormalSubstitution | OptionalSubstitution
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12
 * @see libevtx, "Windows XML Event Log (EVTX) format": binary XML
 */
import { ByteCursor } from "../format/byte-cursor.ts";
import { nameSize, type Chunk } from "../format/chunk.ts";
import { MalformedRecord } from "../format/malformed-record.ts";
import {
  BINXML_TYPE,
  decodeValue,
  fixedSize,
  isValueType,
  NULL_TYPE,
  STRING_TYPE,
} from "./value.ts";
import { utf16 } from "../format/utf16.ts";
import {
  type ParsedFragment,
  type Element,
  type NameReference,
  type Substitution,
  MORE_FLAG,
  OPEN_START_ELEMENT,
  FRAGMENT_HEADER,
  type Attribute,
  type VariableSpan,
  isPrintableAscii,
  ROWS_PER_LITERAL,
} from "./syntax.ts";

const MAX_LEVELS = 64;
const MAX_ELEMENTS = 4096;
/** Texts that one element or attribute is put together from. */
const MAX_PARTS = 64;

/** More than any index of a value. */
const UNFILLED = 0x1_0000;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * Parses the fragment in `[start, end)` of a chunk.
 *
 * @param isTemplate elements of template definitions carry a dependency identifier, others do not
 * @param spans takes where fragments of one template differ; texts then become substitutions
 * @throws {MalformedRecord}
 */
export function parseFragment(
  chunk: Chunk,
  start: number,
  end: number,
  isTemplate: boolean,
  spans: VariableSpan[] | null = null,
): ParsedFragment {
  return new FragmentParser(chunk, start, end, isTemplate, spans).parse();
}

class FragmentParser {
  readonly #chunk: Chunk;
  readonly #cursor: ByteCursor;
  readonly #start: number;
  readonly #isTemplate: boolean;
  readonly #spans: VariableSpan[] | null;
  /** Rows of the table that texts have been given. */
  #rows = 0;
  readonly #elements: Element[] = [];
  readonly #names: NameReference[] = [];
  /** Elements that are open, innermost last. */
  readonly #open: Element[] = [];
  /** Where texts go: the attribute or element being read. */
  #parts: (string | Substitution | Element)[] | null = null;
  #count = 0;

  constructor(
    chunk: Chunk,
    start: number,
    end: number,
    isTemplate: boolean,
    spans: VariableSpan[] | null,
  ) {
    this.#chunk = chunk;
    this.#cursor = new ByteCursor(chunk.view, start, end);
    this.#start = start;
    this.#isTemplate = isTemplate;
    this.#spans = spans;
  }

  parse(): ParsedFragment {
    const cursor = this.#cursor;
    let isClosed = false;
    while (cursor.at < cursor.end) {
      const at = cursor.at;
      const token = cursor.u8("a token");
      isClosed = token === 0x00;
      if (isClosed) break;
      this.#take(token & ~MORE_FLAG, (token & MORE_FLAG) !== 0, at);
    }
    if (this.#open.length > 0)
      throw new MalformedRecord(`element "${this.#open.at(-1)!.name}" is not closed`, cursor.at);
    return { elements: this.#elements, names: this.#names, end: cursor.at, isClosed };
  }

  #take(token: number, hasMore: boolean, at: number): void {
    const cursor = this.#cursor;
    switch (token) {
      case OPEN_START_ELEMENT:
        return this.#openElement(hasMore, at);
      case 0x02: // CloseStartElement
        this.#parts = this.#innermost(at).content;
        return;
      case 0x03: // CloseEmptyElement
      case 0x04: // EndElement
        this.#innermost(at);
        this.#open.pop();
        this.#parts = this.#open.at(-1)?.content ?? null;
        return;
      case 0x05: // Value
        return this.#add(this.#literal(), at);
      case 0x06: // Attribute
        return this.#attribute(at);
      case 0x07: // CDataSection
        return this.#add(this.#counted("a CDATA section"), at);
      case 0x08: // CharRef
        return this.#add(String.fromCharCode(cursor.u16("a character reference")), at);
      case 0x09: // EntityRef
        return this.#add(ENTITIES[this.#name()] ?? "", at);
      case 0x0a: // PITarget
        this.#name();
        return;
      case 0x0b: // PIData
        this.#counted("a processing instruction");
        return;
      case 0x0d: // NormalSubstitution
      case 0x0e: // OptionalSubstitution
        return this.#substitution(token === 0x0e, at);
      case FRAGMENT_HEADER:
        cursor.take(3, "a fragment header");
        return;
      default:
        throw new MalformedRecord(
          `token 0x${token.toString(16).padStart(2, "0")} may not stand here`,
          at,
        );
    }
  }

  #innermost(at: number): Element {
    const element = this.#open.at(-1);
    if (!element) throw new MalformedRecord("no element is open", at);
    return element;
  }

  #openElement(hasAttributes: boolean, at: number): void {
    const cursor = this.#cursor;
    if (this.#isTemplate) cursor.u16("a dependency identifier");
    this.#size("the size of an element");
    const name = this.#name();
    if (hasAttributes) this.#size("the size of an attribute list");
    if (++this.#count > MAX_ELEMENTS)
      throw new MalformedRecord(`more than ${MAX_ELEMENTS} elements`, at);
    if (this.#open.length >= MAX_LEVELS)
      throw new MalformedRecord(`more than ${MAX_LEVELS} levels`, at);
    const element: Element = { name, attributes: [], content: [] };
    (this.#open.at(-1)?.content ?? this.#elements).push(element);
    this.#open.push(element);
    this.#parts = null;
  }

  #attribute(at: number): void {
    const name = this.#name();
    if (++this.#count > MAX_ELEMENTS)
      throw new MalformedRecord(`more than ${MAX_ELEMENTS} attributes`, at);
    const attribute: Attribute = { name, parts: [] };
    this.#innermost(at).attributes.push(attribute);
    this.#parts = attribute.parts;
  }

  #add(part: string | Substitution, at: number): void {
    if (!this.#parts) throw new MalformedRecord("text stands outside of any element", at);
    if (part === "") return;
    if (this.#parts.length >= MAX_PARTS && this.#parts.filter(isPart).length >= MAX_PARTS)
      throw new MalformedRecord(`a text of more than ${MAX_PARTS} parts`, at);
    this.#parts.push(part);
  }

  #substitution(isOptional: boolean, at: number): void {
    const written = this.#cursor.u16("the index of a value");
    // Without a template a substitution has no value; the texts that count as values are others.
    const index = this.#spans === null ? written : UNFILLED;
    const type = this.#cursor.u8("the type of a value");
    this.#add({ index, isOptional, isFragment: type === BINXML_TYPE }, at);
  }

  /** A reference to a name, and the name itself where it is the first to refer to it. */
  #name(): string {
    const cursor = this.#cursor;
    const at = cursor.at - this.#start;
    const offset = cursor.u32("a reference to a name");
    const name = this.#chunk.nameAt(offset);
    const isInline = offset === cursor.at;
    if (isInline) cursor.take(nameSize(this.#chunk.view.getUint16(offset + 6, true)), "a name");
    this.#names.push({ at, isInline, name });
    this.#spans?.push({ kind: "name", at, isInline, name });
    return name;
  }

  #size(what: string): void {
    this.#spans?.push({ kind: "size", at: this.#cursor.at - this.#start });
    this.#cursor.u32(what);
  }

  /** Text behind the number of its UTF-16 units. */
  #counted(what: string): string {
    const size = 2 * this.#cursor.u16(what);
    return utf16(this.#chunk, this.#cursor.take(size, what), size);
  }

  /** A text; where it counts as a value, its substitution. */
  #text(): string | Substitution {
    const at = this.#cursor.at;
    const text = this.#counted("a text");
    const isName = this.#open.at(-1)?.attributes.at(-1)?.name === "Name" && !this.#inContent();
    if (this.#spans === null || isName || !isPrintableAscii(text.charCodeAt(0))) return text;
    const size = this.#cursor.at - at - 2;
    this.#spans.push({ kind: "literal", at: at - this.#start, size });
    const index = this.#rows;
    this.#rows += ROWS_PER_LITERAL;
    return { index, isOptional: false, isFragment: false };
  }

  #inContent(): boolean {
    return this.#parts === this.#open.at(-1)?.content;
  }

  #literal(): string | Substitution {
    const cursor = this.#cursor;
    const type = cursor.u8("the type of a literal");
    if (type === STRING_TYPE) return this.#text();
    if (type === NULL_TYPE) return "";
    const size = fixedSize(type);
    if (size === 0 || !isValueType(type))
      throw new MalformedRecord(
        `a literal of type 0x${type.toString(16).padStart(2, "0")}`,
        cursor.at - 1,
      );
    const value = decodeValue(type, this.#chunk, cursor.take(size, "a literal"), size);
    return typeof value === "string" ? value : value.join("");
  }
}

function isPart(part: string | Substitution | Element): boolean {
  return typeof part === "string" || "index" in part;
}
