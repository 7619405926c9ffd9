/**
 * Event XML turned into JSON, as evtx_dump, pyevtx and xmltodict write it:
 *
 *     { "Event": { "#attributes": {…},
 *                  "System":    { "Provider": { "#attributes": { "Name": … } }, "EventID": 1, … },
 *                  "EventData": { "Image": …, "Data": { "#text": [ …, … ] } } } }
 *
 * Attributes stand as `#attributes`, as `@Name`, or beside their element as `Provider_attributes`.
 */
import type { LogEvent } from "../../events/event.ts";
import type { EventElement } from "../records/event-fields.ts";
import { fieldsOfElements } from "../records/windows-fields.ts";
import { UnreadData } from "../records/unread-data.ts";
import { isContainer } from "./unread-members.ts";
import { ExcessiveDocument } from "./document-budget.ts";
import { isObject, type JsonObject, textOfJson } from "./json-value.ts";

type Element = EventElement<string>;
type Attribute = Element["attributes"][number];

/** Elements nested deeper are given as their JSON text. */
const MAX_LEVELS = 32;
const ATTRIBUTES = "_attributes";
/** How long an event is taken to be for what its names may come to: the elements of a list write none. */
export const ASSUMED_UNITS = 1024 * 1024;
/** Attributes that a list of any length may have, and what more of them may come to with all its elements. */
const [ALWAYS_REPEATED, MAX_REPEATED] = [16, 65_536];
/** A name that comes again in the same element is numbered: `Param`, `Param_1`, `Param_2`. */
const NUMBERED = /^(.+)_([1-9]\d*)$/s;
/** Where members are attributes even if nothing marks them: these elements hold nothing else. */
const ONLY_ATTRIBUTES = new Set([
  "Provider",
  "TimeCreated",
  "Correlation",
  "Execution",
  "Security",
]);

/** These writers leave out a GUID's braces and a time's seventh digit. */
const BARE_GUID = /^[\dA-F]{8}-(?:[\dA-F]{4}-){3}[\dA-F]{12}$/;
const SIX_DIGITS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/**
 * Returns the event if the object is Event XML as JSON.
 *
 * @throws {UnreadData}
 * @throws {ExcessiveDocument}
 */
export function evtxDumpEvent(value: JsonObject, position: number): LogEvent | null {
  const event = evtxDumpElements(value);
  if (!event) return null;
  const beside = unreadBesideEvent(value);
  if (beside !== null) throw new UnreadData(beside);
  const fields = fieldsOfElements(event, ASSUMED_UNITS);
  if (!fields) throw new ExcessiveDocument("the names of its fields are too long");
  const system = event.children.find(({ name }) => name === "System");
  const hasId = system?.children.some(({ name }) => name === "EventID");
  if (hasId && !fields.has("EventID")) throw new UnreadData("System");
  return fields.event(position);
}

/** Returns the member beside `Event` that holds its data, or null. */
export function unreadBesideEvent(value: JsonObject): string | null {
  if (!isObject(value["Event"])) return null;
  return (
    Object.keys(value).find((name) => name !== "Event" && isContainer(name, value[name], value)) ??
    null
  );
}

/**
 * Returns the elements of the event if the object is Event XML as JSON. Without the outer `Event`, a
 * `System` must hold an `EventID` to be taken for one.
 *
 * @throws {ExcessiveDocument}
 */
export function evtxDumpElements(value: JsonObject): EventElement<string> | null {
  const event = isObject(value["Event"]) ? value["Event"] : value;
  if (!isObject(event["System"])) return null;
  if (event === value && !Object.hasOwn(event["System"], "EventID")) return null;
  return {
    name: "Event",
    attributes: [],
    children: childrenOf("Event", event, 0),
    value: undefined,
  };
}

function childrenOf(parent: string, value: JsonObject, level: number): Element[] {
  const children: Element[] = [];
  const keys = Object.keys(value);
  const hasBeside = keys.some((key) => key.endsWith(ATTRIBUTES));
  for (const key of keys) {
    if (isAttributeKey(key) || key === "#text" || (hasBeside && isBeside(value, key))) continue;
    const member = value[key];
    if (hasBeside && key.endsWith(ATTRIBUTES) && isObject(member)) {
      const name = key.slice(0, -ATTRIBUTES.length);
      children.push(leafOf(parent, name, attributesOf(member), undefined));
      continue;
    }
    const name = nameOf(value, key);
    const beside = hasBeside ? value[key + ATTRIBUTES] : undefined;
    if (!Array.isArray(member)) addElements(children, parent, name, member, beside, level);
    else {
      checkRepeats(attributesOf(beside).length, member.length);
      for (const each of member) addElements(children, parent, name, each, beside, level);
    }
  }
  return children;
}

function nameOf(siblings: JsonObject, key: string): string {
  if (!endsInDigit(key)) return key;
  const [, name, number] = NUMBERED.exec(key) ?? [];
  if (name === undefined || !Object.hasOwn(siblings, name)) return key;
  const before = number === "1" ? name : `${name}_${Number(number) - 1}`;
  return Object.hasOwn(siblings, before) ? name : key;
}

function endsInDigit(key: string): boolean {
  const last = key.charCodeAt(key.length - 1);
  return last >= 0x30 && last <= 0x39;
}

/** Usually one; a list as `#text` makes several. */
function addElements(
  children: Element[],
  parent: string,
  name: string,
  value: unknown,
  beside: unknown,
  level: number,
): void {
  if (!isObject(value) || level >= MAX_LEVELS) {
    children.push(leafOf(parent, name, attributesOf(beside), value));
    return;
  }
  const attributes = [...attributesOf(beside), ...attributesOf(value["#attributes"])];
  const isAttributed = parent === "System" && ONLY_ATTRIBUTES.has(name);
  for (const [key, member] of Object.entries(value))
    if (key.startsWith("@") || (isAttributed && !isObject(member)))
      attributes.push({ name: key.replace(/^@_?/, ""), value: asWindows(member) });
  const text = value["#text"];
  if (Array.isArray(text) && text.length > 0) {
    checkRepeats(attributes.length, text.length);
    for (const each of text) children.push(leafOf(parent, name, attributes, each));
    return;
  }
  const inner = isAttributed ? [] : childrenOf(name, value, level + 1);
  if (inner.length === 0) children.push(leafOf(parent, name, attributes, text));
  else children.push({ name, attributes, children: inner, value: undefined });
}

/** Each element of a list has all attributes that stand beside it. */
function checkRepeats(attributes: number, elements: number): void {
  if (attributes <= ALWAYS_REPEATED || attributes * elements <= MAX_REPEATED) return;
  throw new ExcessiveDocument(`a list of ${elements} elements with ${attributes} attributes each`);
}

/** Members of `EventData` are its `Data`, by name. */
function leafOf(
  parent: string,
  name: string,
  attributes: readonly Attribute[],
  text: unknown,
): Element {
  const value = text === undefined || text === null ? undefined : asWindows(text);
  if (parent !== "EventData" || name === "Data" || name === "Binary")
    return { name, attributes, children: [], value };
  const named = [...attributes, { name: "Name", value: name }];
  return { name: "Data", attributes: named, children: [], value };
}

function isAttributeKey(key: string): boolean {
  return key === "#attributes" || key.startsWith("@");
}

function isBeside(siblings: JsonObject, key: string): boolean {
  return key.endsWith(ATTRIBUTES) && Object.hasOwn(siblings, key.slice(0, -ATTRIBUTES.length));
}

const NONE: readonly Attribute[] = [];

function attributesOf(value: unknown): readonly Attribute[] {
  if (!isObject(value)) return NONE;
  return Object.entries(value).map(([name, each]) => ({ name, value: asWindows(each) }));
}

/** Returns a value as Windows shows it. */
export function asWindows(value: unknown): string {
  const text = textOfJson(value);
  if (text.length === 36 && BARE_GUID.test(text)) return `{${text}}`;
  return text.length === 27 && SIX_DIGITS.test(text) ? `${text.slice(0, -1)}0Z` : text;
}
