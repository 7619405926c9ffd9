import type { UnknownRecord } from "../../../text/record.ts";

/** A document of a rule file that is a map. */
export type Document = UnknownRecord;

/** What a document of a rule file is. */
export type DocumentKind = "rule" | "correlation" | "filter" | "unknown";

/**
 * Returns what a document is, by the keys that only its kind has.
 *
 * @see Sigma specification: rules, correlation rules, filters
 */
export function documentKind(document: Document): DocumentKind {
  const has = (key: string) => Object.hasOwn(document, key);
  if (has("correlation")) return "correlation";
  if (has("filter")) return "filter";
  return has("detection") || has("logsource") ? "rule" : "unknown";
}
