/**
 * On what a match rests. A predicate is evaluated in full, in three values: a test that has its
 * answer only because its field is absent is *unknown*. What is unknown as a whole holds only by
 * absence; what is true whatever an absent field might have held does not.
 */
import type { LogEvent } from "../events/event.ts";
import { holds } from "./field-test.ts";
import type { Predicate } from "./predicate.ts";
import { readSlot, type Slot } from "./slot.ts";

export interface Evidence {
  readonly via: ReadonlySet<string>;
  readonly byAbsence: ReadonlySet<string>;
}

/** A predicate evaluated: what it is, and whether it would be so with every absent field filled. */
interface Outcome {
  readonly held: boolean;
  readonly certain: boolean;
  readonly predicate: Predicate;
  readonly parts: readonly Outcome[];
}

/** Returns the evidence of a predicate that holds for the event. */
export function evidenceOf(
  predicate: Predicate,
  event: LogEvent,
  slotOf: (field: string) => Slot,
): Evidence {
  const outcome = evaluate(predicate, event, slotOf);
  const [via, byAbsence] = [new Set<string>(), new Set<string>()];
  collectVia(outcome, true, via);
  collectAbsent(outcome, byAbsence);
  return { via, byAbsence };
}

function evaluate(predicate: Predicate, event: LogEvent, slotOf: (field: string) => Slot): Outcome {
  switch (predicate.kind) {
    case "constant":
      return { held: predicate.value, certain: true, predicate, parts: [] };
    case "not": {
      const part = evaluate(predicate.of, event, slotOf);
      return { held: !part.held, certain: part.certain, predicate, parts: [part] };
    }
    case "all":
    case "any": {
      const decisive = predicate.kind === "any";
      const parts = predicate.of.map((part) => evaluate(part, event, slotOf));
      const held = parts.some((part) => part.held === decisive) ? decisive : !decisive;
      const deciding = parts.filter((part) => part.held === decisive);
      const certain =
        held === decisive
          ? deciding.some((part) => part.certain)
          : parts.every((part) => part.certain);
      return { held, certain, predicate, parts };
    }
    case "test": {
      const absent = isAbsent(predicate.field) || otherIsAbsent();
      return { held: holds(predicate, event, slotOf), certain: !absent, predicate, parts: [] };
    }
  }
  function isAbsent(field: string): boolean {
    return readSlot(slotOf(field), event) === undefined;
  }
  function otherIsAbsent(): boolean {
    return (
      predicate.kind === "test" &&
      predicate.pattern.kind === "field" &&
      isAbsent(predicate.pattern.field)
    );
  }
}

/** Fields of the tests that held, under an even number of negations, in branches that are true. */
function collectVia(outcome: Outcome, positive: boolean, via: Set<string>): void {
  const { predicate, parts, held } = outcome;
  if (held !== positive) return;
  if (predicate.kind === "test" && positive) via.add(predicate.field);
  if (predicate.kind === "not") collectVia(parts[0]!, !positive, via);
  else for (const part of parts) collectVia(part, positive, via);
}

/** Fields whose absence the outcome hangs on. */
function collectAbsent(outcome: Outcome, fields: Set<string>): void {
  if (outcome.certain) return;
  const { predicate, parts, held } = outcome;
  if (predicate.kind === "test") {
    fields.add(predicate.field);
    return;
  }
  const mattering = predicate.kind === "not" ? parts : parts.filter((part) => part.held === held);
  for (const part of mattering) collectAbsent(part, fields);
}
