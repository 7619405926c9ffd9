import type { FieldTest, Predicate } from "../predicate.ts";
import { literalOf, type Literal } from "./literal.ts";

/** One text to look for in one field, by the rule's name for the field. */
export interface Clue {
  readonly field: string;
  readonly literal: Literal;
}

/** Clues of which at least one is there whenever the predicate holds. */
export interface Witness {
  readonly clues: readonly Clue[];
  /** How often, roughly, one of them will be there for nothing. */
  readonly cost: number;
}

/** Fields that are the same in all events of a class: to find them there says nothing. */
const CLASS_FIELDS: ReadonlySet<string> = new Set(["EventID", "Provider_Name", "Channel"]);

/**
 * Returns the cheapest witness of a predicate, or null if it has none: then it must be asked of every
 * event. A witness may be there although the predicate does not hold, never the other way round.
 */
export function witnessOf(predicate: Predicate): Witness | null {
  switch (predicate.kind) {
    case "constant":
      return predicate.value ? null : { clues: [], cost: 0 };
    case "not":
      return null;
    case "test":
      return witnessOfTest(predicate);
    case "all": {
      const found = predicate.of.flatMap((part) => witnessOf(part) ?? []);
      return found.reduce<Witness | null>(
        (best, one) => (best && best.cost <= one.cost ? best : one),
        null,
      );
    }
    case "any": {
      const found = predicate.of.map(witnessOf);
      if (found.includes(null)) return null;
      return {
        clues: found.flatMap((one) => one!.clues),
        cost: found.reduce((sum, one) => sum + one!.cost, 0),
      };
    }
  }
}

function witnessOfTest({ field, pattern }: FieldTest): Witness | null {
  if (CLASS_FIELDS.has(field)) return null;
  const literal = literalOf(pattern);
  if (!literal || (literal.text === "" && literal.how !== "equals")) return null;
  return { clues: [{ field, literal }], cost: costOf(literal) };
}

/** Short texts are found everywhere; a whole value seldom is. */
function costOf({ how, text }: Literal): number {
  if (how === "equals") return 0.2;
  return text.length < 4 ? 20 : how === "contains" ? 8 / text.length : 4 / text.length;
}
