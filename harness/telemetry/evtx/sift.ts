import type { Sieve } from "../../events/sieve.ts";
import { ROW_OFFSET, ROW_TYPE, sizeAt, type Chunk } from "./chunk.ts";
import { timeAt, valueAt, type Source } from "./layout.ts";

/** What of a type of values is looked at, by its code: its bytes as UTF-16, its text, or hardly ever anything. */
const [PLAIN, UNITS, TEXT] = [0, 1, 2];
const LOOKED_AT = Uint8Array.from({ length: 256 }, (_, code) =>
  [0x01, 0x23, 0x81].includes(code) ? UNITS : [0x02, 0x82].includes(code) ? TEXT : PLAIN,
);

/** The sources of a layout, by how they are looked at. */
interface Plan {
  readonly values: readonly number[];
  readonly others: readonly Exclude<Source, number | string>[];
  /** What is the same in every record of the layout is asked once of each sieve. */
  readonly constants: readonly string[];
  sieve: Sieve | null;
  constantPasses: boolean;
}

const plans = new WeakMap<readonly Source[], Plan>();

/**
 * Whether one of a layout's sources, whose values begin at `first` in a chunk's table, passes a sieve.
 * Texts are looked at where they stand, in UTF-16; other values only if the sieve asks for what they
 * look like when they are written.
 */
export function sourcesPass(
  sources: readonly Source[],
  chunk: Chunk,
  first: number,
  sieve: Sieve,
  decode: (source: Source) => string | readonly string[],
): boolean {
  const plan = planOf(sources);
  if (plan.sieve !== sieve) {
    plan.sieve = sieve;
    plan.constantPasses = plan.constants.some((text) => sieve.passes(text));
  }
  if (plan.constantPasses) return true;
  const { values, others } = plan;
  for (let i = 0; i < values.length; i++)
    if (valuePasses(chunk, first + values[i]!, sieve)) return true;
  for (let i = 0; i < others.length; i++) {
    const source = others[i]!;
    if (source.kind === "time") {
      const index = first + source.index;
      if (valuePasses(chunk, index, sieve)) return true;
      // Times that were written as text are written anew.
      if (sieve.asksPlainValues && textPasses(timeAt(chunk, index), sieve)) return true;
    } else if (textPasses(decode(source), sieve)) return true;
  }
  return false;
}

function planOf(sources: readonly Source[]): Plan {
  let plan = plans.get(sources);
  if (!plan) {
    plan = {
      values: sources.filter((source) => typeof source === "number"),
      others: sources.filter((source) => typeof source === "object"),
      constants: sources.filter((source) => typeof source === "string"),
      sieve: null,
      constantPasses: false,
    };
    plans.set(sources, plan);
  }
  return plan;
}

function valuePasses(chunk: Chunk, index: number, sieve: Sieve): boolean {
  const { values } = chunk;
  const row = values[index]!;
  const lookedAt = LOOKED_AT[row >>> ROW_TYPE]!;
  if (lookedAt === UNITS) {
    const at = row & ROW_OFFSET;
    return sieve.passesUnits(chunk.bytes, at, at + sizeAt(values, index));
  }
  if (lookedAt === PLAIN && !sieve.asksPlainValues) return false;
  return textPasses(valueAt(chunk, index), sieve);
}

function textPasses(text: string | readonly string[], sieve: Sieve): boolean {
  return typeof text === "string" ? sieve.passes(text) : text.some((one) => sieve.passes(one));
}
