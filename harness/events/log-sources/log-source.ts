import type { VocabularyName } from "../vocabularies/vocabulary-name.ts";

/** Where a rule wants its events from. What is left out does not matter to it. */
export interface LogSource {
  /** In whose words; Sigma's if it does not say. ECS has a category (`event.category`) alone. */
  readonly vocabulary?: VocabularyName;
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
}

/** How a log source reads the events of a class that it takes. */
export interface ClassReading {
  /** Which of its readings the vocabulary has for the class, if not the plain one. */
  readonly fields?: string;
  /** Only records in which this field has one of these values are of the log source. */
  readonly only?: { readonly field: string; readonly values: readonly string[] };
}

/** A log source that takes an event class, and how it reads that class. */
export interface LogSourceMatch extends ClassReading {
  /** The names are those of this vocabulary; Sigma's if it is not given. */
  readonly vocabulary?: VocabularyName;
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
