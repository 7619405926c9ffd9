/**
 * What BinXML says, as data: elements with their texts, the tokens that begin them, and where two
 * fragments of one template may differ.
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12
 */

/** Where a value of the template instance is to be put. */
export interface Substitution {
  /** Of the value in its instance. */
  readonly index: number;
  /** Without a value, the element or attribute around it is left out. */
  readonly isOptional: boolean;
  /** Elements stand here rather than text. */
  readonly isFragment: boolean;
}

export interface Attribute {
  readonly name: string;
  readonly parts: (string | Substitution)[];
}

export interface Element {
  readonly name: string;
  readonly attributes: Attribute[];
  readonly content: (string | Substitution | Element)[];
}

/** Where a name is referred to. */
export interface NameReference {
  /** Of the reference, from the beginning of the fragment. */
  readonly at: number;
  /** The name itself follows its reference. */
  readonly isInline: boolean;
  readonly name: string;
}

export interface ParsedFragment {
  readonly elements: readonly Element[];
  readonly names: readonly NameReference[];
  /** Behind its last token, and whether that is the one which ends a fragment. */
  readonly end: number;
  readonly isClosed: boolean;
}

export const FRAGMENT_HEADER = 0x0f;

export const TEMPLATE_INSTANCE = 0x0c;

/** Set in a token whose element has attributes, or whose attribute is followed by another. */
export const MORE_FLAG = 0x40;

export const OPEN_START_ELEMENT = 0x01;

/** Whether a byte is the token that opens an element. */
export function isOpenElement(token: number): boolean {
  return (token & ~MORE_FLAG) === OPEN_START_ELEMENT;
}

/** A text that is a value: where its length stands, from the beginning of the fragment. */
export interface LiteralSpan {
  readonly kind: "literal";
  readonly at: number;
  /** Of the text behind its length, in bytes. */
  readonly size: number;
}

/** A number that says how many bytes follow. */
export interface SizeSpan {
  readonly kind: "size";
  readonly at: number;
}

/** Where two fragments that have one template may differ. */
export type VariableSpan = LiteralSpan | SizeSpan | ({ readonly kind: "name" } & NameReference);

/** One for the text, and one that only says where it ends. */
export const ROWS_PER_LITERAL = 2;

/** Whether a text that begins with this unit cannot be blank. */
export function isPrintableAscii(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}
