/** What rules say of themselves, whichever form their file has. */
import type { Vocabulary } from "../../../events/vocabularies/vocabulary.ts";
import { REVOKED_TECHNIQUES } from "../../../attack/revoked-techniques.ts";
import { ATTACK_VERSION, techniqueOf } from "../../../attack/techniques.ts";
import { LEVELS, type Level } from "../../../matching/model/rule.ts";
import type { Span, TextPlace } from "../../../text/source.ts";
import { didYouMean } from "../../../text/suggest.ts";
import { quoted } from "../fault.ts";
import type { QueryText, Report } from "../report.ts";

/** What a rule file holds. */
export interface RuleText {
  readonly id: string | null;
  /** Null if it has none. */
  readonly title: string | null;
  readonly level: Level | null;
  readonly techniques: readonly string[];
  readonly vocabulary: Vocabulary;
  /** Null if there is none that could be compiled, of which there is a diagnostic. */
  readonly query: QueryText | null;
}

export const VOCABULARIES = ["winlogbeat", "endpoint"] as const satisfies readonly Vocabulary[];

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
  const text = typeof written === "string" ? written : "";
  const found = values.find((value) => value === text.toLowerCase());
  if (found !== undefined) return found;
  const message = `The ${key} ${describe(written)} does not exist.`;
  report.error(
    "eql/unknown-value",
    message,
    at,
    didYouMean(text, values) ?? `It is one of ${values.join(", ")}.`,
  );
  return null;
}

const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/i;

/** Returns an ATT&CK id in upper case. One that never existed is a warning, and null if it has not the form of one. */
export function readTechnique(written: unknown, at: Place, report: Report): string | null {
  const id = typeof written === "string" ? written.toUpperCase() : "";
  const isTechnique = TECHNIQUE.test(id);
  if (isTechnique && (techniqueOf(id) || REVOKED_TECHNIQUES.has(id))) return id;
  const message = `ATT&CK v${ATTACK_VERSION} has no technique ${describe(written)}.`;
  const hint = isTechnique ? undefined : "An id is a T and four digits, as in T1059 or T1059.001.";
  report.warning("eql/unknown-technique", message, at, hint);
  return isTechnique ? id : null;
}

/** Returns what was found, as a message quotes it. */
export function describe(found: unknown): string {
  if (typeof found === "string") return quoted(found);
  if (Array.isArray(found)) return "a list";
  return typeof found === "object" && found !== null ? "a map" : String(found);
}
