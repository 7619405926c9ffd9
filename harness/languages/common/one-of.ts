/** Values of which a rule has one, such as its level. */
import { didYouMean } from "../../text/suggest.ts";

/** Returns the value that is written, in any letter case; undefined if it is none of them. */
export function findOneOf<Value extends string>(
  written: unknown,
  values: readonly Value[],
): Value | undefined {
  const text = typeof written === "string" ? written.toLowerCase() : "";
  return values.find((value) => value === text);
}

/** Returns the hint for what is none of the values: the nearest of them, or all. */
export function suggestOneOf(written: unknown, values: readonly string[]): string {
  const near = typeof written === "string" ? didYouMean(written, values) : undefined;
  return near ?? `It is one of ${values.join(", ")}.`;
}
