/**
 * A layout says for a record which fields it has and where each one's value stands. Records of the
 * same templates, with the same substitutions empty, have the same signature and share one layout: it is
 * worked out once.
 */
import { BoundedCache } from "../../../caches/bounded-cache.ts";
import { walkFields, type EventElement, type TextOps } from "../../records/event-fields.ts";
import { isoOfText } from "../../records/iso-time.ts";
import { fieldLayoutOf } from "../../records/field-layout.ts";
import { TIME_FIELD } from "../../records/windows-event.ts";
import type { Attribute, Element, Substitution } from "../binxml/syntax.ts";
import { ROW_TYPE, sizeAt, type Chunk } from "../format/chunk.ts";
import type { Instance } from "./template-instance.ts";
import { prefilterPlanOf } from "./prefilter-plan.ts";
import { Signature } from "./signature.ts";
import { valueAt, type FieldSource } from "./field-source.ts";
import { MalformedRecord } from "../format/malformed-record.ts";
import { NULL_TYPE } from "../binxml/value.ts";
import { checkText, RecordBudget, textDemandOf } from "./record-budget.ts";
import type { RecordLayout } from "./record-layout.ts";

type Parts = readonly (number | string)[];

const MAX_FIELDS = 8192;

/** What the cached layouts may take, and what one takes for each field, in UTF-16 units. */
const [MAX_UNITS, UNITS_PER_FIELD] = [16_000_000, 48];

/** By signature, for all templates; each template has those that it had last at hand (`LayoutCache`). */
const layouts = new BoundedCache<string, RecordLayout>(10_000, MAX_UNITS);

/** Of the record that is looked at: its memory is used again for each. */
const signature = new Signature();

/**
 * Returns the layout of a record, whose values begin at `first` in the chunk's table.
 *
 * @throws {MalformedRecord}
 */
export function recordLayoutOf(chunk: Chunk, record: Instance, first: number): RecordLayout {
  const isWhole = signature.take(record);
  // What is inside varies with the event, what is around it often serves a whole log.
  const { template } = record.firstNested ?? record;
  const layout =
    (isWhole ? template!.layouts.find(signature) : null) ??
    foundOrBuilt(chunk, record, first, isWhole);
  if (layout.textDemand !== null) checkText(layout.textDemand, chunk, first);
  return layout;
}

/** The layout of a record for which its template has none at hand. */
function foundOrBuilt(
  chunk: Chunk,
  record: Instance,
  first: number,
  isWhole: boolean,
): RecordLayout {
  const { template } = record.firstNested ?? record;
  const key = isWhole ? signature.key : "";
  let layout = layouts.get(key);
  if (!layout) {
    const builder = new LayoutBuilder(chunk, first);
    layout = builder.build(record);
    if (!isWhole || !builder.hangsOnSignature) return layout;
    layouts.add(key, layout, key.length + UNITS_PER_FIELD * builder.sourceCount);
  }
  template!.layouts.add(signature, layout);
  return layout;
}

class LayoutBuilder {
  /** Whether all that was asked of the record is part of its signature. */
  hangsOnSignature = true;
  readonly #chunk: Chunk;
  readonly #first: number;
  readonly #sources = new Map<string, FieldSource>();
  /** By index of a value: its emptiness is part of the signature. */
  readonly #inSignature = new Set<number>();
  #sourceCount = 0;
  readonly #budget = new RecordBudget();
  /** The fragments among the values of an instance, by the substitution that they fill. */
  readonly #nested = new Map<Instance, ReadonlyMap<number, Instance>>();

  constructor(chunk: Chunk, first: number) {
    this.#chunk = chunk;
    this.#first = first;
  }

  /** How many values and literals the fields are made of. */
  get sourceCount(): number {
    return this.#sourceCount;
  }

  build(record: Instance): RecordLayout {
    const [root] = this.#elements(record);
    if (!root) throw new MalformedRecord("the record holds no element", 0);
    const ops: TextOps<Parts> = {
      empty: [],
      isBlank: (parts) => parts.every((part) => this.#isBlank(part)),
      textOf: (parts) => parts.map((part) => this.#textOf(part)).join(""),
    };
    walkFields(root, ops, (name, parts) => this.#add(name, parts));
    const fieldLayout = fieldLayoutOf([...this.#sources.keys()]);
    const sources = [...this.#sources.values()];
    const classes = record.template?.classes ?? null;
    // A record may have fewer values than its template has substitutions.
    const isDecided = classes !== null && classes.substitutionCount <= record.count;
    return {
      fieldLayout,
      sources,
      prefilterPlan: prefilterPlanOf(sources),
      textDemand: textDemandOf(sources),
      classes: isDecided ? classes : null,
    };
  }

  #add(name: string, parts: Parts): void {
    this.#sourceCount += Math.max(1, parts.length);
    let source = sourceOf(parts);
    // Where no template is used, times are texts.
    if (name === TIME_FIELD && typeof source === "string") source = isoOfText(source) ?? source;
    if (name === TIME_FIELD && typeof source === "number") source = { kind: "time", index: source };
    const known = this.#sources.get(name);
    if (known === undefined) this.#sources.set(name, source);
    else if (typeof known === "object" && known.kind === "list") known.items.push(source);
    else this.#sources.set(name, { kind: "list", items: [known, source] });
    if (this.#sources.size > MAX_FIELDS)
      throw new MalformedRecord(`more than ${MAX_FIELDS} fields`, 0);
  }

  /** The elements of an instance, with its values in place. */
  #elements(instance: Instance): EventElement<Parts>[] {
    this.#nestedOf(instance);
    return instance.elements.flatMap((element) => this.#element(element, instance));
  }

  /** The fragments among the values of an instance; once for each, its values are taken for the signature. */
  #nestedOf(instance: Instance): ReadonlyMap<number, Instance> {
    const known = this.#nested.get(instance);
    if (known) return known;
    const { template, base, count, firstNested } = instance;
    const decides = template?.areLiterals ? () => true : (i: number) => template!.weights[i]! > 0;
    if (template) for (let i = 0; i < count; i++) if (decides(i)) this.#inSignature.add(base + i);
    const nested = new Map<number, Instance>();
    for (let each = firstNested; each; each = each.next) nested.set(each.substitution, each);
    this.#nested.set(instance, nested);
    return nested;
  }

  #element(element: Element, instance: Instance): EventElement<Parts>[] {
    const parts: (number | string)[] = [];
    const children: EventElement<Parts>[] = [];
    this.#budget.countParts(1 + element.content.length);
    for (const part of element.content) {
      if (typeof part === "string") parts.push(this.#literal(part));
      else if (!("index" in part)) children.push(...this.#element(part, instance));
      else {
        const nested = this.#nestedOf(instance).get(part.index);
        if (nested) children.push(...this.#elements(nested));
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
    this.#budget.countParts(1 + parts.length);
    for (const part of parts) {
      if (typeof part === "string") value.push(this.#literal(part));
      else if (this.#isLeftOut(part, instance)) return [];
      else if (part.index < instance.count) value.push(instance.base + part.index);
    }
    return [{ name, value }];
  }

  #literal(text: string): string {
    this.#budget.countText(2 * text.length);
    return text;
  }

  /** @see [MS-EVEN6] "Optional Substitutions" 3.1.4.7.2 */
  #isLeftOut({ index, isOptional, isFragment }: Substitution, { base, count }: Instance): boolean {
    if (!isOptional || isFragment) return false;
    return index >= count || this.#typeOf(base + index) === NULL_TYPE;
  }

  /** A value without bytes; asked only of those whose emptiness the signature tells. */
  #isBlank(part: number | string): boolean {
    if (typeof part === "string") return part.trim() === "";
    if (!this.#inSignature.has(part)) this.hangsOnSignature = false;
    return this.#typeOf(part) === NULL_TYPE || sizeAt(this.#chunk.values, this.#first + part) === 0;
  }

  #typeOf(index: number): number {
    return this.#chunk.values[this.#first + index]! >>> ROW_TYPE;
  }

  /** A name that stands among the values. */
  #textOf(part: number | string): string {
    if (typeof part === "string") return part;
    this.hangsOnSignature = false;
    this.#budget.countText(sizeAt(this.#chunk.values, this.#first + part));
    const value = valueAt(this.#chunk, this.#first + part);
    return typeof value === "string" ? value : value.join("");
  }
}

function sourceOf(parts: Parts): FieldSource {
  return parts.length === 0 ? "" : parts.length === 1 ? parts[0]! : { kind: "parts", parts };
}
