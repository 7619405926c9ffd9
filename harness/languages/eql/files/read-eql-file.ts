/**
 * Files of one query, with the metadata of the rule in front of it:
 *
 *     ---
 *     title: Whoami as SYSTEM
 *     level: high
 *     ---
 *     process where process.name : "whoami.exe"
 *
 * The part between the lines of hyphens is YAML, and may be missing. docs/eql.md says what it holds.
 */
import type { VocabularyName } from "../../../events/vocabularies/vocabulary-name.ts";
import { isRecord, type UnknownRecord } from "../../../text/record.ts";
import type { SourceText } from "../../../text/source.ts";
import { didYouMean } from "../../../text/suggest.ts";
import { locateYaml, readYaml, type YamlPath } from "../../../text/yaml.ts";
import { techniqueInTag } from "../../common/attack-tags.ts";
import {
  describe,
  readLevel,
  readOneOf,
  readTechnique,
  PROFILES,
  type Profile,
  type RuleText,
} from "./metadata.ts";
import type { QueryText, Report } from "../report.ts";

type Kind = "text" | "texts" | "any";

/** The keys of the front matter. The names are Sigma's, but for `techniques` and `profile`. */
const KEYS: Readonly<Record<string, Kind>> = {
  id: "text",
  title: "text",
  level: "text",
  profile: "text",
  techniques: "texts",
  tags: "texts",
  description: "text",
  author: "text",
  status: "text",
  license: "text",
  date: "any",
  modified: "any",
  note: "text",
  references: "texts",
  falsepositives: "texts",
};

/** What other formats call these keys. */
const FOREIGN_KEYS: Readonly<Record<string, string>> = {
  name: "title",
  severity: "level",
  rule_id: "id",
  threat: "techniques",
  index: "profile",
  false_positives: "falsepositives",
};

const OPENING = /^---[ \t]*\r?\n/;
const CLOSING = /^---[ \t]*\r?$/gm;

/** Reads a file of a query; reports what is wrong with all but the query. */
export function readEqlFile(source: SourceText, report: Report): RuleText {
  const { text } = source;
  const opening = OPENING.exec(text);
  if (!opening) return { ...NOTHING, query: queryFrom(text, 0) };
  CLOSING.lastIndex = opening[0].length;
  const closing = CLOSING.exec(text);
  if (!closing) {
    const message = "The front matter is never closed.";
    const hint = 'A line "---" stands before it and behind it.';
    report.error("eql/front-matter", message, { start: 0, end: 3 }, hint);
    return NOTHING;
  }
  const query = queryFrom(text, closing.index + closing[0].length);
  const front: SourceText = { path: source.path, text: text.slice(0, closing.index) };
  return { ...readFrontMatter(front, report), query };
}

const NOTHING: RuleText = {
  id: null,
  title: null,
  level: null,
  techniques: [],
  vocabulary: PROFILES.winlogbeat,
  query: null,
};

function queryFrom(text: string, start: number): QueryText {
  return { text: text.slice(start), offsetOf: (offset) => start + offset };
}

function readFrontMatter(front: SourceText, report: Report): Omit<RuleText, "query"> {
  const { value, diagnostics } = readYaml(front);
  for (const { message, place } of diagnostics)
    report.error(
      "eql/front-matter",
      message,
      place?.kind === "text" ? place : { start: 0, end: 3 },
    );
  if (value === undefined || value === null) return NOTHING;
  const at = (path: YamlPath, part: "key" | "value" = "value") => locateYaml(front, path, part);
  if (!isRecord(value)) {
    const message = `The front matter is ${describe(value)}, and must be a map.`;
    report.error("eql/front-matter", message, at([]));
    return NOTHING;
  }
  const sound = Object.entries(value).filter(([key, written]) =>
    checkKey(key, written, at, report),
  );
  const known: UnknownRecord = Object.fromEntries(sound);
  const textOf = (key: string): string | null => (known[key] as string | undefined) ?? null;
  const level = known["level"];
  const profile = known["profile"];
  return {
    id: textOf("id"),
    title: textOf("title"),
    level: level === undefined ? null : readLevel(level, "level", at(["level"]), report),
    techniques: techniquesOf(known, at, report),
    vocabulary: profile === undefined ? PROFILES.winlogbeat : vocabularyOf(profile, at, report),
  };
}

function vocabularyOf(profile: unknown, at: Locate, report: Report): VocabularyName {
  const names = Object.keys(PROFILES) as Profile[];
  const name = readOneOf(profile, "profile", names, at(["profile"]), report);
  return PROFILES[name ?? "winlogbeat"];
}

type Locate = (path: YamlPath, part?: "key" | "value") => ReturnType<typeof locateYaml>;

/** Whether a key exists and has a value of its type. One without value, or empty, is not written. */
function checkKey(key: string, written: unknown, at: Locate, report: Report): boolean {
  const kind = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  if (kind === undefined) {
    const own = FOREIGN_KEYS[key];
    const hint = own ? `It is called "${own}" here.` : didYouMean(key, Object.keys(KEYS));
    report.error(
      "eql/unknown-key",
      `The front matter has no key "${key}".`,
      at([key], "key"),
      hint,
    );
    return false;
  }
  if (written === null || written === "") return false;
  const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
  if (kind === "any" || (kind === "text" && isText(written))) return true;
  const wrong = Array.isArray(written) ? written.findIndex((one) => !isText(one)) : -1;
  if (kind === "texts" && Array.isArray(written) && wrong < 0) return true;
  const isElement = kind === "texts" && wrong >= 0;
  const found = isElement ? (written as readonly unknown[])[wrong] : written;
  const wanted = kind === "text" ? "a text" : "a list of texts";
  const message = isElement
    ? `"${key}" holds ${describe(found)}, and must hold texts.`
    : `"${key}" is ${describe(found)}, and must be ${wanted}.`;
  report.error("eql/wrong-key-type", message, at(isElement ? [key, wrong] : [key]));
  return false;
}

/** The techniques, and those among the tags, each once. */
function techniquesOf(known: UnknownRecord, at: Locate, report: Report): readonly string[] {
  const found = ["techniques", "tags"].flatMap((key) =>
    ((known[key] ?? []) as readonly string[]).flatMap((written, i) => {
      const id = key === "techniques" ? written : techniqueInTag(written);
      return id === undefined ? [] : (readTechnique(id, at([key, i]), report) ?? []);
    }),
  );
  return [...new Set(found)];
}
