/** Metadata of a rule: keys that are missing, and the forms of their values. */
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import { listOf, type LintedRule } from "../linted-rule.ts";

/** The random form of RFC 9562, 5.4, as it is usually written. */
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @see Sigma specification, "Related" */
const RELATIONS = ["correlation", "derived", "merged", "obsolete", "renamed", "similar"];

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Shorter texts say no more than a title does. */
const MIN_DESCRIPTION = 16;

function missing(key: string, hint: string): (rule: LintedRule) => Finding[] {
  return ({ document }) => {
    const value = document[key];
    const isThere = value !== undefined && value !== null && value !== "";
    if (isThere) return [];
    return [{ message: `The rule has no ${key}.`, hint, target: { path: [key], part: "key" } }];
  };
}

function* shortDescription({ document: { description, title } }: LintedRule): Generator<Finding> {
  if (typeof description !== "string" || description === "") return;
  const text = description.trim();
  const repeats = typeof title === "string" && text.toLowerCase() === title.trim().toLowerCase();
  if (text.length >= MIN_DESCRIPTION && !repeats) return;
  const message = repeats
    ? "The description repeats the title."
    : `The description ${quote(text)} has fewer than ${MIN_DESCRIPTION} characters.`;
  const hint = "Say what is detected, and why that is suspicious.";
  yield { message, hint, target: { path: ["description"], part: "value" } };
}

function* idForm({ document: { id } }: LintedRule): Generator<Finding> {
  if (typeof id !== "string" || UUID_4.test(id)) return;
  const hint = "Sigma asks for a random UUID (version 4); an id that is in use should stay.";
  const message = UUID.test(id)
    ? `The id ${quote(id)} is no UUID of version 4.`
    : `The id ${quote(id)} is not written as a UUID: 8-4-4-4-12 hexadecimal digits.`;
  yield { message, hint, target: { path: ["id"], part: "value" } };
}

function* dateForms({ document }: LintedRule): Generator<Finding> {
  for (const key of ["date", "modified"] as const) {
    const written = document[key];
    if (written === undefined || written === null || isDate(written)) continue;
    const message = `"${key}" is ${quote(written)}, which is no date of the form YYYY-MM-DD.`;
    const swapped = typeof written === "string" ? written.replaceAll("/", "-") : "";
    const target = { path: [key], part: "value" } as const;
    yield isDate(swapped)
      ? { message, hint: `Write ${quote(swapped)}.`, target }
      : { message, target };
  }
}

function isDate(written: unknown): boolean {
  const [, year, month, day] = (typeof written === "string" && ISO_DATE.exec(written)) || [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

function* modifiedBeforeDate({ document: { date, modified } }: LintedRule): Generator<Finding> {
  if (!isDate(date) || !isDate(modified) || String(modified) >= String(date)) return;
  const message = `The rule was modified on ${String(modified)}, before its date ${String(date)}.`;
  yield { message, target: { path: ["modified"], part: "value" } };
}

function* relatedForms(rule: LintedRule): Generator<Finding> {
  for (const [i, entry] of listOf(rule, "related")) {
    const target = { path: ["related", i], part: "value" } as const;
    const { id, type } = (entry !== null && typeof entry === "object" ? entry : {}) as Readonly<
      Record<string, unknown>
    >;
    if (typeof id !== "string" || !UUID.test(id))
      yield { message: `A related rule has the id ${quote(id)}, which is no UUID.`, target };
    else if (typeof type !== "string" || !RELATIONS.includes(type))
      yield {
        message: `A related rule has the type ${quote(type)}, which does not exist.`,
        hint: `It is one of ${RELATIONS.join(", ")}.`,
        target,
      };
    else if (id === rule.document["id"])
      yield { message: "The rule is related to itself.", target };
  }
}

function* references(rule: LintedRule): Generator<Finding> {
  for (const [i, reference] of listOf(rule, "references")) {
    if (typeof reference === "string" && /^(?:https?|ftp):\/\/[^\s/]/i.test(reference)) continue;
    const message = `The reference ${quote(reference)} is no URL.`;
    yield { message, target: { path: ["references", i], part: "value" } };
  }
}

function* falsePositives(rule: LintedRule): Generator<Finding> {
  for (const [i, text] of listOf(rule, "falsepositives")) {
    if (
      typeof text === "string" &&
      text.trim() !== "" &&
      !/^(?:none|no|n\/?a|-)\.?$/i.test(text.trim())
    )
      continue;
    const message = `The false positive ${quote(text)} says nothing.`;
    const hint = 'Where none is known, the convention is "Unknown" or "Unlikely".';
    yield { message, hint, target: { path: ["falsepositives", i], part: "value" } };
  }
}

export const METADATA_CHECKS: readonly Check[] = [
  {
    code: "lint/missing-id",
    severity: "warning",
    check: missing("id", "Without an id scenarios and exceptions hang on the file's name."),
  },
  {
    code: "lint/missing-level",
    severity: "warning",
    check: missing("level", "Without a level nobody can tell how much a match matters."),
  },
  {
    code: "lint/missing-description",
    severity: "warning",
    check: missing("description", "Say what is detected, and why that is suspicious."),
  },
  {
    code: "lint/missing-status",
    severity: "note",
    check: missing("status", "It is one of stable, test, experimental, deprecated, unsupported."),
  },
  {
    code: "lint/missing-date",
    severity: "note",
    check: missing("date", "Its form is YYYY-MM-DD."),
  },
  { code: "lint/missing-author", severity: "note", check: missing("author", "Say whom to ask.") },
  { code: "lint/short-description", severity: "note", check: shortDescription },
  { code: "lint/id-form", severity: "note", check: idForm },
  { code: "lint/date-form", severity: "warning", check: dateForms },
  { code: "lint/modified-before-date", severity: "warning", check: modifiedBeforeDate },
  { code: "lint/related-form", severity: "warning", check: relatedForms },
  { code: "lint/reference-form", severity: "note", check: references },
  { code: "lint/empty-false-positive", severity: "note", check: falsePositives },
];
