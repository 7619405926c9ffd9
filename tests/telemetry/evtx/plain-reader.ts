/**
 * EVTX read the simple way, to compare the reader with: every template is parsed anew for every record,
 * every value is decoded at once, and nothing is remembered.
 */
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { parseFragment } from "../../../harness/telemetry/evtx/binxml/parser.ts";
import { Chunk, CHUNK_SIZE } from "../../../harness/telemetry/evtx/format/chunk.ts";
import { MalformedRecord } from "../../../harness/telemetry/evtx/format/malformed-record.ts";
import {
  BINXML_TYPE,
  decodeValue,
  isValueType,
  NULL_TYPE,
} from "../../../harness/telemetry/evtx/binxml/value.ts";
import { walkFields, type EventElement } from "../../../harness/telemetry/records/event-fields.ts";
import { isoOfText } from "../../../harness/telemetry/records/iso-time.ts";
import {
  FRAGMENT_HEADER,
  isOpenElement,
  TEMPLATE_INSTANCE,
  type Element,
  type Substitution,
} from "../../../harness/telemetry/evtx/binxml/syntax.ts";

/** The fields of a record, or the reason why it is malformed. */
export type PlainRecord = Readonly<Record<string, FieldValue>> | string;

/** A value, or a literal. */
interface Part {
  readonly text: string | readonly string[];
  readonly isBlank: boolean;
  readonly isWritten: boolean;
}

interface Value extends Part {
  readonly type: number;
  readonly at: number;
  readonly size: number;
}

/** Returns the records of a file that follow each other without a gap in its chunks. */
export function plainRecords(file: Uint8Array): PlainRecord[] {
  const records: PlainRecord[] = [];
  for (let offset = 4096; offset + 512 <= file.length; offset += CHUNK_SIZE) {
    const chunk = new Chunk(file.subarray(offset, offset + CHUNK_SIZE), offset);
    if (chunk.hasMagic) records.push(...plainChunk(chunk).records);
  }
  return records;
}

/** Returns the records of a chunk that follow each other without a gap, and where they end. */
export function plainChunk(chunk: Chunk): { records: PlainRecord[]; end: number } {
  const records: PlainRecord[] = [];
  const end = Math.min(chunk.view.getUint32(48, true), chunk.bytes.length);
  let at = 512;
  while (at + 28 <= end && chunk.view.getUint32(at, true) === 0x2a2a) {
    const size = chunk.view.getUint32(at + 4, true);
    if (size < 28 || at + size > end) break;
    records.push(plainRecord(chunk, at + 24, at + size - 4));
    at += size;
  }
  return { records, end: at };
}

/** Elements, attributes and texts that one record may come to, and how many it has until now. */
const MAX_PARTS = 16_384;
let placed = 0;

function plainRecord(chunk: Chunk, at: number, end: number): PlainRecord {
  placed = 0;
  try {
    const [root] = elementsAt(chunk, at, end, 0);
    if (!root) throw new MalformedRecord("the record holds no element", 0);
    return fieldsOf(root);
  } catch (error) {
    if (error instanceof MalformedRecord) return error.message;
    throw error;
  }
}

function elementsAt(
  chunk: Chunk,
  at: number,
  end: number,
  level: number,
): EventElement<readonly Part[]>[] {
  let start = at;
  while (start < end && chunk.bytes[start] === FRAGMENT_HEADER) start += 4;
  const token = start < end ? chunk.bytes[start]! : 0;
  if (token === TEMPLATE_INSTANCE) return instanceAt(chunk, start, end, level);
  const elements = isOpenElement(token) ? parseFragment(chunk, start, end, false).elements : [];
  if (elements.length === 0 && token !== 0) throw new MalformedRecord("no fragment", start);
  return elements.flatMap((element) => filled(chunk, element, [], level));
}

function instanceAt(
  chunk: Chunk,
  start: number,
  end: number,
  level: number,
): EventElement<readonly Part[]>[] {
  const { view } = chunk;
  if (level >= 16) throw new MalformedRecord("nested too deeply", start);
  if (start + 14 > end) throw new MalformedRecord("cut off", start);
  const definition = view.getUint32(start + 6, true);
  if (definition + 24 > chunk.bytes.length) throw new MalformedRecord("no template", start);
  const size = view.getUint32(definition + 20, true);
  const body = definition + 24;
  if (body + size > chunk.bytes.length)
    throw new MalformedRecord("a template beyond the chunk", start);
  const { elements } = parseFragment(chunk, body, body + size, true);
  if (elements.length === 0) throw new MalformedRecord("an empty template", start);
  const at = definition === start + 10 ? body + size : start + 10;
  if (at + 4 > end) throw new MalformedRecord("no values", start);
  const count = view.getUint32(at, true);
  if (at + 4 + 4 * count > end) throw new MalformedRecord("values do not fit", start);
  const values: Value[] = [];
  let value = at + 4 + 4 * count;
  for (let i = 0; i < count; i++) {
    const length = view.getUint16(at + 4 + 4 * i, true);
    const type = view.getUint8(at + 6 + 4 * i);
    if (!isValueType(type)) throw new MalformedRecord("an unknown type", at);
    if (value + length > end) throw new MalformedRecord("a value beyond the record", at);
    const isBlank = length === 0 || type === NULL_TYPE;
    const text = decodeValue(type, chunk, value, length);
    values.push({ type, at: value, size: length, text, isBlank, isWritten: false });
    value += length;
  }
  // Fragments are malformed even if no element wants them.
  const before = placed;
  for (const { type, at: from, size: length } of values)
    if (type === BINXML_TYPE && length > 0) elementsAt(chunk, from, from + length, level + 1);
  placed = before;
  return elements.flatMap((element) => filled(chunk, element, values, level));
}

function filled(
  chunk: Chunk,
  element: Element,
  values: readonly Value[],
  level: number,
): EventElement<readonly Part[]>[] {
  const isLeftOut = ({ index, isOptional, isFragment }: Substitution): boolean =>
    isOptional && !isFragment && (values[index]?.type ?? NULL_TYPE) === NULL_TYPE;
  const children: EventElement<readonly Part[]>[] = [];
  const parts: Part[] = [];
  place(1 + element.content.length);
  for (const part of element.content) {
    if (typeof part === "string") parts.push(written(part));
    else if (!("index" in part)) children.push(...filled(chunk, part, values, level));
    else {
      const value = values[part.index];
      if (value?.type === BINXML_TYPE && value.size > 0)
        children.push(...elementsAt(chunk, value.at, value.at + value.size, level + 1));
      else if (isLeftOut(part)) return [];
      else if (value && !part.isFragment) parts.push(value);
    }
  }
  const attributes = element.attributes.flatMap(({ name, parts: own }) => {
    place(1 + own.length);
    if (own.some((part) => typeof part !== "string" && isLeftOut(part))) return [];
    const value = own.flatMap((part) =>
      typeof part === "string" ? [written(part)] : (values[part.index] ?? []),
    );
    return [{ name, value }];
  });
  const value = parts.length > 0 ? parts : undefined;
  return [{ name: element.name, attributes, children, value }];
}

function place(count: number): void {
  placed += count;
  if (placed > MAX_PARTS) throw new MalformedRecord("too many parts", 0);
}

function written(text: string): Part {
  return { text, isBlank: text.trim() === "", isWritten: true };
}

function fieldsOf(event: EventElement<readonly Part[]>): Record<string, FieldValue> {
  const found = new Map<string, string[]>();
  const ops = {
    empty: [],
    isBlank: (parts: readonly Part[]) => parts.every(({ isBlank }) => isBlank),
    textOf: (parts: readonly Part[]) => parts.map(({ text }) => [text].flat().join("")).join(""),
  };
  walkFields<readonly Part[]>(event, ops, (name, parts) => {
    let texts = textsOf(parts);
    if (name === "TimeCreated_SystemTime") texts = texts.map((text) => isoOfText(text) ?? text);
    found.set(name, [...(found.get(name) ?? []), ...texts]);
  });
  return Object.fromEntries(
    [...found].map(([name, texts]) => [name, texts.length <= 1 ? (texts[0] ?? "") : texts]),
  );
}

/** An array repeats the text around it, once for each of its elements. */
function textsOf(parts: readonly Part[]): readonly string[] {
  const list = parts.find(({ text }) => typeof text !== "string");
  if (parts.length === 1 && list) return list.text as readonly string[];
  const join = (item: string): string =>
    parts
      .map((part) =>
        part === list ? item : typeof part.text === "string" ? part.text : part.text.join(","),
      )
      .join("");
  return list ? (list.text as readonly string[]).map(join) : [join("")];
}
