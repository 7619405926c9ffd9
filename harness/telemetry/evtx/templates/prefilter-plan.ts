import type { BytePrefilter } from "../../../events/byte-prefilter.ts";
import { ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk } from "../format/chunk.ts";
import { timeAt, valueAt, type FieldSource } from "./field-source.ts";

/** What of a type of values is looked at, by its code: its bytes as UTF-16, its text, or hardly ever anything. */
const [PLAIN, UNITS, TEXT] = [0, 1, 2];
const LOOKED_AT = Uint8Array.from({ length: 256 }, (_, code) =>
  [0x01, 0x23, 0x81].includes(code) ? UNITS : [0x02, 0x82].includes(code) ? TEXT : PLAIN,
);

/** The sources of a layout, by how they are looked at. */
export interface PrefilterPlan {
  /** Values that each are a text by themselves. */
  readonly values: readonly number[];
  /** Texts that are made of several values. */
  readonly joined: readonly Extract<FieldSource, { kind: "parts" }>[];
  readonly times: readonly number[];
  /** What is the same in every record of the layout is shown to each prefilter once. */
  readonly constants: readonly string[];
  prefilter: BytePrefilter | null;
  constantPasses: boolean;
}

/** Returns how to look at the sources of a layout. */
export function prefilterPlanOf(sources: readonly FieldSource[]): PrefilterPlan {
  const each = sources.flatMap(itemsOf);
  const times = each.filter((source) => isOfKind(source, "time")).map(({ index }) => index);
  return {
    values: [...each.filter((source) => typeof source === "number"), ...times],
    joined: each.filter((source) => isOfKind(source, "parts")),
    times,
    constants: each.filter((source) => typeof source === "string"),
    prefilter: null,
    constantPasses: false,
  };
}

function itemsOf(source: FieldSource): FieldSource[] {
  return isOfKind(source, "list") ? source.items.flatMap(itemsOf) : [source];
}

function isOfKind<K extends string>(
  source: FieldSource,
  kind: K,
): source is Extract<FieldSource, { kind: K }> {
  return typeof source === "object" && source.kind === kind;
}

/**
 * Whether one of a layout's sources, whose values begin at `first` in a chunk's table, passes a prefilter.
 * Texts are looked at where they stand, in UTF-16; other values only if it asks for what they
 * look like when they are written.
 */
export function sourcesPass(
  plan: PrefilterPlan,
  chunk: Chunk,
  first: number,
  prefilter: BytePrefilter,
  decode: (source: FieldSource) => string | readonly string[],
): boolean {
  if (plan.prefilter !== prefilter) {
    plan.prefilter = prefilter;
    plan.constantPasses = plan.constants.some((text) => prefilter.passes(text));
  }
  if (plan.constantPasses) return true;
  const { values, joined } = plan;
  for (let i = 0; i < values.length; i++)
    if (valuePasses(chunk, first + values[i]!, prefilter)) return true;
  for (let i = 0; i < joined.length; i++)
    if (textPasses(decode(joined[i]!), prefilter)) return true;
  if (!prefilter.asksPlainValues) return false;
  // Times that were written as text are written anew.
  return plan.times.some((index) => textPasses(timeAt(chunk, first + index), prefilter));
}

function valuePasses(chunk: Chunk, index: number, prefilter: BytePrefilter): boolean {
  const { values } = chunk;
  const row = values[index]!;
  const lookedAt = LOOKED_AT[row >>> ROW_TYPE]!;
  if (lookedAt === UNITS) {
    const at = row & ROW_OFFSET;
    return prefilter.passesUnits(chunk.bytes, at, at + sizeAt(values, index));
  }
  if (lookedAt === PLAIN && !prefilter.asksPlainValues) return false;
  return textPasses(valueAt(chunk, index), prefilter);
}

function textPasses(text: string | readonly string[], prefilter: BytePrefilter): boolean {
  return typeof text === "string"
    ? prefilter.passes(text)
    : text.some((one) => prefilter.passes(one));
}
