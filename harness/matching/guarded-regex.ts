import { indexForm } from "./index/literal.ts";
import { regexLiterals } from "./index/regex-literals.ts";
import type { Pattern } from "./pattern.ts";
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
  return (text) => {
    literals ??= regexLiterals(source, flags)?.map((literal) => literal.text) ?? NO_GUARD;
    if (literals !== NO_GUARD && !holdsOne(formOf(text), literals)) return false;
    regex ??= ready(source, flags);
    return regex.test(text);
  };
}

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
