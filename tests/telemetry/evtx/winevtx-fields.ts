/** What `winevtx` makes of a record, brought into the form of our fields as far as it lets itself be. */
import type { FieldValue } from "../../../harness/events/field-value.ts";

type Node = Readonly<Record<string, unknown>>;

/** A value, and each name that its field may have with us. */
export interface Leaf {
  readonly names: readonly string[];
  readonly value: unknown;
}

/** Text of an element that has attributes as well stands there under this name. */
const OWN_TEXT = "Value";

/** Returns all values of an event, in its order. */
export function leavesOf(event: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  for (const [part, content] of Object.entries(rootOf(event))) {
    if (part === "RenderingInfo") continue;
    if (!isNode(content)) {
      // An EventData that holds one unnamed Data, or an attribute of Event.
      if (part !== "System") add(leaves, content, part, "Data");
      continue;
    }
    for (const [name, value] of Object.entries(content)) addElement(leaves, part, name, value);
  }
  return leaves;
}

/** Returns the names of the elements in which the values stand: "System", "EventData", … */
export function partsOf(event: unknown): string[] {
  return Object.keys(rootOf(event));
}

function rootOf(event: unknown): Node {
  return isNode(event) && isNode(event["Event"]) ? event["Event"] : {};
}

function addElement(leaves: Leaf[], parent: string, name: string, value: unknown): void {
  if (Array.isArray(value) && value.some((each) => isNode(each) || Array.isArray(each)))
    return value.forEach((each) => addElement(leaves, parent, name, each));
  if (!isNode(value)) {
    // It does not tell the attributes of an element from the elements in it.
    const names = parent === "System" ? [name] : [name, `${parent}_${name}`];
    return add(leaves, value, ...names);
  }
  if (name === "Data" && typeof value["Name"] === "string")
    return add(leaves, value[OWN_TEXT] ?? "", value["Name"]);
  for (const [inner, content] of Object.entries(value)) {
    if (inner === OWN_TEXT) add(leaves, content, name);
    else if (parent === "System") add(leaves, content, `${name}_${inner}`);
    else addElement(leaves, name, inner, content);
  }
}

function add(leaves: Leaf[], value: unknown, ...written: string[]): void {
  const names = written.map((name) => name.replaceAll(" ", ""));
  for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
    leaves.push({ names, value: each });
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a text of ours is the same as one of its values. */
export function isSameValue(ours: FieldValue, theirs: unknown): boolean {
  const text = String(ours as string);
  if (typeof theirs === "boolean") return text === String(theirs);
  if (typeof theirs === "number") return isSameNumber(text, theirs);
  if (typeof theirs !== "string") return false;
  if (text === theirs || plain(text) === plain(theirs)) return true;
  // Numbers beyond 2^53 are texts there, and decimal.
  return /^0x[\da-f]+$/.test(text) && /^\d+$/.test(theirs) && BigInt(text) === BigInt(theirs);
}

/** It has times as seconds since 1970, in floating point. */
function isSameNumber(text: string, number: number): boolean {
  if (/^\d{4,}-\d\d-\d\dT/.test(text))
    return (
      Math.abs(Date.parse(text.replace(/\.\d+Z$/, "Z")) / 1000 + fractionOf(text) - number) < 1e-5
    );
  return Number(text) === number || Math.fround(Number(text)) === number;
}

function fractionOf(time: string): number {
  return Number(/\.\d+/.exec(time)?.[0] ?? 0);
}

/** GUIDs without braces, letters of no case, times without trailing zeros. */
function plain(text: string): string {
  return text
    .replace(/^\{(.*)\}$/, "$1")
    .replace(/(\.\d{7})\d*Z$/, "$1Z")
    .replace(/(\.\d{3})0000Z$/, "$1Z")
    .toLowerCase();
}
