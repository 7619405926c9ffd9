/** Tags: namespaces, the forms of their names, letter case, repetitions. */
import { didYouMean } from "../../../../text/suggest.ts";
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import { listOf, type LintedRule } from "../linted-rule.ts";

/** @see Sigma specification, appendix "Tags" */
const NAMESPACES: Readonly<Record<string, { readonly form: RegExp; readonly example: string }>> = {
  attack: { form: /^[a-z0-9._-]+$/, example: "attack.t1059.001" },
  car: { form: /^\d{4}-\d{2}-\d{3}$/, example: "car.2016-04-005" },
  cve: { form: /^\d{4}-\d{4,}$/, example: "cve.2021-44228" },
  d3fend: { form: /^(?:d3-|d3f:)?[a-z][a-z-]*$/, example: "d3fend.d3-am" },
  detection: {
    form: /^(?:dfir|emerging-threats|threat-hunting)$/,
    example: "detection.threat-hunting",
  },
  stp: { form: /^[1-5](?:[auk])?$/, example: "stp.4a" },
  tlp: { form: /^(?:red|amber|amber-strict|green|white|clear)$/, example: "tlp.amber" },
};

/** A tag that has a namespace; loading warns of the others. */
interface Tag {
  readonly index: number;
  readonly text: string;
  readonly namespace: string;
  readonly name: string;
}

/** Returns the tags of a rule, in its order. */
export function tagsOf(rule: LintedRule): Tag[] {
  return listOf(rule, "tags").flatMap(([index, text]) => {
    if (typeof text !== "string" || !text.includes(".")) return [];
    const dot = text.indexOf(".");
    return [{ index, text, namespace: text.slice(0, dot), name: text.slice(dot + 1) }];
  });
}

/** Returns what points at a tag. */
export function tagTarget({ index }: Pick<Tag, "index">): Finding["target"] {
  return { path: ["tags", index], part: "value" };
}

function* unknownNamespaces(rule: LintedRule): Generator<Finding> {
  for (const tag of tagsOf(rule)) {
    const namespace = tag.namespace.toLowerCase();
    if (Object.hasOwn(NAMESPACES, namespace)) continue;
    const hint = didYouMean(namespace, Object.keys(NAMESPACES));
    // A namespace of one's own is allowed; one that is nearly a known one is a slip.
    if (hint === undefined) continue;
    const message = `The namespace ${quote(tag.namespace)} of the tag ${quote(tag.text)} is none that is known.`;
    yield { message, hint, target: tagTarget(tag) };
  }
}

function* wrongForms(rule: LintedRule): Generator<Finding> {
  for (const tag of tagsOf(rule)) {
    const namespace = tag.namespace.toLowerCase();
    const known = Object.hasOwn(NAMESPACES, namespace) ? NAMESPACES[namespace] : undefined;
    if (!known || known.form.test(tag.name.toLowerCase())) continue;
    const message = `The tag ${quote(tag.text)} has not the form of its namespace.`;
    yield { message, hint: `A tag of it is ${quote(known.example)}.`, target: tagTarget(tag) };
  }
}

function* upperCase(rule: LintedRule): Generator<Finding> {
  for (const tag of tagsOf(rule)) {
    if (tag.text === tag.text.toLowerCase()) continue;
    const message = `The tag ${quote(tag.text)} has upper-case letters, and tags are written in lower case.`;
    yield { message, hint: `Write ${quote(tag.text.toLowerCase())}.`, target: tagTarget(tag) };
  }
}

function* repetitions(rule: LintedRule): Generator<Finding> {
  const seen = new Set<string>();
  for (const tag of tagsOf(rule)) {
    const key = tag.text.toLowerCase();
    if (seen.has(key))
      yield { message: `The tag ${quote(tag.text)} stands twice.`, target: tagTarget(tag) };
    seen.add(key);
  }
}

export const TAG_CHECKS: readonly Check[] = [
  { code: "lint/unknown-tag-namespace", severity: "warning", check: unknownNamespaces },
  { code: "lint/tag-form", severity: "warning", check: wrongForms },
  { code: "lint/tag-case", severity: "warning", check: upperCase },
  { code: "lint/duplicate-tag", severity: "warning", check: repetitions },
];
