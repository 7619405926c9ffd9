import type { FieldTest, Predicate } from "../model/predicate.ts";
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
  switch (predicate.kind) {
    case "constant":
      return predicate.value ? null : { literals: [], cost: 0 };
    case "not":
    case "formula":
      return null;
    case "test":
      return requiredLiteralsOfTest(predicate);
    case "all": {
      const found = predicate.of.flatMap((part) => requiredLiteralsOf(part) ?? []);
      return found.reduce<RequiredLiterals | null>(
        (best, one) => (best && best.cost <= one.cost ? best : one),
        null,
      );
    }
    case "any": {
      const found = predicate.of.map(requiredLiteralsOf);
      if (found.includes(null)) return null;
      return {
        literals: found.flatMap((one) => one!.literals),
        cost: found.reduce((sum, one) => sum + one!.cost, 0),
      };
    }
  }
}

function requiredLiteralsOfTest({ field, pattern }: FieldTest): RequiredLiterals | null {
  if (CLASS_FIELDS.has(field)) return null;
  const literals = literalsOf(pattern);
  const cost = literals ? costOf(literals) : Infinity;
  if (!literals || cost === Infinity) return null;
  return { literals: literals.map((literal) => ({ field, literal })), cost };
}
