/**
 * Whether what a member of a flat event holds also stands flat beside it. Recorders keep the whole
 * event besides what they made of it, and others keep there what they made nothing of.
 */
import { isObject, type JsonObject, parsed, textOfJson, textsOfJson } from "./json-value.ts";

const EVENT_XML = /^\s*(?:<\?xml[^>]*>\s*)?<(?:Event|EventData|UserData|DataItem|Data|Param)[\s/>]/;
const JSON_TEXT = /^\s*(?:\{\s*"|\[\s*[{["])/;
/** Parts of an event that are not its data. */
const NO_DATA = ["System", "RenderingInfo"];
/** Members of a pair. */
const NAME_OF_PAIR = ["Name", "@Name", "name", "Key", "key"];
const VALUE_OF_PAIR = ["Value", "value", "content", "Content", "#text", "_", "Text", "text"];
/** An element that holds text alone: its name, its attributes, its text. */
const LEAF = /<([\w:.-]+)(?=[\s>])([^<>]*)>([^<]*)<(?:\/|(!\[CDATA\[))/g;
const NAME_ATTRIBUTE = /\bname\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
/** Elements that do not name what they hold. */
const NAMELESS = /^(?:Data|Param)$/;
/** So deep a member is looked into; what lies deeper is taken for data that does not stand beside. */
const MAX_LEVELS = 8;

/** Whether a text is Event XML or a part of it. */
export function isEventXml(text: string): boolean {
  return EVENT_XML.test(text);
}

/** Returns what a text is as JSON, if that is an object or a list. */
export function jsonIn(text: string): object | undefined {
  if (!JSON_TEXT.test(text)) return undefined;
  const value = parsed(text);
  return Array.isArray(value) || isObject(value) ? value : undefined;
}

/** Whether a member, in whatever form, holds a name or a value that none of its siblings has. */
export function holdsBeyond(member: unknown, siblings: JsonObject, level = 0): boolean {
  if (level > MAX_LEVELS) return true;
  if (typeof member === "string") {
    if (isEventXml(member)) return xmlHoldsBeyond(member, siblings);
    const inner = jsonIn(member);
    return inner === undefined ? member.trim() !== "" : holdsBeyond(inner, siblings, level + 1);
  }
  if (Array.isArray(member)) return listHoldsBeyond(member, siblings, level);
  return isObject(member) && objectHoldsBeyond(member, siblings, level);
}

/** The texts of a list have no names: they are beside it where a sibling has the same text. */
function listHoldsBeyond(list: readonly unknown[], siblings: JsonObject, level: number): boolean {
  let beside: Set<string> | undefined;
  return list.some((each) => {
    if (typeof each === "object" && each !== null) return holdsBeyond(each, siblings, level + 1);
    const text = textOfJson(each);
    beside ??= new Set(
      Object.values(siblings).flatMap((value) => (value === list ? [] : textsOfJson(value))),
    );
    return text.trim() !== "" && !beside.has(text);
  });
}

function objectHoldsBeyond(object: JsonObject, siblings: JsonObject, level: number): boolean {
  const pair = pairOf(object);
  if (pair) return isFilled(pair.value) && !isBeside(pair.name, siblings);
  return Object.entries(object).some(([name, value]) => {
    if (NO_DATA.includes(name) || /^(?:@|#attributes$|xmlns)/.test(name)) return false;
    if (Array.isArray(value) || isObject(value))
      return (level === 0 || !isBeside(name, siblings)) && holdsBeyond(value, siblings, level + 1);
    if (typeof value === "string" && !isBeside(name, siblings) && isEventXml(value))
      return xmlHoldsBeyond(value, siblings);
    return isFilled(value) && !isBeside(name, siblings);
  });
}

/** Returns the halves of a name with its value, such as `{"Name": "Image", "Value": "x"}`, if an object is one. */
export function pairOf(object: JsonObject): { name: string; value: unknown } | undefined {
  const attributes = [object, object["$"], object["#attributes"], object["@attributes"]];
  for (const each of attributes) {
    if (!isObject(each)) continue;
    const name = NAME_OF_PAIR.map((key) => each[key]).find((text) => typeof text === "string");
    const key = VALUE_OF_PAIR.find((candidate) => Object.hasOwn(object, candidate));
    if (name !== undefined && key !== undefined)
      return { name: name as string, value: object[key] };
  }
  return undefined;
}

function xmlHoldsBeyond(xml: string, siblings: JsonObject): boolean {
  const data = NO_DATA.reduce(withoutElement, xml);
  LEAF.lastIndex = 0;
  for (const [, element, attributes, text, section] of data.matchAll(LEAF)) {
    if (section === undefined && text!.trim() === "") continue;
    const found = NAME_ATTRIBUTE.exec(attributes!);
    const name = found?.[1] ?? found?.[2] ?? element!.replace(/^.*:/, "");
    if ((!found && NAMELESS.test(name)) || !isBeside(name, siblings)) return true;
  }
  return false;
}

function withoutElement(xml: string, name: string): string {
  const from = xml.indexOf(`<${name}`);
  const closing = `</${name}>`;
  const to = from < 0 ? -1 : xml.indexOf(closing, from);
  return to < 0 ? xml : xml.slice(0, from) + xml.slice(to + closing.length);
}

function isBeside(name: string, siblings: JsonObject): boolean {
  return Object.hasOwn(siblings, name) || Object.hasOwn(siblings, name.replaceAll(" ", ""));
}

function isFilled(value: unknown): boolean {
  return textsOfJson(value).some((text) => text.trim() !== "");
}
