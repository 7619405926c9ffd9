import { indexForm } from "../index-form.ts";
import { regexLiterals } from "./regex-literals.ts";
import type { Pattern } from "../../model/pattern.ts";
import { compileRegex, type Regex } from "./regex.ts";

/**
 * Returns the test of a regular expression, which is asked last: a text that holds none of the
 * expression's literals cannot match, and until one holds some the expression is not even compiled. It
 * must be one that `compileRegex` takes.
 */
export function guardedRegex({
  source,
  flags,
}: Extract<Pattern, { kind: "regex" }>): (text: string) => boolean {
  let literals: readonly string[] | undefined;
  let regex: Regex | undefined;
  const answers = new Map<string, boolean>();
  return (text) => {
    literals ??= regexLiterals(source, flags)?.map((literal) => literal.text) ?? NO_GUARD;
    if (literals !== NO_GUARD && !holdsOne(formOf(text), literals)) return false;
    if (text.length > LONGEST_REMEMBERED) return (regex ??= ready(source, flags)).test(text);
    let found = answers.get(text);
    if (found === undefined) {
      if (answers.size >= MOST_REMEMBERED) answers.clear();
      answers.set(text, (found = (regex ??= ready(source, flags)).test(text)));
    }
    return found;
  };
}

/** Answers are remembered, for the same names and command lines come again and again. */
const MOST_REMEMBERED = 256;
const LONGEST_REMEMBERED = 512;

const NO_GUARD: readonly string[] = [];

function holdsOne(form: string, literals: readonly string[]): boolean {
  for (let i = 0; i < literals.length; i++) if (form.includes(literals[i]!)) return true;
  return false;
}

function ready(source: string, flags: Parameters<typeof compileRegex>[1]): Regex {
  const regex = compileRegex(source, flags);
  if ("error" in regex) throw new Error(`uncompilable regex got past loading: ${regex.error}`);
  return regex;
}

/** Of the text that was asked for last: rules have several expressions for one value. */
let last = "";
let form = "";

function formOf(text: string): string {
  if (text !== last) [last, form] = [text, indexForm(text)];
  return form;
}
