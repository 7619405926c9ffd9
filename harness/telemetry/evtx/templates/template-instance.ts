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
 * This is run for every record, so it makes nothing: positions go into one table per chunk, and the
 * instances are used again for the next record. `tests/telemetry/evtx/plain-reader.ts` reads the same
 * the simple way; the two must agree.
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12: TemplateInstance
 * @see libevtx, "Windows XML Event Log (EVTX) format": template instance
 */
import type { EventClass } from "../../../events/event-class.ts";
import {
  FRAGMENT_HEADER,
  isOpenElement,
  TEMPLATE_INSTANCE,
  type Element,
} from "../binxml/syntax.ts";
import { ROW_OFFSET, ROW_TYPE, type Chunk, type ValueTable } from "../format/chunk.ts";
import { literalFragmentAt } from "./literal-template.ts";
import type { Template } from "./template.ts";
import { definitionSize, templateAt, type ChunkTemplates } from "./template-definition.ts";
import { MalformedRecord } from "../format/malformed-record.ts";
import { BINXML_TYPE, isValueType, NULL_TYPE } from "../binxml/value.ts";

/** A fragment of a record: elements with substitutions, and the values for them. */
export interface Instance {
  /** The substitution of the instance around it that it fills; 0 for the record itself. */
  readonly substitution: number;
  readonly elements: readonly Element[];
  /** `null` for elements that stand in the record itself, and are not found again. */
  readonly template: Template | null;
  /** Index of its first value among the rows of the record, and how many there are. */
  readonly base: number;
  readonly count: number;
  /** Which substitutions have no value, as the template's weights tell it. */
  readonly empty: number;
  /** The first of the fragments among its values, and the one after this. */
  readonly firstNested: Instance | null;
  readonly next: Instance | null;
}

type Reused<T> = { -readonly [K in keyof T]: T[K] };

const MAX_NESTED = 16;
/** Values of one record. */
const MAX_VALUES = 8192;
/** A table for the first values of one record, from which its class follows. */
const FIRST_VALUES: ValueTable = new Int32Array(256);
const NO_ELEMENTS: readonly Element[] = [];

/** How a type of values is to be treated, by its code. */
const [UNKNOWN, PLAIN, NULL, FRAGMENT] = [0, 1, 2, 3] as const;
const TREATMENT = Uint8Array.from({ length: 256 }, (_, type) =>
  type === NULL_TYPE ? NULL : type === BINXML_TYPE ? FRAGMENT : isValueType(type) ? PLAIN : UNKNOWN,
);

/** Reads the records of one chunk, one at a time. */
export class InstanceReader {
  readonly #chunk: Chunk;
  readonly #templates: ChunkTemplates = new Map();
  /** Instances that were used for an earlier record, and how many serve the current one. */
  readonly #pool: Reused<Instance>[] = [];
  #used = 0;
  /** Index in the chunk's table of the record's first value, and of the next one to come. */
  #first = 0;
  #next = 0;

  constructor(chunk: Chunk) {
    this.#chunk = chunk;
  }

  /** Index in the chunk's table of the first value of the record that was read last. */
  get first(): number {
    return this.#first;
  }

  /**
   * Reads the BinXML of a record, in `[at, end)`, and appends its values to the chunk's table.
   *
   * @returns what is to be used before the next record is read
   * @throws {MalformedRecord}
   */
  read(at: number, end: number): Instance {
    this.#used = 0;
    this.#first = this.#next;
    try {
      return this.#fragment(at, end, 0, 0);
    } catch (error) {
      this.#next = this.#first;
      throw error;
    }
  }

  /**
   * Returns the class of the record in `[at, end)`, if that can be told from what its first values look
   * like; nothing else of it is looked at.
   *
   * @throws {MalformedRecord}
   */
  classAt(at: number, end: number): EventClass | null {
    const { bytes, view } = this.#chunk;
    let start = at;
    while (start < end && bytes[start] === FRAGMENT_HEADER) start += 4;
    if (start + 14 > end || bytes[start] !== TEMPLATE_INSTANCE) return null;
    const definition = view.getUint32(start + 6, true);
    const { classes } = templateAt(this.#chunk, definition, this.#templates);
    let specs = start + 14;
    if (definition === start + 10) specs += definitionSize(this.#chunk, definition);
    if (specs > end) return null;
    const { substitutionCount } = classes;
    const count = view.getUint32(specs - 4, true);
    let value = specs + 4 * count;
    if (substitutionCount > Math.min(count, FIRST_VALUES.length - 1) || value > end) return null;
    for (let substitution = 0; substitution < substitutionCount; substitution++) {
      const spec = view.getUint32(specs + 4 * substitution, true);
      FIRST_VALUES[substitution] = (((spec >>> 16) & 0xff) << ROW_TYPE) | value;
      value += spec & 0xffff;
      if (value > end) return null;
    }
    FIRST_VALUES[substitutionCount] = value;
    return classes.find(this.#chunk, FIRST_VALUES, 0);
  }

  #fragment(at: number, end: number, substitution: number, level: number): Reused<Instance> {
    const { bytes } = this.#chunk;
    let start = at;
    while (start < end && bytes[start] === FRAGMENT_HEADER) start += 4;
    const token = start < end ? bytes[start]! : 0;
    if (token === TEMPLATE_INSTANCE) return this.#templateInstance(start, end, substitution, level);
    const instance = this.#take(substitution);
    if (isOpenElement(token)) {
      const { elements, template } = literalFragmentAt(this.#chunk, start, end, this.#next);
      instance.elements = elements;
      instance.template = template;
      instance.count = template?.substitutionCount ?? 0;
      this.#next += instance.count;
    }
    if (instance.elements.length === 0 && token !== 0)
      throw new MalformedRecord(
        `token 0x${token.toString(16).padStart(2, "0")} begins no fragment`,
        start,
      );
    return instance;
  }

  #templateInstance(
    start: number,
    end: number,
    substitution: number,
    level: number,
  ): Reused<Instance> {
    const { view } = this.#chunk;
    if (level >= MAX_NESTED)
      throw new MalformedRecord(`more than ${MAX_NESTED} templates in each other`, start);
    if (start + 14 > end) throw new MalformedRecord("a template instance is cut off", start);
    const definition = view.getUint32(start + 6, true);
    let at = start + 10;
    const template = templateAt(this.#chunk, definition, this.#templates);
    if (definition === at) at += definitionSize(this.#chunk, definition);
    if (at + 4 > end) throw new MalformedRecord("a template instance has no values", start);
    const count = view.getUint32(at, true);
    if (at + 4 + 4 * count > end)
      throw new MalformedRecord(`${count} values do not fit into the record`, at);
    const instance = this.#take(substitution);
    if (instance.base + count > MAX_VALUES)
      throw new MalformedRecord(`more than ${MAX_VALUES} values`, at);
    instance.elements = template.elements;
    instance.template = template;
    instance.count = count;
    this.#locate(instance, template, at + 4, end, level);
    return instance;
  }

  /** Puts down where the values of an instance stand, whose sizes and types stand at an offset. */
  #locate(
    instance: Reused<Instance>,
    { weights, substitutionCount }: Template,
    specs: number,
    end: number,
    level: number,
  ): void {
    const { view } = this.#chunk;
    const { count } = instance;
    const first = this.#next;
    const table = this.#chunk.valueTable(first + count + 1);
    let value = specs + 4 * count;
    let empty = 0;
    let fragments = 0;
    for (let substitution = 0; substitution < count; substitution++) {
      const spec = view.getUint32(specs + 4 * substitution, true);
      const size = spec & 0xffff;
      const type = (spec >>> 16) & 0xff;
      const treatment = TREATMENT[type]!;
      if (treatment === UNKNOWN) throw unknownType(type, specs + 4 * substitution);
      // What the null type has for bytes counts for nothing.
      if (size === 0 || treatment === NULL) {
        if (substitution < substitutionCount)
          empty += weights[substitution]! * (treatment === NULL ? 2 : 1);
      } else if (treatment === FRAGMENT) fragments++;
      table[first + substitution] = (type << ROW_TYPE) | value;
      value += size;
      if (value > end) throw beyond(value, end);
    }
    table[first + count] = value;
    instance.empty = empty;
    this.#next = first + count + 1;
    if (fragments > 0) this.#nest(instance, first, level + 1);
  }

  /** Reads the fragments among the values of an instance. */
  #nest(instance: Reused<Instance>, first: number, level: number): void {
    let last: Reused<Instance> | null = null;
    for (let substitution = 0; substitution < instance.count; substitution++) {
      const { values } = this.#chunk;
      const row = values[first + substitution]!;
      const at = row & ROW_OFFSET;
      const end = values[first + substitution + 1]! & ROW_OFFSET;
      if (row >>> ROW_TYPE !== BINXML_TYPE || at === end) continue;
      const nested = this.#fragment(at, end, substitution, level);
      if (last) last.next = nested;
      else instance.firstNested = nested;
      last = nested;
    }
  }

  #take(substitution: number): Reused<Instance> {
    const base = this.#next - this.#first;
    const used = this.#pool[this.#used++];
    if (!used) {
      const fresh: Instance = {
        substitution,
        elements: NO_ELEMENTS,
        template: null,
        base,
        count: 0,
        empty: 0,
        firstNested: null,
        next: null,
      };
      this.#pool.push(fresh);
      return fresh;
    }
    used.substitution = substitution;
    used.elements = NO_ELEMENTS;
    used.template = null;
    used.base = base;
    used.count = 0;
    used.empty = 0;
    used.firstNested = null;
    used.next = null;
    return used;
  }
}

function unknownType(type: number, at: number): MalformedRecord {
  return new MalformedRecord(`a value of unknown type 0x${type.toString(16).padStart(2, "0")}`, at);
}

function beyond(at: number, end: number): MalformedRecord {
  return new MalformedRecord(`a value goes ${at - end} bytes beyond the record`, at);
}
