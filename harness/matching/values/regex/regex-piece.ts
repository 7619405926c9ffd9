/**
 * Pieces of a regular expression in RE2's syntax, with the states that an automaton needs for each. RE2
 * spells counts out: of `a{2,5000}` it makes 5000 states. A counter (`counting-automaton.ts`) has a few.
 */

/** How often something of a fixed length is repeated; `most` may be Infinity. */
export interface Counter {
  readonly least: number;
  readonly most: number;
}

/** A piece in both forms that it can be compiled to. Every number may be beyond all limits. */
export interface Piece {
  /** In RE2's syntax. No group captures. */
  readonly text: string;
  /** States of the automaton that RE2 makes of `text`. */
  readonly states: number;
  /** The same with a capturing group around each thing that is counted, and without its count. */
  readonly counted: string;
  /** States of the automaton of `counted`, where a counter is worth some. */
  readonly countedStates: number;
  /** The counters of the groups of `counted`, in their order. */
  readonly counters: readonly Counter[];
  /** How many characters it stands for, one after the other; null if it is anything but that. */
  readonly units: number | null;
  /** Whether it stands for a place only. */
  readonly isPlace: boolean;
}

/** Pieces that follow one another. */
export interface Sequence {
  text: string;
  states: number;
  counted: string;
  countedStates: number;
  readonly counters: Counter[];
  units: number | null;
}

/** Which counts are spelt out, and how. */
export interface CountLimits {
  /** Counts up to this are spelt out, which is faster than to count. */
  readonly speltOut: number;
  /** The same of counts that leave no choice. */
  readonly speltOutExactly: number;
  /** The most that RE2 repeats. */
  readonly oneRepetition: number;
}

export const COUNT_LIMITS: CountLimits = { speltOut: 8, speltOutExactly: 64, oneRepetition: 1000 };

/** Beyond this many states no automaton is made, and so no count is cut to what RE2 repeats. */
const MOST_STATES = 20_000;
/** What a counter costs in states, however high it counts, and how many texts that it follows cost one. */
const [STATES_OF_COUNTER, PLACES_OF_STATE] = [4, 64];

/** One character. `states`: what it takes to make the automaton ready for it, if that is much. */
export function unit(text: string, states = 1): Piece {
  return { ...plain(text, states), units: 1 };
}

/** A place between characters. */
export function place(text: string): Piece {
  return { ...plain(text, 1), isPlace: true };
}

/** Anything that is not repeated inside. */
export function plain(text: string, states: number): Piece {
  return {
    text,
    states,
    counted: text,
    countedStates: states,
    counters: [],
    units: null,
    isPlace: false,
  };
}

/** Returns a sequence of nothing yet. */
export function emptySequence(): Sequence {
  return { text: "", states: 0, counted: "", countedStates: 0, counters: [], units: 0 };
}

/** Adds a piece at the end. */
export function append(sequence: Sequence, piece: Omit<Piece, "isPlace">): void {
  sequence.text += piece.text;
  sequence.states += piece.states;
  sequence.counted += piece.counted;
  sequence.countedStates += piece.countedStates;
  for (const counter of piece.counters) sequence.counters.push(counter);
  sequence.units =
    sequence.units === null || piece.units === null ? null : sequence.units + piece.units;
}

/** Returns a group: what stands before the inside, such as `(?:` or `(?i:`, the inside, and `)`. */
export function group(opening: string, inside: Sequence): Piece {
  return {
    ...inside,
    text: `${opening}${inside.text})`,
    counted: `${opening}${inside.counted})`,
    units: inside.units === 0 ? null : inside.units,
    isPlace: false,
  };
}

/** Returns the piece, repeated. What is counted, and does not count inside, gets a counter. */
export function repeat(
  piece: Piece,
  { least, most }: Counter,
  limits: CountLimits = COUNT_LIMITS,
): Piece {
  if (piece.isPlace) return least > 0 ? piece : plain(`(?:${piece.text})?`, 2);
  const { units, counters } = piece;
  const isExact = least === most;
  const isCounted =
    units !== null &&
    (most === Infinity ? least : most) > (isExact ? limits.speltOutExactly : limits.speltOut);
  const states = statesOf(piece.states, least, most);
  const cut = (states: number) =>
    states > MOST_STATES ? [{ least, most }] : cutCount(least, most, limits.oneRepetition);
  const repeated = {
    text: speltOut(piece.text, cut(states)),
    states,
    units: units !== null && isExact && !isCounted ? units * least : null,
    isPlace: false,
  };
  if (isCounted) {
    const followed = least > 0 && most !== Infinity ? most * units : 0;
    const countedStates = STATES_OF_COUNTER + units + Math.ceil(followed / PLACES_OF_STATE);
    return { ...repeated, counted: `(${piece.text})`, countedStates, counters: [{ least, most }] };
  }
  const countedStates = statesOf(piece.countedStates, least, most);
  const copies = cut(countedStates);
  return {
    ...repeated,
    counted: speltOut(piece.counted, copies),
    countedStates,
    counters: counters.length === 0 ? [] : copies.flatMap(() => counters),
  };
}

function statesOf(one: number, least: number, most: number): number {
  const each = Math.max(1, one);
  if (most === Infinity) return Math.max(1, least) * each + 1;
  return Math.max(1, least * each + (most - least) * (each + 1));
}

function speltOut(text: string, counts: readonly Counter[]): string {
  const pieces = counts.map(({ least, most }) => text + quantifier(least, most));
  return pieces.length === 1 ? pieces[0]! : `(?:${pieces.join("")})`;
}

function quantifier(least: number, most: number): string {
  if (most === Infinity) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  if (least === 0 && most === 1) return "?";
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

/**
 * Returns counts that RE2 takes and that come to the same if what they count follows one another:
 * `{1500,2500}` → `{1000} {500,1000} {0,500}`.
 */
function cutCount(least: number, most: number, limit: number): Counter[] {
  const pieces: Counter[] = [];
  let [low, high] = [least, most];
  while (Math.max(low, high === Infinity ? 0 : high) > limit) {
    const step = Math.min(low, limit);
    const reach = high === Infinity ? step : limit;
    pieces.push({ least: step, most: reach });
    low -= step;
    high -= reach;
  }
  return [...pieces, { least: low, most: high }];
}
