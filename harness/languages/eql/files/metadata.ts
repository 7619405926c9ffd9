/** Reads the metadata of rules, whichever form their file has. */
import type { VocabularyName } from "../../../events/vocabularies/vocabulary-name.ts";
import { REVOKED_TECHNIQUES } from "../../../attack/revoked-techniques.ts";
import { ATTACK_VERSION, techniqueOf } from "../../../attack/techniques.ts";
import { LEVELS, type Level } from "../../../matching/model/rule.ts";
import type { Span, TextPlace } from "../../../text/source.ts";
import { isTechniqueId } from "../../common/attack-tags.ts";
import { findOneOf, suggestOneOf } from "../../common/one-of.ts";
import { describeValue, quoteSource } from "../../common/quote.ts";
import type { QueryText, Report } from "../report.ts";

/** The metadata and the query of a rule file. */
export interface RuleText {
  readonly id: string | null;
  /** Null if it has none. */
  readonly title: string | null;
  readonly level: Level | null;
  readonly techniques: readonly string[];
  readonly vocabulary: VocabularyName;
  /** Null if there is none that could be compiled, of which there is a diagnostic. */
  readonly query: QueryText | null;
}

/** The vocabularies by the words that front matter has for them. */
export const PROFILES = {
  winlogbeat: "ecs-winlogbeat",
  endpoint: "ecs-endpoint",
} as const satisfies Readonly<Record<string, VocabularyName>>;

export type Profile = keyof typeof PROFILES;

type Place = Span | TextPlace;

/** Returns the level that is written, in any letter case; null after reporting that there is none. */
export function readLevel(written: unknown, key: string, at: Place, report: Report): Level | null {
  return readOneOf(written, key, LEVELS, at, report);
}

/** Returns which of some values is written, in any letter case; null after reporting that it is none. */
export function readOneOf<Value extends string>(
  written: unknown,
  key: string,
  values: readonly Value[],
  at: Place,
  report: Report,
): Value | null {
  const found = findOneOf(written, values);
  if (found !== undefined) return found;
  const message = `The ${key} ${describe(written)} does not exist.`;
  report.error("eql/unknown-value", message, at, suggestOneOf(written, values));
  return null;
}

/** Returns an ATT&CK id in upper case. One that never existed is a warning, and null if it has not the form of one. */
export function readTechnique(written: unknown, at: Place, report: Report): string | null {
  const id = typeof written === "string" ? written.toUpperCase() : "";
  const isTechnique = isTechniqueId(id);
  if (isTechnique && (techniqueOf(id) || REVOKED_TECHNIQUES.has(id))) return id;
  const message = `ATT&CK v${ATTACK_VERSION} has no technique ${describe(written)}.`;
  const hint = isTechnique ? undefined : "An id is a T and four digits, as in T1059 or T1059.001.";
  report.warning("eql/unknown-technique", message, at, hint);
  return isTechnique ? id : null;
}

/** Returns what was found, as a message quotes it. */
export function describe(found: unknown): string {
  return typeof found === "string" ? quoteSource(found) : describeValue(found);
}
