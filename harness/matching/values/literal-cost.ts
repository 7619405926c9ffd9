import { isFrequent } from "./literal-frequency.ts";
import type { TextLiteral } from "../model/stage.ts";

/** The cost of a text that is part of frequent values, and of a number that is hardly more than a flag. */
const [FREQUENT_COST, SMALL_NUMBER_COST] = [12, 3];
const SMALL_NUMBER = /^\d{1,2}$/;

/**
 * Returns how often, roughly, one of some literals is found although its predicate does not hold: short
 * texts are found everywhere, a whole value seldom is.
 */
export function costOf(literals: readonly TextLiteral[]): number {
  return literals.reduce((sum, literal) => sum + cost(literal), 0);
}

function cost({ how, text }: TextLiteral): number {
  if (text === "") return how === "equals" ? 0.2 : Infinity;
  if (SMALL_NUMBER.test(text)) return how === "equals" ? SMALL_NUMBER_COST : 60 / text.length;
  if (text.length < 4) return how === "equals" ? 0.2 : 60 / text.length;
  if (isFrequent(text)) return FREQUENT_COST;
  return how === "equals" ? 0.2 : (how === "contains" ? 8 : 4) / text.length;
}
