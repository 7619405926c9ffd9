import type { Element, Substitution } from "../binxml/syntax.ts";
import { EventClassCache } from "./event-class-cache.ts";
import { LayoutCache } from "./layout-cache.ts";

/** The elements that records of one kind share, whatever chunk they were read from. */
export interface Template {
  /** Counts the templates of the process. */
  readonly id: number;
  readonly elements: readonly Element[];
  /** One more than the highest index of a value. */
  readonly substitutionCount: number;
  /**
   * By substitution, for those on whose emptiness the fields hang: the weight of their digit in a number
   * to base 3 that tells which have a value (0), an empty one (1), none (2). Else 0.
   */
  readonly weights: Float64Array;
  /** Whether that number is exact. */
  readonly hasExactWeights: boolean;
  /** Its values are texts that stood between its elements; none is ever empty. */
  readonly areLiterals: boolean;
  /** Of records that are instances of this template. */
  readonly layouts: LayoutCache;
  /** Of the same. */
  readonly classes: EventClassCache;
}

/** Digits to base 3 that a number holds exactly. */
const MAX_DIGITS = 33;
let count = 0;

/** Returns a number that no other template of the process has. */
export function newTemplateId(): number {
  return ++count;
}

/** Returns the template of elements that a definition holds. */
export function templateOf(elements: readonly Element[]): Template {
  let substitutionCount = 0;
  const deciding = new Set<number>();
  const visit = (element: Element, inSystem: boolean): void => {
    const isSystem = inSystem || element.name === "System";
    const take = (substitution: Substitution, decides: boolean): void => {
      substitutionCount = Math.max(substitutionCount, substitution.index + 1);
      if (decides) deciding.add(substitution.index);
    };
    for (const { parts } of element.attributes)
      for (const part of parts) if (typeof part !== "string") take(part, true);
    for (const part of element.content)
      if (typeof part === "string") continue;
      else if ("index" in part) take(part, part.isOptional || isSystem);
      else visit(part, isSystem);
  };
  for (const element of elements) visit(element, false);
  const weights = new Float64Array(substitutionCount);
  [...deciding].forEach((substitution, digit) => (weights[substitution] = 3 ** digit));
  return {
    id: newTemplateId(),
    elements,
    substitutionCount,
    weights,
    hasExactWeights: deciding.size <= MAX_DIGITS,
    areLiterals: false,
    layouts: new LayoutCache(),
    classes: new EventClassCache(elements),
  };
}
