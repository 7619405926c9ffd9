import type { Vocabulary } from "../vocabularies/vocabulary.ts";

/** Where a rule wants its events from. What is left out does not matter to it. */
export interface LogSource {
  /** In whose words; Sigma's if it does not say. ECS has a category (`event.category`) alone. */
  readonly vocabulary?: Vocabulary;
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
}

const KEYS = ["product", "category", "service"] as const;

/** Whether a log source names nothing, and so means every event. */
export function isEmpty(source: LogSource): boolean {
  return KEYS.every((key) => source[key] === undefined);
}

/**
 * Whether a log source covers another: each key of Sigma's that it names has the same value there,
 * in any letter case.
 */
export function covers(wider: LogSource, narrower: LogSource | null): boolean {
  return KEYS.every(
    (key) =>
      wider[key] === undefined || wider[key].toLowerCase() === narrower?.[key]?.toLowerCase(),
  );
}

/** Returns a log source as a rule would write it, on one line. */
export function describeLogSource(source: LogSource): string {
  const named = KEYS.filter((key) => source[key] !== undefined);
  return named.map((key) => `${key}: ${source[key]}`).join(", ") || "any log source";
}
