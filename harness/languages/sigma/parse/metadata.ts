/** Reads the metadata of a rule: title, id, level, tags and the rest beside its detection. */
import { LEVELS, type Level } from "../../../matching/model/rule.ts";
import { techniqueInTag } from "../../common/attack-tags.ts";
import { findOneOf, suggestOneOf } from "../../common/one-of.ts";
import type { Document } from "./document-kind.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

const STATUSES = ["stable", "test", "experimental", "deprecated", "unsupported"] as const;

/** Keys without influence on what the rule detects. A wrong one is a warning. */
const TEXTS = ["name", "description", "license", "author"] as const;
const LISTS = ["references", "related", "fields", "falsepositives", "tags", "scope"] as const;

/** 32 hexadecimal digits. Hyphens, braces and the prefix `urn:uuid:` do not count, as in pySigma. */
const UUID = /^(?:urn:)?(?:uuid:)?\{?(?:-*[0-9a-f]){32}-*\}?$/i;

/** The metadata of a rule on single events or on several. */
export interface Metadata {
  readonly id: string | null;
  readonly title: string;
  readonly level: Level | null;
  /** ATT&CK ids in upper case, without repetitions, in the order of the tags. */
  readonly techniques: readonly string[];
}

/** Returns the metadata of a document, or null if it has no title; checks the other keys, too. */
export function readMetadata(document: Document, report: Report): Metadata | null {
  const title = readTitle(document, report);
  const id = readId(document, report);
  const level = readLevel(document, report);
  const techniques = readTechniques(document, report);
  checkMetadata(document, report);
  return title === null ? null : { id, title, level, techniques };
}

/** Returns the title, or null after reporting that there is none. */
function readTitle({ title }: Document, report: Report): string | null {
  if (typeof title === "string" && title.trim() !== "") return title;
  if (title === undefined || title === null || title === "")
    report.error("sigma/missing-key", "The rule has no title.", { path: ["title"], part: "key" });
  else
    report.error("sigma/wrong-type", `The title is ${quote(title)}, and must be a text.`, {
      path: ["title"],
      part: "value",
    });
  return null;
}

/** Returns the id as it is written, or null if there is none. */
function readId({ id }: Document, report: Report): string | null {
  if (id === undefined || id === null) return null;
  if (typeof id === "string" && UUID.test(id)) return id;
  const hint =
    "An id is 32 hexadecimal digits, as in 929a690e-bef0-4204-a928-ef5e620d6fcc; it may be left out.";
  report.error(
    "sigma/bad-id",
    `The id ${quote(id)} is no UUID.`,
    { path: ["id"], part: "value" },
    hint,
  );
  return null;
}

/** Returns the level, or null if there is none. */
export function readLevel(document: Document, report: Report): Level | null {
  return readOneOf(document, "level", LEVELS, report);
}

/** Checks the metadata that does not influence matching. */
function checkMetadata(document: Document, report: Report): void {
  readOneOf(document, "status", STATUSES, report);
  checkTaxonomy(document, report);
  for (const key of TEXTS) {
    const value = document[key];
    if (value === undefined || value === null || typeof value === "string") continue;
    report.warning("sigma/wrong-type", `"${key}" is ${quote(value)}, and should be a text.`, {
      path: [key],
      part: "value",
    });
  }
  for (const key of LISTS) {
    const value = document[key];
    if (value === undefined || value === null || Array.isArray(value)) continue;
    report.warning("sigma/wrong-type", `"${key}" is ${quote(value)}, and should be a list.`, {
      path: [key],
      part: "value",
    });
  }
}

/** Returns the ATT&CK techniques among the tags. */
function readTechniques({ tags }: Document, report: Report): string[] {
  const techniques = new Set<string>();
  for (const [i, tag] of (Array.isArray(tags) ? tags : []).entries()) {
    if (typeof tag !== "string" || !tag.includes(".")) {
      const message = `The tag ${quote(tag)} has no namespace.`;
      report.warning(
        "sigma/bad-tag",
        message,
        { path: ["tags", i], part: "value" },
        'A tag is a namespace and a name, as in "attack.t1059".',
      );
      continue;
    }
    const technique = techniqueInTag(tag);
    if (technique) techniques.add(technique.toUpperCase());
  }
  return [...techniques];
}

function checkTaxonomy({ taxonomy }: Document, report: Report): void {
  if (taxonomy === undefined || taxonomy === null || taxonomy === "sigma") return;
  const message = `The rule's taxonomy is ${quote(taxonomy)}, and only "sigma" is supported.`;
  const hint = "Its field names and log source would mean something else.";
  report.error("sigma/unsupported-taxonomy", message, { path: ["taxonomy"], part: "value" }, hint);
}

/** Returns which of some values a key has, in any letter case, as in pySigma; null if it has none. */
function readOneOf<Value extends string>(
  document: Document,
  key: string,
  values: readonly Value[],
  report: Report,
): Value | null {
  const written = document[key];
  if (written === undefined || written === null) return null;
  const found = findOneOf(written, values);
  if (found !== undefined) return found;
  const message = `The ${key} ${quote(written)} does not exist.`;
  const hint = suggestOneOf(written, values);
  report.error("sigma/unknown-value", message, { path: [key], part: "value" }, hint);
  return null;
}
