import type { FieldTest, Predicate } from "../model/predicate.ts";
import { costOf, type Literal } from "../values/literal.ts";
import { literalsOf } from "./pattern-literals.ts";

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

/**
 * Fields that are the same in all events of a class, or nearly: to find a text there says nothing. The
 * names are Sigma's for what the header of an event log says, and those of ECS for what follows
 * from it (`event.*` as the field set "Event" has them, and what is so on every Windows host).
 */
export const CLASS_FIELDS: ReadonlySet<string> = new Set([
  "EventID",
  "Provider_Name",
  "Channel",
  "event.action",
  "event.category",
  "event.code",
  "event.dataset",
  "event.kind",
  "event.module",
  "event.outcome",
  "event.provider",
  "event.type",
  "agent.type",
  "data_stream.dataset",
  "data_stream.type",
  "ecs.version",
  "host.os.family",
  "host.os.platform",
  "host.os.type",
  "winlog.channel",
  "winlog.event_id",
  "winlog.provider_name",
]);

/**
 * Returns the cheapest witness of a predicate, or null if it has none: then it must be asked of every
 * event. A witness may be there although the predicate does not hold, never the other way round.
 */
export function witnessOf(predicate: Predicate): Witness | null {
  switch (predicate.kind) {
    case "constant":
      return predicate.value ? null : { clues: [], cost: 0 };
    case "not":
    case "formula":
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
  const literals = literalsOf(pattern);
  const cost = literals ? costOf(literals) : Infinity;
  if (!literals || cost === Infinity) return null;
  return { clues: literals.map((literal) => ({ field, literal })), cost };
}
