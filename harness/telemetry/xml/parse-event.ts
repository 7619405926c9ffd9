/**
 * The XML of one event → its elements. What decides is fast-xml-parser; `event-scanner.ts` is a
 * faster way to the same result, for what log services write.
 */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { TextPlace } from "../../text/source.ts";
import type { EventElement } from "../records/event-fields.ts";
import { UnreadData } from "../records/unread-data.ts";
import { fieldsOfElements, type WindowsFields } from "../records/windows-fields.ts";
import { BadReference, resolved } from "./references.ts";
import type { TextPosition } from "./text-position.ts";

/** What the text of an event came to. */
export type ParsedEvent =
  | { readonly kind: "event"; readonly fields: WindowsFields }
  | { readonly kind: "no-event" }
  /** Its data part was not understood. */
  | { readonly kind: "unread"; readonly reason: string }
  | { readonly kind: "broken"; readonly reason: string; readonly place: TextPlace };

/** An element as the parser gives it when it keeps the order: its content under its name. */
type OrderedNode = Readonly<Record<string, unknown>>;

const ATTRIBUTES = ":@";
const TEXT = "#text";
const CDATA = "#cdata";
/**
 * Put before every name, for the parser changes or refuses some that objects of JavaScript have: `toString`,
 * `constructor`. No name of XML begins with it.
 */
const NAME_PREFIX = "-";

/**
 * Values stay as they are written: nothing is taken for a number, nothing trimmed. References are
 * resolved here and not by the parser, which knows those of HTML as well, or none.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: NAME_PREFIX,
  transformTagName: (name) => (name.startsWith(NAME_PREFIX) ? name : NAME_PREFIX + name),
  cdataPropName: CDATA,
  textNodeName: TEXT,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** Markup, which is left alone where carriage returns are escaped. */
const MARKUP = /(<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>)/;

/** A longer line is not shown with a diagnostic. */
const MAX_SHOWN = 4096;

/** Parses the text of one event, which begins at `start`. */
export function parseEvent(text: string, start: TextPosition): ParsedEvent {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    const { msg, line, col } = verdict.err;
    return broken(msg, text, start, offsetOf(text, line, col));
  }
  try {
    const roots = parser.parse(keepReturns(text)) as OrderedNode[];
    const root = roots.map(elementOf).find((element) => element !== null);
    if (!root) return { kind: "no-event" };
    const fields = fieldsOfElements(root, text.length);
    if (!fields) return broken("the names of its fields are too long", text, start, 0);
    return fields.has("EventID") ? { kind: "event", fields } : { kind: "no-event" };
  } catch (error) {
    if (error instanceof UnreadData) return { kind: "unread", reason: error.message };
    if (!(error instanceof Error)) throw error;
    const at = error instanceof BadReference ? text.indexOf(error.reference) : 0;
    return broken(error.message, text, start, Math.max(0, at));
  }
}

function broken(reason: string, text: string, start: TextPosition, offset: number): ParsedEvent {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const line = text.slice(lineStart, end < 0 ? text.length : end).replace(/\r$/, "");
  // What stands before the event on its first line is not at hand.
  const unseen = lineStart === 0 ? " ".repeat(Math.min(MAX_SHOWN, start.column - 1)) : "";
  const shown = unseen.length + line.length < MAX_SHOWN ? unseen + line : "";
  const place = start.after(text, offset).place(shown);
  return { kind: "broken", reason: reason.replace(/\.$/, ""), place };
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf("\n", start) + 1;
  return Math.min(text.length, start + Math.max(0, column - 1));
}

/**
 * The parser makes one line feed of CR LF, as XML asks for. Windows writes a value's line ends as
 * they are, so that here this would change the value.
 */
function keepReturns(text: string): string {
  if (!text.includes("\r")) return text;
  const pieces = text.split(MARKUP);
  return pieces.map((piece, i) => (i % 2 === 0 ? piece.replaceAll("\r", "&#13;") : piece)).join("");
}

function elementOf(node: OrderedNode): EventElement<string> | null {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
  if (name === undefined || name === TEXT || name === CDATA) return null;
  const content = node[name] as readonly OrderedNode[];
  const written = (node[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>;
  const attributes = Object.entries(written).map(([key, value]) => ({
    name: key.slice(NAME_PREFIX.length),
    value: resolved(value),
  }));
  const children: EventElement<string>[] = [];
  let value: string | undefined;
  for (const part of content) {
    const child = elementOf(part);
    if (child) children.push(child);
    else value = (value ?? "") + textOf(part);
  }
  return { name: name.slice(NAME_PREFIX.length), attributes, children, value };
}

function textOf(part: OrderedNode): string {
  const cdata = part[CDATA] as readonly OrderedNode[] | undefined;
  if (cdata) return cdata.map((each) => String(each[TEXT])).join("");
  return resolved(String(part[TEXT]));
}
