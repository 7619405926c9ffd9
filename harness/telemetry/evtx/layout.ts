/**
 * A layout says for a record which fields it has and where each one's value stands. Records of the
 * same templates, with the same slots empty, share one layout: it is worked out once.
 */
import { walkFields, type EventElement, type TextOps } from "../event-fields.ts";
import { isoOfText } from "../iso-time.ts";
import { shapeOf, type Shape } from "../shape.ts";
import { TIME_FIELD } from "../windows-event.ts";
import type { Attribute, Element, Slot } from "./binxml.ts";
import type { Chunk } from "./chunk.ts";
import type { Instance, ValueTable } from "./instance.ts";
import { Unsound } from "./unsound.ts";
import { decodeValue, NULL_TYPE } from "./value.ts";

/**
 * Where a field's text comes from: the index of a value, a literal, several of both one after
 * another, or one source for each time that the field occurs.
 */
export type Source =
  | number
  | string
  | { readonly kind: "parts"; readonly parts: readonly (number | string)[] }
  | { readonly kind: "list"; readonly items: Source[] };

export interface Layout {
  readonly shape: Shape;
  /** In the order of the shape's fields. */
  readonly sources: readonly Source[];
}

type Parts = readonly (number | string)[];

const MAX_LAYOUTS = 10_000;
const MAX_FIELDS = 8192;

const layouts = new Map<string, Layout>();

/**
 * Returns the layout of a record.
 *
 * @throws {Unsound}
 */
export function layoutOf(chunk: Chunk, record: Instance, values: ValueTable): Layout {
  const key = keyOf(record);
  const known = key === null ? undefined : layouts.get(key);
  if (known) return known;
  const builder = new LayoutBuilder(chunk, values);
  const layout = builder.build(record);
  if (key !== null && builder.hangsOnKey) {
    if (layouts.size >= MAX_LAYOUTS) layouts.clear();
    layouts.set(key, layout);
  }
  return layout;
}

/** What a layout hangs on: the templates and their empty slots. `null` if there is more to it. */
function keyOf({ template, empty, count, nested }: Instance): string | null {
  if (template === null || !template.hasExactWeights) return null;
  let key = `${template.id}:${empty}:${Math.min(count, template.slotCount)}`;
  for (const { slot, instance } of nested) {
    const inner = keyOf(instance);
    if (inner === null) return null;
    key += `(${slot}:${inner})`;
  }
  return key;
}

class LayoutBuilder {
  /** Whether all that was asked of the record is part of its key. */
  hangsOnKey = true;
  readonly #chunk: Chunk;
  readonly #values: ValueTable;
  readonly #sources = new Map<string, Source>();
  /** By index of a value: its emptiness is part of the key. */
  readonly #inKey = new Set<number>();

  constructor(chunk: Chunk, values: ValueTable) {
    this.#chunk = chunk;
    this.#values = values;
  }

  build(record: Instance): Layout {
    const [root] = this.#elements(record);
    if (!root) throw new Unsound("the record holds no element", 0);
    const ops: TextOps<Parts> = {
      empty: [],
      isBlank: (parts) => parts.every((part) => this.#isBlank(part)),
      textOf: (parts) => parts.map((part) => this.#textOf(part)).join(""),
    };
    walkFields(root, ops, (name, parts) => this.#add(name, parts));
    return { shape: shapeOf([...this.#sources.keys()]), sources: [...this.#sources.values()] };
  }

  #add(name: string, parts: Parts): void {
    const text = sourceOf(parts);
    // Where no template is used, times are texts.
    const isTime = name === TIME_FIELD && typeof text === "string";
    const source = isTime ? (isoOfText(text) ?? text) : text;
    const known = this.#sources.get(name);
    if (known === undefined) this.#sources.set(name, source);
    else if (typeof known === "object" && known.kind === "list") known.items.push(source);
    else this.#sources.set(name, { kind: "list", items: [known, source] });
    if (this.#sources.size > MAX_FIELDS) throw new Unsound(`more than ${MAX_FIELDS} fields`, 0);
  }

  /** The elements of an instance, with its values in place. */
  #elements(instance: Instance): EventElement<Parts>[] {
    instance.template?.weights.forEach((weight, slot) => {
      if (weight > 0) this.#inKey.add(instance.base + slot);
    });
    return instance.elements.flatMap((element) => this.#element(element, instance));
  }

  #element(element: Element, instance: Instance): EventElement<Parts>[] {
    const parts: (number | string)[] = [];
    const children: EventElement<Parts>[] = [];
    for (const part of element.content) {
      if (typeof part === "string") parts.push(part);
      else if (!("index" in part)) children.push(...this.#element(part, instance));
      else {
        const nested = instance.nested.find(({ slot }) => slot === part.index);
        if (nested) children.push(...this.#elements(nested.instance));
        else if (this.#isLeftOut(part, instance)) return [];
        else if (!part.isFragment && part.index < instance.count)
          parts.push(instance.base + part.index);
      }
    }
    const attributes = element.attributes.flatMap((attribute) =>
      this.#attribute(attribute, instance),
    );
    return [
      { name: element.name, attributes, children, value: parts.length > 0 ? parts : undefined },
    ];
  }

  #attribute({ name, parts }: Attribute, instance: Instance): { name: string; value: Parts }[] {
    const value: (number | string)[] = [];
    for (const part of parts) {
      if (typeof part === "string") value.push(part);
      else if (this.#isLeftOut(part, instance)) return [];
      else if (part.index < instance.count) value.push(instance.base + part.index);
    }
    return [{ name, value }];
  }

  /** @see [MS-EVEN6] "Optional Substitutions" 3.1.4.7.2 */
  #isLeftOut({ index, isOptional, isFragment }: Slot, { base, count }: Instance): boolean {
    if (!isOptional || isFragment) return false;
    return index >= count || this.#typeOf(base + index) === NULL_TYPE;
  }

  /** A value without bytes; asked only of those whose emptiness the key tells. */
  #isBlank(part: number | string): boolean {
    if (typeof part === "string") return part.trim() === "";
    if (!this.#inKey.has(part)) this.hangsOnKey = false;
    const form = this.#values[2 * part + 1]!;
    return (form & 0xffff) === 0 || form >>> 16 === NULL_TYPE;
  }

  #typeOf(index: number): number {
    return this.#values[2 * index + 1]! >>> 16;
  }

  /** A name that stands among the values. */
  #textOf(part: number | string): string {
    if (typeof part === "string") return part;
    this.hangsOnKey = false;
    const size = this.#values[2 * part + 1]! & 0xffff;
    const value = decodeValue(this.#typeOf(part), this.#chunk, this.#values[2 * part]!, size);
    return typeof value === "string" ? value : value.join("");
  }
}

function sourceOf(parts: Parts): Source {
  return parts.length === 0 ? "" : parts.length === 1 ? parts[0]! : { kind: "parts", parts };
}
