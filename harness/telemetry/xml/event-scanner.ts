/**
 * Event XML in the form in which log services write it, without a parser's tree: an event is compared
 * with the templates of those before it (`template-tree.ts`). Of one that fits none the tags are gone
 * through, which makes a template of it.
 *
 *     event     = "<Event" attribute* ">" element* "</Event>"
 *     element   = "<" name attribute* "/>" | "<" name attribute* ">" (text | (blank | element)*) "</" name ">"
 *     attribute = blank+ name "=" ("'" value "'" | '"' value '"')
 *
 * The law: whatever is not of this form, or not for sure (comments, CDATA, references that XML does
 * not name, names beyond ASCII, …) is declined, and `parse-event.ts` decides. What is not declined
 * has the fields that it gives. `tests/telemetry/xml/event-scanner.test.ts` keeps both.
 */
import { type EventElement, type TextOps, walkFields } from "../records/event-fields.ts";
import { copiedText } from "../records/copied-text.ts";
import { nextSign } from "../records/next-sign.ts";
import { NameBudget } from "../records/name-budget.ts";
import {
  CLASS_FIELDS,
  type EventLayout,
  layoutOf,
  TemplatedEvent,
} from "../records/templated-event.ts";
import { type Template, TemplateTree } from "../records/template-tree.ts";
import { unreadPart } from "../records/unread-data.ts";
import { areResolvable, BadReference, isResolvable, resolved } from "./references.ts";

/** Kinds of blanks: where a value ends, and whether it may be empty or nothing but white space. */
const [TEXT, DOUBLE_QUOTED, SINGLE_QUOTED, NOT_EMPTY, NOT_BLANK] = [0, 1, 2, 4, 8];
const ENDS = ["<", '"', "'"] as const;

const ROOT = /<Event(?=[\s>])/y;
const OPENING = /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(?=[\s/>])/y;
const CLOSING = /<\/([^\s>]+)>/y;
const ATTRIBUTE = /[ \t\n]+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)=(?:"([^"<\r]*)"|'([^'<\r]*)')/y;
const TAG_END = /[ \t\n]*(\/?)>/y;
/** Names with a prefix or of the root's kind count as such for who cuts events out of a text. */
const NESTED_EVENT = /^(?:[^:]*:)?Events?$/;
/** What may have its name in an attribute. */
const DATA = /^(?:[^:]*:)?(?:Complex)?Data$/;
const MAX_DEPTH = 32;
/** So many templates are learned beyond the events that fit one: where none comes again, it is in vain. */
const MAX_MISSES = 1000;

/** A value: where it stands in the text, in what, and what the fields of the event hang on. */
interface Value {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
  /** Something other than its being there hangs on it: its text is part of the template. */
  isFixed: boolean;
  /** What it must be besides, for the event to have the same fields. */
  demand: number;
}

interface Element extends EventElement<Value> {
  readonly attributes: { readonly name: string; readonly value: Value }[];
  readonly children: Element[];
  value: Value | undefined;
}

type Fields = (readonly [name: string, value: Value])[];

/** Of all recordings: events of one template are in many of them. */
const templates = new TemplateTree<EventLayout>(valueEnd);

export class EventScanner {
  /** Where the next ampersand and the next carriage return stand in the text, once looked for. */
  #ampersand = -1;
  #return = -1;
  #text = "";
  #misses = 0;

  /** Where the event that was found last ends. */
  end = 0;

  /** Announces the text that the next calls are about. */
  begin(text: string): void {
    this.#text = text;
    this.#ampersand = -1;
    this.#return = -1;
  }

  /** Returns the event that begins at an offset, or `null` if it is for the parser to decide. */
  find(from: number, position: number): TemplatedEvent | null {
    const text = this.#text;
    let layout = templates.find(text, from);
    if (layout) this.#misses = Math.max(0, this.#misses - 1);
    else {
      if (this.#misses++ > MAX_MISSES) return null;
      const template = templateOf(text, from);
      if (!template) return null;
      templates.add(template);
      layout = templates.find(text, from);
      if (!layout) return null;
    }
    const { end } = templates;
    if (!this.#areReferencesSound(from, end)) return null;
    const starts = templates.starts.slice();
    if (this.#hasReturn(from, end) && hasOddTag(text, starts, layout)) return null;
    this.end = end;
    return new TemplatedEvent(position, layout, text, starts, end);
  }

  #areReferencesSound(from: number, end: number): boolean {
    const text = this.#text;
    if (this.#ampersand < from) this.#ampersand = nextSign(text, "&", from);
    for (; this.#ampersand < end; this.#ampersand = nextSign(text, "&", this.#ampersand + 1))
      if (!isResolvable(text, this.#ampersand)) return false;
    return true;
  }

  #hasReturn(from: number, end: number): boolean {
    if (this.#return < from) this.#return = nextSign(this.#text, "\r", from);
    return this.#return < end;
  }
}

/**
 * Of an event that holds carriage returns, whether its attributes hold them, or what the parser's
 * way of keeping them in texts takes for the end of a tag.
 */
function hasOddTag(text: string, starts: readonly number[], { blanks }: EventLayout): boolean {
  return starts.some((from, i) => {
    const kind = blanks[i]!;
    return (kind & 3) !== TEXT && /[\r<>]/.test(text.slice(from, valueEnd(text, from, kind)));
  });
}

function valueEnd(text: string, at: number, kind: number): number {
  const end = text.indexOf(ENDS[kind & 3]!, at);
  if (end < 0) return -1;
  if (kind > 3 && !isAsDemanded(text, at, end, kind)) return -1;
  return end;
}

function isAsDemanded(text: string, from: number, to: number, kind: number): boolean {
  if (to === from) return false;
  if ((kind & NOT_BLANK) === 0) return true;
  const first = text.charCodeAt(from);
  // Plain letters are no blanks, nor do they begin a reference to one.
  return (first > 0x26 && first < 0x7f) || !isBlank(text.slice(from, to));
}

/** What cannot be resolved counts as blank as well: it is no value that a template can have. */
function isBlank(raw: string): boolean {
  try {
    return resolved(raw).trim() === "";
  } catch (error) {
    if (error instanceof BadReference) return true;
    throw error;
  }
}

/** Returns a template of the event that begins at an offset, or `null` if it is not of the form. */
function templateOf(text: string, from: number): Template<EventLayout> | null {
  const scan = new TagScan(text, from);
  const root = scan.root();
  if (!root || !areResolvable(text, from, scan.at)) return null;
  const fields = fieldsOf(root, text, scan.at - from);
  if (!fields) return null;
  for (const [name, value] of fields) if (CLASS_FIELDS.includes(name)) value.isFixed = true;
  const literals: string[] = [];
  const blanks: number[] = [];
  const numbers = new Map<Value, number>();
  let at = from;
  for (const value of scan.values) {
    if (value.isFixed) continue;
    literals.push(text.slice(at, value.from));
    numbers.set(value, blanks.length);
    blanks.push(value.kind | value.demand);
    at = value.to;
  }
  literals.push(text.slice(at, scan.at));
  const sources = fields.map(
    ([name, value]) => [name, numbers.get(value) ?? readValue(text, value.from, value.to)] as const,
  );
  const content = layoutOf(sources, literals, blanks, { read: readValue, escape: "&" });
  return content && { literals, blanks, content };
}

/**
 * The fields of an event of so many units; `null` if their names come to too much, or the data was not understood:
 * the parser says which. */
function fieldsOf(root: Element, text: string, units: number): Fields | null {
  const budget = new NameBudget(units);
  let isWithin = true;
  const fields: Fields = [];
  const ops: TextOps<Value> = {
    empty: EMPTY,
    isBlank: (value) => {
      const is = isBlank(text.slice(value.from, value.to));
      if (is) value.isFixed = true;
      else value.demand |= NOT_BLANK;
      return is;
    },
    textOf: (value) => {
      value.isFixed = true;
      return readValue(text, value.from, value.to);
    },
  };
  walkFields(root, ops, (name, value) => {
    isWithin &&= budget.take(name);
    if (isWithin) fields.push([name, value]);
  });
  return isWithin && unreadPart(root, ops, fields) === null ? fields : null;
}

const EMPTY: Value = { from: 0, to: 0, kind: TEXT, isFixed: true, demand: 0 };

function readValue(text: string, from: number, to: number): string {
  return copiedText(resolved(text.slice(from, to)));
}

/** Goes through the tags of one event. */
class TagScan {
  readonly #text: string;
  at: number;
  /** In the order of the text. */
  readonly values: Value[] = [];

  constructor(text: string, from: number) {
    this.#text = text;
    this.at = from;
  }

  /** Returns the event as its elements, or `null`. */
  root(): Element | null {
    ROOT.lastIndex = this.at;
    return ROOT.test(this.#text) ? this.#element(0) : null;
  }

  #element(depth: number): Element | null {
    const [, name] = this.#take(OPENING) ?? [];
    if (name === undefined || depth > MAX_DEPTH) return null;
    if (depth > 0 && NESTED_EVENT.test(name)) return null;
    const attributes = this.#attributes();
    const tagEnd = attributes && this.#take(TAG_END);
    if (!tagEnd) return null;
    const element: Element = { name, attributes, children: [], value: undefined };
    if (tagEnd[1] !== "") return element;
    return this.#content(element, depth) ? element : null;
  }

  #attributes(): Element["attributes"] | null {
    const attributes: Element["attributes"] = [];
    const names = new Set<string>();
    for (let found = this.#take(ATTRIBUTE); found; found = this.#take(ATTRIBUTE)) {
      const [, name, double, single] = found;
      if (names.has(name!)) return null;
      names.add(name!);
      const to = this.at - 1;
      const from = to - (double ?? single)!.length;
      const kind = double === undefined ? SINGLE_QUOTED : DOUBLE_QUOTED;
      const isFixed = name === "xmlns" || name!.startsWith("xmlns:");
      const value: Value = { from, to, kind, isFixed, demand: 0 };
      attributes.push({ name: name!, value });
      this.values.push(value);
    }
    return attributes;
  }

  /** Takes what stands between the tags of an element, and the closing one. */
  #content(element: Element, depth: number): boolean {
    for (;;) {
      const from = this.at;
      this.at = this.#text.indexOf("<", from);
      if (this.at < 0) return false;
      if (this.#text[this.at + 1] === "/") {
        if (element.children.length === 0) this.#leaf(element, from);
        return this.#take(CLOSING)?.[1] === element.name;
      }
      const child = this.#element(depth + 1);
      if (!child) return false;
      element.children.push(child);
    }
  }

  /** The text of an element without others in it. */
  #leaf(element: Element, from: number): void {
    const to = this.at;
    // Beside attributes that make fields, a text that is empty makes none.
    const isAside = element.attributes.some(
      ({ name, value }) => !value.isFixed && !(name === "Name" && DATA.test(element.name)),
    );
    if (isAside && from === to) return;
    const demand = isAside ? NOT_EMPTY : 0;
    element.value = { from, to, kind: TEXT, isFixed: false, demand };
    this.values.push(element.value);
  }

  #take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.at;
    const found = what.exec(this.#text);
    if (found) this.at = what.lastIndex;
    return found;
  }
}
