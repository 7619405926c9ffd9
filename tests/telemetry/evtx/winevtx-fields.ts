/** What `winevtx` makes of a record, brought into the form of our fields as far as it lets itself be. */
import type { FieldValue } from "../../../harness/events/field-value.ts";

type Node = Readonly<Record<string, unknown>>;

/** All texts of a field, in the order of the record. */
export type Leaves = Map<string, unknown[]>;

/** Text of an element that has attributes as well stands there under this name. */
const OWN_TEXT = "Value";

export function leavesOf(event: unknown): Leaves {
  const leaves: Leaves = new Map();
  const root = isNode(event) && isNode(event["Event"]) ? event["Event"] : {};
  for (const [part, content] of Object.entries(root)) {
    if (!isNode(content)) {
      // An EventData that holds one unnamed Data, or an attribute of Event.
      if (part !== "System") add(leaves, part, content);
      continue;
    }
    for (const [name, value] of Object.entries(content)) addElement(leaves, part, name, value);
  }
  return leaves;
}

function addElement(leaves: Leaves, parent: string, name: string, value: unknown): void {
  if (Array.isArray(value) && value.some((each) => isNode(each) || Array.isArray(each)))
    return value.forEach((each) => addElement(leaves, parent, name, each));
  if (!isNode(value)) return add(leaves, name, value);
  if (name === "Data" && typeof value["Name"] === "string")
    return add(leaves, value["Name"], value[OWN_TEXT] ?? "");
  for (const [inner, content] of Object.entries(value)) {
    if (inner === OWN_TEXT) add(leaves, name, content);
    else if (isNode(content) || Array.isArray(content)) addElement(leaves, name, inner, content);
    // It does not tell attributes and elements apart.
    else {
      add(leaves, `${name}_${inner}`, content);
      if (parent !== "System") add(leaves, inner, content);
    }
  }
}

function add(leaves: Leaves, name: string, value: unknown): void {
  const key = name.replaceAll(" ", "");
  const known = leaves.get(key);
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  if (known) known.push(...values);
  else leaves.set(key, [...values]);
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
    .replace(/(\.\d{3})0000Z$/, "$1Z")
    .toLowerCase();
}
