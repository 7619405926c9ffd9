/**
 * A predicate without a witness would be asked of every event. Most are still told to fail by what one
 * field holds (`field-verdict.ts`), such as the negation of a test: that field is their gate.
 */
import { holdsForValue, textTestOf } from "../evaluate/field-test.ts";
import type { FieldTest, Predicate } from "../model/predicate.ts";
import type { Slot } from "../binding/bound-field.ts";

/** Fields; null stands for what needs none of them. */
type Gates = ReadonlySet<string> | null;

const NONE: ReadonlySet<string> = new Set();

/**
 * Returns the fields of which each may alone decide that a predicate fails in an event of a class; null
 * if it always does.
 */
export function gatesOf(predicate: Predicate, slotOf: (field: string) => Slot): Gates {
  return deciding(predicate, false, slotOf);
}

/** The fields of which each may alone decide that a predicate comes to this. */
function deciding(predicate: Predicate, verdict: boolean, slotOf: (field: string) => Slot): Gates {
  switch (predicate.kind) {
    case "constant":
      return predicate.value === verdict ? null : NONE;
    case "formula":
      return NONE;
    case "not":
      return deciding(predicate.of, !verdict, slotOf);
    case "all":
    case "any": {
      const gates = predicate.of.map((part) => deciding(part, verdict, slotOf));
      return (predicate.kind === "any") === verdict ? anyOf(gates) : allOf(gates);
    }
    case "test":
      return decidingTest(predicate, verdict, slotOf);
  }
}

function decidingTest(
  { field, pattern }: FieldTest,
  verdict: boolean,
  slotOf: (field: string) => Slot,
): Gates {
  const slot = slotOf(field);
  if (pattern.kind === "field" || slot.kind === "any") return NONE;
  if (slot.kind === "field") return new Set([field]);
  const holds =
    pattern.kind === "exists" || pattern.kind === "null"
      ? (slot.kind === "never") === (pattern.kind === "null")
      : slot.kind === "constant" && holdsForValue(textTestOf(pattern), slot.value);
  return holds === verdict ? null : NONE;
}

function anyOf(gates: readonly Gates[]): Gates {
  return gates.includes(null) ? null : new Set(gates.flatMap((some) => [...some!]));
}

function allOf(gates: readonly Gates[]): Gates {
  const open = gates.filter((some) => some !== null);
  const [first, ...others] = open;
  if (!first) return null;
  return new Set([...first].filter((field) => others.every((some) => some.has(field))));
}
