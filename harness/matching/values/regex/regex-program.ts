/** The program that RE2JS compiles of an expression, as far as it is read here. Its numbers are not exported. */
import type { RE2JS } from "re2js";

export type Program = ReturnType<RE2JS["re2"]>["prog"];

/** One instruction. Those from `RUNE` on take a character and go on at `out`. */
export interface Instruction {
  readonly op: number;
  readonly out: number;
  /** The other way of an alternative, the places of `place`, the group of `capture`. */
  readonly arg: number;
  /** One character, or the first and the last of each range. */
  readonly runes: Int32Array;
  matchRune(code: number): boolean;
}

/** Instructions that take no character. */
export const OP = {
  alternative: 1,
  alternativeMatch: 2,
  capture: 3,
  place: 4,
  fail: 5,
  match: 6,
  nothing: 7,
} as const;

/** Instructions that take a character: one of a set (`RUNE` and the next), any, and any but a line feed. */
export const [RUNE, ANY, ANY_BUT_LINE_FEED] = [8, 10, 11];
