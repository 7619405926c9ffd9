/**
 * What a record holds: instances of templates, one inside the other, and where their values stand.
 * Nothing is decoded here.
 *
 *   offset  size
 *        0     1  token 0x0c
 *        1     1  1
 *        2     4  first group of the template's GUID
 *        6     4  offset of the template's definition in the chunk
 *       10     …  the definition, if it stands right here
 *        …     4  number n of values
 *        …   4·n  size (2), type (1), 0 (1) of each value
 *        …     …  the values
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12: TemplateInstance
 * @see libevtx, "Windows XML Event Log (EVTX) format": template instance
 */
import {
  FRAGMENT_HEADER,
  isOpenElement,
  parseFragment,
  TEMPLATE_INSTANCE,
  type Element,
} from "./binxml.ts";
import type { Chunk } from "./chunk.ts";
import { definitionSize, templateAt, type Template } from "./template.ts";
import { Unsound } from "./unsound.ts";
import { BINXML_TYPE, isValueType, NULL_TYPE } from "./value.ts";

/** A fragment of a record: elements with slots, and the values that fill them. */
export interface Instance {
  readonly elements: readonly Element[];
  /** `null` for elements that stand in the record itself. */
  readonly template: Template | null;
  /** Index of the first value in the record's table, and how many there are. */
  readonly base: number;
  readonly count: number;
  /** Which slots hold no value, as the template's weights tell it. */
  readonly empty: number;
  /** Fragments that fill slots. */
  readonly nested: readonly { readonly slot: number; readonly instance: Instance }[];
}

/** Where the values of a record stand: for each two numbers, its offset, and `type << 16 | size`. */
export type ValueTable = number[];

const MAX_NESTED = 16;
/** Values of one record. */
const MAX_VALUES = 8192;
const NONE: Instance["nested"] = [];

/**
 * Reads the fragment in `[at, end)` of a chunk, and appends its values to the table.
 *
 * @throws {Unsound}
 */
export function readInstance(
  chunk: Chunk,
  at: number,
  end: number,
  values: ValueTable,
  level = 0,
): Instance {
  const { bytes } = chunk;
  let start = at;
  while (start < end && bytes[start] === FRAGMENT_HEADER) start += 4;
  const token = start < end ? bytes[start]! : 0;
  if (token === TEMPLATE_INSTANCE) return readTemplateInstance(chunk, start, end, values, level);
  const elements = isOpenElement(token) ? parseFragment(chunk, start, end, false).elements : [];
  if (elements.length === 0 && token !== 0)
    throw new Unsound(`token 0x${token.toString(16).padStart(2, "0")} begins no fragment`, start);
  return { elements, template: null, base: values.length >> 1, count: 0, empty: 0, nested: NONE };
}

function readTemplateInstance(
  chunk: Chunk,
  start: number,
  end: number,
  values: ValueTable,
  level: number,
): Instance {
  const { view } = chunk;
  if (level >= MAX_NESTED)
    throw new Unsound(`more than ${MAX_NESTED} templates in each other`, start);
  if (start + 14 > end) throw new Unsound("a template instance is cut off", start);
  const definition = view.getUint32(start + 6, true);
  let at = start + 10;
  const template = templateAt(chunk, definition);
  if (definition === at) at += definitionSize(chunk, definition);
  if (at + 4 > end) throw new Unsound("a template instance has no values", start);
  const count = view.getUint32(at, true);
  let value = at + 4 + 4 * count;
  if (value > end) throw new Unsound(`${count} values do not fit into the record`, at);
  const base = values.length >> 1;
  if (base + count > MAX_VALUES) throw new Unsound(`more than ${MAX_VALUES} values`, at);
  const { weights, slotCount } = template;
  let empty = 0;
  let fragments: number[] | null = null;
  for (let slot = 0, spec = at + 4; slot < count; slot++, spec += 4) {
    const size = view.getUint16(spec, true);
    const type = view.getUint8(spec + 2);
    if (!isValueType(type))
      throw new Unsound(`a value of unknown type 0x${type.toString(16).padStart(2, "0")}`, spec);
    // What the null type has for bytes counts for nothing.
    if (size === 0 || type === NULL_TYPE) {
      if (slot < slotCount) empty += weights[slot]! * (type === NULL_TYPE ? 2 : 1);
    } else if (type === BINXML_TYPE) (fragments ??= []).push(slot);
    values.push(value, (type << 16) | size);
    value += size;
  }
  if (value > end) throw new Unsound(`a value goes ${value - end} bytes beyond the record`, value);
  const nested =
    fragments === null
      ? NONE
      : fragments.map((slot) => {
          const from = values[2 * (base + slot)]!;
          const size = values[2 * (base + slot) + 1]! & 0xffff;
          return { slot, instance: readInstance(chunk, from, from + size, values, level + 1) };
        });
  return { elements: template.elements, template, base, count, empty, nested };
}
