/** How much work one character of a text can be to the automaton of an expression. */
import { ANY, OP, RUNE, type Instruction, type Program } from "./regex-program.ts";

/** The most states that are visited to find out. */
const MOST_VISITS = 1_000_000;

/**
 * Returns how many states a character can lead to at most, those at the start of the expression included:
 * of a list of words few, however many there are, as few of their letters are the same one. Infinity if
 * that takes too long to find out.
 */
export function widestStep(program: Program): number {
  const instructions = program.inst as Instruction[];
  const reach = new Reach(instructions);
  const begin = reach.from(program.start);
  /** By character, how much wider than before it the step is that it makes. */
  const change = new Map<number, number>();
  const add = (code: number, width: number) => change.set(code, (change.get(code) ?? 0) + width);
  for (const instruction of instructions) {
    if (instruction.op < RUNE) continue;
    const width = reach.from(instruction.out);
    if (width === Infinity) return Infinity;
    for (const [low, high] of rangesOf(instruction)) {
      add(low, width);
      add(high + 1, -width);
    }
  }
  let [width, widest] = [0, 0];
  for (const [, by] of [...change].sort(([a], [b]) => a - b)) {
    width += by;
    widest = Math.max(widest, width);
  }
  return begin + Math.min(widest, instructions.length);
}

function rangesOf({ op, runes, arg }: Instruction): [number, number][] {
  if (op >= ANY) return [[0, 0x10ffff]];
  if (runes.length !== 1)
    return Array.from({ length: runes.length / 2 }, (_, i) => [runes[2 * i]!, runes[2 * i + 1]!]);
  const sign = String.fromCodePoint(runes[0]!);
  const signs = (arg & 1) === 0 ? [sign] : [sign.toLowerCase(), sign.toUpperCase()];
  return [...new Set(signs)].map((one) => [one.codePointAt(0)!, one.codePointAt(0)!]);
}

/** Counts the states that are reached without a character. */
class Reach {
  readonly #instructions: readonly Instruction[];
  readonly #known = new Map<number, number>();
  readonly #visitedFor: Int32Array;
  #visits = 0;

  constructor(instructions: readonly Instruction[]) {
    this.#instructions = instructions;
    this.#visitedFor = new Int32Array(instructions.length).fill(-1);
  }

  from(start: number): number {
    let count = this.#known.get(start);
    if (count === undefined) this.#known.set(start, (count = this.#count(start)));
    return count;
  }

  #count(start: number): number {
    let count = 0;
    const stack = [start];
    while (stack.length > 0) {
      const state = stack.pop()!;
      if (this.#visitedFor[state] === start) continue;
      this.#visitedFor[state] = start;
      count++;
      if (++this.#visits > MOST_VISITS) return Infinity;
      const { op, out, arg } = this.#instructions[state]!;
      if (op === OP.alternative || op === OP.alternativeMatch) stack.push(arg, out);
      else if (op < RUNE && op !== OP.match && op !== OP.fail) stack.push(out);
    }
    return count;
  }
}
