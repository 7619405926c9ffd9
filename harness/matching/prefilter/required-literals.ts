import { foldPredicate, type FieldTest, type Predicate } from "../model/predicate.ts";
import { costOf } from "../values/literal-cost.ts";
import { literalsOf } from "./pattern-literals.ts";
import type { RequiredLiterals } from "../model/stage.ts";
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
 * Returns the cheapest required literals of a predicate, or null if it has none: then it must be asked of
 * every event. One of them may be found although the predicate does not hold, never the other way round.
 */
export function requiredLiteralsOf(predicate: Predicate): RequiredLiterals | null {
  return foldPredicate<RequiredLiterals | null>(predicate, {
    constant: (value) => (value ? null : { literals: [], cost: 0 }),
    formula: () => null,
    not: () => null,
    test: requiredLiteralsOfTest,
    all: (parts) =>
      parts.reduce((best, one) => (best && (!one || best.cost <= one.cost) ? best : one), null),
    any(parts) {
      const found = parts.filter((part) => part !== null);
      if (found.length < parts.length) return null;
      return {
        literals: found.flatMap(({ literals }) => literals),
        cost: found.reduce((sum, { cost }) => sum + cost, 0),
      };
    },
  });
}

function requiredLiteralsOfTest({ field, pattern }: FieldTest): RequiredLiterals | null {
  if (CLASS_FIELDS.has(field)) return null;
  const literals = literalsOf(pattern);
  const cost = literals ? costOf(literals) : Infinity;
  if (!literals || cost === Infinity) return null;
  return { literals: literals.map((literal) => ({ field, literal })), cost };
}
