/**
 * An automaton that counts: where RE2 makes a thousand states of `a{1000}`, this one keeps a counter, which
 * follows the places where the repetition may have begun. It walks a text once, and every character costs at
 * most one step for each state: nothing is cached from text to text, and nothing grows but the counters,
 * whose size is in the cost of the expression (`regex-piece.ts`).
 *
 * What it walks is the program that RE2JS compiles of an expression in which each counted thing stands in a
 * capturing group; there are no other groups that capture.
 *
 * @see Turoňová and others, "Regex Matching with Counting-Set Automata" (2020)
 */
import {
  ANY,
  ANY_BUT_LINE_FEED,
  OP,
  RUNE,
  type Instruction,
  type Program,
} from "./regex-program.ts";
import { RepetitionCounter } from "./repetition-counter.ts";
import type { Counter } from "./regex-piece.ts";

/** Places, as bits of the argument of an instruction. */
const AT = { lineBegin: 1, lineEnd: 2, textBegin: 4, textEnd: 8, wordEdge: 16, noWordEdge: 32 };

/** A set of states: members in the order in which they came. */
class States {
  readonly members: Int32Array;
  readonly #placeOf: Int32Array;
  size = 0;

  constructor(capacity: number) {
    this.members = new Int32Array(capacity);
    this.#placeOf = new Int32Array(capacity);
  }

  /** Whether the state was not yet among them. */
  add(state: number): boolean {
    const place = this.#placeOf[state]!;
    if (place < this.size && this.members[place] === state) return false;
    this.members[this.size] = state;
    this.#placeOf[state] = this.size++;
    return true;
  }
}

/** The test of an expression; one for all texts, as none asks while another is asked. */
export class CountingAutomaton {
  /** How many steps of states all tests took. */
  steps = 0;
  readonly #instructions: readonly Instruction[];
  readonly #start: number;
  /** Of each instruction its number, and what it leads to. */
  readonly #op: Uint8Array;
  readonly #out: Int32Array;
  readonly #arg: Int32Array;
  /** Where the table of an instruction that takes a character begins in `#taken`. */
  readonly #tableOf: Int32Array;
  /** Whether characters below 256 are taken, 256 after 256. */
  readonly #taken: Uint8Array;
  /** By table, whether the last character from 256 on is taken. */
  readonly #lastCode: Int32Array;
  readonly #lastAnswer: Uint8Array;
  readonly #counterAt: readonly (RepetitionCounter | null)[];
  readonly #now: States;
  readonly #next: States;
  readonly #stack: Int32Array;
  #following: RepetitionCounter[] = [];

  /** @param counters of the capturing groups, in their order */
  constructor(program: Program, counters: readonly Counter[]) {
    const instructions = program.inst as Instruction[];
    const { length } = instructions;
    this.#instructions = instructions;
    this.#start = program.start;
    this.#op = Uint8Array.from(instructions, ({ op }) => op);
    this.#out = Int32Array.from(instructions, ({ out }) => out);
    this.#arg = Int32Array.from(instructions, ({ arg }) => arg);
    const tables = tablesOf(instructions);
    this.#tableOf = tables.tableOf;
    this.#taken = tables.taken;
    this.#lastCode = new Int32Array(tables.taken.length / 256);
    this.#lastAnswer = new Uint8Array(tables.taken.length / 256);
    this.#counterAt = instructions.map(({ op, arg, out }) =>
      op === OP.capture && arg % 2 === 0 && arg > 1
        ? this.#counterOf(out, counters[arg / 2 - 1]!)
        : null,
    );
    this.#now = new States(length);
    this.#next = new States(length);
    this.#stack = new Int32Array(2 * length + 2);
  }

  /** Whether the expression is found anywhere in the text. */
  test(text: string): boolean {
    for (const counter of this.#following) counter.forget();
    this.#following = [];
    this.#next.size = 0;
    let before = -1;
    for (let [at, ordinal] = [0, 0]; ; ordinal++) {
      const code = at < text.length ? text.codePointAt(at)! : -1;
      if (this.#settle(placesBetween(before, code), ordinal)) return true;
      if (code < 0) return false;
      this.#take(code, ordinal);
      before = code;
      at += code > 0xffff ? 2 : 1;
    }
  }

  /** Follows what takes no character, from the states that were reached and the start; true at a match. */
  #settle(places: number, ordinal: number): boolean {
    const now = this.#now;
    const { members, size } = this.#next;
    const stack = this.#stack;
    now.size = 0;
    for (let i = size; i >= 0; i--) {
      let top = 0;
      stack[top++] = i === size ? this.#start : members[i]!;
      while (top > 0) {
        const state = stack[--top]!;
        if (!now.add(state)) continue;
        const op = this.#op[state]!;
        if (op >= RUNE) continue;
        if (op === OP.match) return true;
        if (op === OP.alternative || op === OP.alternativeMatch) {
          stack[top++] = this.#arg[state]!;
          stack[top++] = this.#out[state]!;
        } else if (op === OP.place) {
          if ((this.#arg[state]! & ~places) === 0) stack[top++] = this.#out[state]!;
        } else if (op !== OP.fail) {
          const counter = this.#counterAt[state]!;
          if (counter === null) stack[top++] = this.#out[state]!;
          else if (this.#begin(counter, ordinal)) stack[top++] = counter.exit;
        }
      }
    }
    this.steps += now.size;
    return false;
  }

  /** Begins to count at a place; true if that is enough already. */
  #begin(counter: RepetitionCounter, ordinal: number): boolean {
    if (counter.isIdle) this.#following.push(counter);
    counter.begin(ordinal);
    return counter.least === 0;
  }

  #take(code: number, ordinal: number): void {
    const { members, size } = this.#now;
    const next = this.#next;
    next.size = 0;
    for (let i = 0; i < size; i++) {
      const state = members[i]!;
      if (this.#op[state]! >= RUNE && this.#takes(state, code)) next.add(this.#out[state]!);
    }
    if (this.#following.length === 0) return;
    const takes = (state: number) => this.#takes(state, code);
    let kept = 0;
    for (const counter of this.#following) {
      this.steps += counter.states.length;
      if (counter.take(ordinal, takes)) next.add(counter.exit);
      if (!counter.isIdle) this.#following[kept++] = counter;
    }
    this.#following.length = kept;
  }

  #takes(state: number, code: number): boolean {
    const table = this.#tableOf[state]!;
    if (code < 256) return this.#taken[table + code] === 1;
    if (this.#op[state]! >= ANY) return true;
    if (this.#lastCode[table >> 8] !== code) {
      this.#lastCode[table >> 8] = code;
      this.#lastAnswer[table >> 8] = Number(this.#instructions[state]!.matchRune(code));
    }
    return this.#lastAnswer[table >> 8] === 1;
  }

  /** Reads what is counted, which is one character after the other up to the end of the group. */
  #counterOf(first: number, counter: Counter): RepetitionCounter {
    const states: number[] = [];
    for (let state = first; ; state = this.#out[state]!) {
      if (this.#op[state] === OP.capture)
        return new RepetitionCounter(counter, states, this.#out[state]!);
      if (this.#op[state] !== OP.nothing) states.push(state);
    }
  }
}

/** Returns a table of the characters below 256 for each set of characters of the instructions. */
function tablesOf(instructions: readonly Instruction[]): {
  tableOf: Int32Array;
  taken: Uint8Array;
} {
  const starts = new Map<Int32Array | number, number>();
  const taken: number[] = [];
  const tableOf = Int32Array.from(instructions, (instruction) => {
    const { op, runes } = instruction;
    if (op < RUNE) return 0;
    const set = op < ANY ? runes : op;
    const known = starts.get(set);
    if (known !== undefined) return known;
    const start = taken.length;
    for (let code = 0; code < 256; code++)
      taken.push(
        Number(op < ANY ? instruction.matchRune(code) : op !== ANY_BUT_LINE_FEED || code !== 10),
      );
    starts.set(set, start);
    return start;
  });
  return { tableOf, taken: Uint8Array.from(taken) };
}

/** Returns the places that lie between two characters; -1 stands for the ends of the text. */
function placesBetween(before: number, after: number): number {
  let places = isWord(before) === isWord(after) ? AT.noWordEdge : AT.wordEdge;
  if (before < 0) places |= AT.textBegin | AT.lineBegin;
  else if (before === 10) places |= AT.lineBegin;
  if (after < 0) places |= AT.textEnd | AT.lineEnd;
  else if (after === 10) places |= AT.lineEnd;
  return places;
}

function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}
