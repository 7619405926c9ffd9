/**
 * A line of NDJSON → the template of lines written alike. The line is parsed with marks in place of its values:
 * where a mark turns up among the fields of the event, that field has that value.
 *
 * What the fields hang on besides is made part of the template: a value by its text, or what it must
 * not be (`NOT_EMPTY`, `NOT_BLANK`). So whatever the template fits has the fields that its shape gives.
 */
import type { Schema } from "../../events/event-class.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { walkFields } from "../records/event-fields.ts";
import { NameBudget } from "../records/name-budget.ts";
import {
  CLASS_FIELDS,
  type EventLayout,
  layoutOf,
  timeIn,
  type ValueForm,
} from "../records/templated-event.ts";
import type { Template } from "../records/template-tree.ts";
import { unreadPart } from "../records/unread-data.ts";
import { TIME_FIELD } from "../records/windows-event.ts";
import { excessOfEvent, ExcessiveDocument } from "./document-budget.ts";
import { ASSUMED_UNITS, asWindows, evtxDumpElements, unreadBesideEvent } from "./evtx-dump.ts";
import { withExactNumbers } from "./exact-numbers.ts";
import {
  FLAT_DECIDING,
  flatEventId,
  flatTime,
  flatWindowsChannel,
  walkFlatWindows,
} from "./flat-windows.ts";
import { isObject, type JsonObject, parsed, recordsIn } from "./json-value.ts";
import { NOT_BLANK, NOT_EMPTY, NUMBER, STRING, valueText } from "./line-values.ts";
import { hangsOnTexts, containerTexts, unreadFlatMember } from "./unread-members.ts";
import {
  hangsOnWinlogTexts,
  isFromPipeline,
  isWinlogbeat,
  unreadWinlogbeat,
  walkWinlogbeat,
} from "./winlogbeat.ts";

/** A string with what shows that it is a name, or a whole number as `valueEnd` has it. */
const VALUE = /"((?:[^"\\]|\\.)*)"(\s*:)?|(?<![\d.eE+-])(?:0|-?[1-9]\d*)(?![\d.eE])/g;
/** What stands for a value while its line is taken apart: its number behind a NUL. */
// oxlint-disable-next-line no-control-regex
const MARK = /^\0(\d+)$/;
// oxlint-disable-next-line no-control-regex
const MARKS = /\0(\d+)/g;
/** Marks in JSON text, where a value is not as it stands in the line. */
const MANGLED = "\\u0000";
/** Longer lines are not taken apart: their like will not come again. */
const LONGEST = 64 * 1024;
/** Every line of a known form holds one of these. */
const NEEDED = /"(?:System|EventI[Dd]|event_id|winlog\.event_id)"/;

/** A value: where it stands in the line, and what the fields of the event hang on. */
interface Value {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
  isFixed: boolean;
  demand: number;
}

type Fields = readonly (readonly [name: string, value: Value | string])[];

/** What a shape makes of a line, and of its values. */
interface Shape {
  readonly fields: Fields;
  readonly form: ValueForm;
  readonly original: Schema | null;
}

const WINLOGBEAT: ValueForm = { read: valueText, escape: "\\" };
const FLAT: ValueForm = { ...WINLOGBEAT, time: flatTime };
const EVTX_DUMP: ValueForm = {
  ...WINLOGBEAT,
  read: (text, from, to) => asWindows(valueText(text, from, to)),
};

/** Returns a template of the event that is a line, or `null` if it is none that is known here. */
export function templateOf(line: string, declared: LogSource | null): Template<EventLayout> | null {
  if (line.length > LONGEST || !NEEDED.test(line)) return null;
  const value = parsed(line);
  const marks = isEvent(value) ? Marks.of(line) : null;
  if (!marks) return null;
  const shape = shapeOf(exact(value as JsonObject, line), marks, declared);
  if (!shape || !marks.areSure) return null;
  const literals: string[] = [];
  const blanks: number[] = [];
  const numbers = new Map<Value, number>();
  let at = 0;
  for (const value of marks.values) {
    if (value.isFixed) continue;
    literals.push(line.slice(at, value.from));
    numbers.set(value, blanks.length);
    blanks.push(value.kind | value.demand);
    at = value.to;
  }
  literals.push(line.slice(at));
  const { fields, form, original } = shape;
  const sources = fields.map(([name, value]): readonly [string, string | number] => {
    const number = typeof value === "string" ? undefined : numbers.get(value);
    if (number !== undefined) return [name, number];
    const text = typeof value === "string" ? value : form.read(line, value.from, value.to, -1);
    return [name, name === TIME_FIELD ? timeIn(form, text) : text];
  });
  const content = layoutOf(sources, literals, blanks, form, original);
  return content && { literals, blanks, content };
}

/** Returns the document that a line is: one which a template fits. */
export function exactDocument(line: string): JsonObject {
  return exact(JSON.parse(line) as JsonObject, line);
}

function exact(document: JsonObject, line: string): JsonObject {
  return withExactNumbers([document], line)[0] as JsonObject;
}

/** Whether a value is one event, and as it stands: neither wrapped nor more than is read. */
function isEvent(value: unknown): value is JsonObject {
  if (!isObject(value) || isObject(value["_source"])) return false;
  return recordsIn(value) === null && excessOfEvent(value) === null;
}

/** Returns the shape of an event; `null` if it has none of these, or comes to more than is read. */
function shapeOf(event: JsonObject, marks: Marks, declared: LogSource | null): Shape | null {
  try {
    return knownShapeOf(event, marks, declared);
  } catch (error) {
    if (error instanceof ExcessiveDocument) return null;
    throw error;
  }
}

function knownShapeOf(event: JsonObject, marks: Marks, declared: LogSource | null): Shape | null {
  if (evtxDumpElements(event)) {
    const isBeside = isObject(event["Event"]) && containerTexts(event).length > 0;
    return isBeside || unreadBesideEvent(event) !== null ? null : evtxDump(marks);
  }
  if (isWinlogbeat(event)) return winlogbeat(marks, event);
  const channel = flatWindowsChannel(event, declared);
  // One that looks like a mark would be taken for it.
  if (channel === null || channel.includes("\0")) return null;
  const id = flatEventId(event);
  if (hangsOnTexts(event, channel, id) || unreadFlatMember(event, channel, id) !== null)
    return null;
  return flatWindows(marks, channel);
}

function evtxDump(marks: Marks): Shape | null {
  const elements = evtxDumpElements(marks.document);
  if (!elements) return null;
  const fields: [string, Value | string][] = [];
  const found: [string, string][] = [];
  const isBlank = (text: string): boolean => marks.is(text, NOT_BLANK, (it) => it.trim() === "");
  const textOf = (text: string): string => asWindows(marks.fixed(text));
  const ops = { empty: "", isBlank, textOf };
  const budget = new NameBudget(ASSUMED_UNITS);
  let isWithin = true;
  walkFields(elements, ops, (name, text) => {
    isWithin &&= budget.take(name);
    if (!isWithin) return;
    found.push([name, text]);
    fields.push([name, marks.field(name, text)]);
  });
  if (!isWithin || unreadPart(elements, ops, found) !== null) return null;
  return { fields, form: EVTX_DUMP, original: null };
}

function flatWindows(marks: Marks, channel: string): Shape {
  for (const name of FLAT_DECIDING) {
    const member = marks.document[name];
    for (const text of Array.isArray(member) ? member : [member])
      if (typeof text === "string") marks.fixed(text);
  }
  for (const text of containerTexts(marks.document)) marks.fixed(text);
  const fields: [string, Value | string][] = [];
  const isEmpty = (text: string): boolean => marks.is(text, NOT_EMPTY, (it) => it === "");
  walkFlatWindows(marks.document, channel, isEmpty, (name, text) =>
    fields.push([name, marks.field(name, text)]),
  );
  return { fields, form: FLAT, original: null };
}

/** Returns null if the data was not understood, or if that hangs on what a text is. */
function winlogbeat(marks: Marks, event: JsonObject): Shape | null {
  const fields: [string, Value | string][] = [];
  const isEmpty = (text: string): boolean => marks.is(text, NOT_EMPTY, (it) => it === "");
  walkWinlogbeat(marks.document, isEmpty, (name, text) =>
    fields.push([name, marks.field(name, text)]),
  );
  const textOf = (field: string): string | undefined => {
    const value = fields.find(([name]) => name === field)?.[1];
    return typeof value === "object" ? marks.textOf(value) : value;
  };
  if (hangsOnWinlogTexts(event, textOf) || unreadWinlogbeat(event, textOf) !== null) return null;
  return { fields, form: WINLOGBEAT, original: isFromPipeline(event) ? "ecs" : null };
}

/** A line of which the values are marked. */
class Marks {
  readonly document: JsonObject;
  readonly values: readonly Value[];
  /** Every value that a field or a decision hangs on is known. */
  areSure = true;
  readonly #line: string;

  private constructor(line: string, values: readonly Value[], document: JsonObject) {
    this.#line = line;
    this.values = values;
    this.document = document;
  }

  /** Returns `null` if a name could be taken for a mark. */
  static of(line: string): Marks | null {
    const values = valuesOf(line);
    const document = values && parsed(marked(line, values));
    return isObject(document) ? new Marks(line, values!, document) : null;
  }

  /** Returns the value that a text is the mark of, or else the text. */
  field(name: string, text: string): Value | string {
    const value = this.#valueOf(text);
    if (!value) return this.fixed(text);
    if (CLASS_FIELDS.includes(name)) value.isFixed = true;
    return value;
  }

  /** Answers a question about a text: it will be the same for every value that the template fits. */
  is(text: string, otherwise: number, test: (text: string) => boolean): boolean {
    const value = this.#valueOf(text);
    if (!value) return test(this.fixed(text));
    const is = test(valueText(this.#line, value.from, value.to));
    if (is) value.isFixed = true;
    else value.demand |= otherwise;
    return is;
  }

  /** Returns what a text is with its values in it, which become a part of the template. */
  fixed(text: string): string {
    if (text.includes(MANGLED)) this.areSure = false;
    return text.replace(MARKS, (_, number: string) => {
      const value = this.values[Number(number)]!;
      value.isFixed = true;
      return valueText(this.#line, value.from, value.to);
    });
  }

  textOf({ from, to }: Value): string {
    return valueText(this.#line, from, to);
  }

  #valueOf(text: string): Value | undefined {
    const number = MARK.exec(text)?.[1];
    return number === undefined ? undefined : this.values[Number(number)];
  }
}

/** Returns what of a line differs between events of one template; `null` if a name could be taken for a mark. */
function valuesOf(line: string): Value[] | null {
  const values: Value[] = [];
  let name = "";
  VALUE.lastIndex = 0;
  for (let found = VALUE.exec(line); found; found = VALUE.exec(line)) {
    const [token, string, colon] = found;
    if (colon !== undefined) {
      name = string!;
      if (name.includes("\\")) return null;
      continue;
    }
    const isString = string !== undefined;
    const from = found.index + (isString ? 1 : 0);
    const to = from + (isString ? string.length : token.length);
    const kind = isString ? STRING : NUMBER;
    values.push({ from, to, kind, isFixed: name === "xmlns", demand: 0 });
  }
  return values;
}

/** The line with a mark in place of each value. */
function marked(line: string, values: readonly Value[]): string {
  let text = "";
  let at = 0;
  for (const [i, { from, to, kind }] of values.entries()) {
    const mark = `\\u0000${i}`;
    text += line.slice(at, from) + (kind === STRING ? mark : `"${mark}"`);
    at = to;
  }
  return text + line.slice(at);
}
