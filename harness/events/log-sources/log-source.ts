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

/** Returns a log source as a rule would write it, on one line. */
export function describeLogSource(source: LogSource): string {
  const named = KEYS.filter((key) => source[key] !== undefined);
  return named.map((key) => `${key}: ${source[key]}`).join(", ") || "any log source";
}
