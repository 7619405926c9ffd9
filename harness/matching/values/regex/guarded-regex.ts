import { keepingLast } from "../../../caches/last-answer.ts";
import { indexForm } from "../index-form.ts";
import { regexLiterals } from "./regex-literals.ts";
import type { Pattern } from "../../model/pattern.ts";
import { RegexAnswers, type Answers } from "./regex-answers.ts";
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
  const answers: Answers = new Map();
  return (text) => {
    literals ??= regexLiterals(source, flags)?.map((literal) => literal.text) ?? NO_GUARD;
    if (literals !== NO_GUARD && !holdsOne(indexFormOf(text), literals)) return false;
    if (text.length > LONGEST_CACHED) return (regex ??= ready(source, flags)).test(text);
    let found = answers.get(text);
    if (found === undefined) {
      found = (regex ??= ready(source, flags)).test(text);
      allAnswers.add(answers, text, found);
    }
    return found;
  };
}

/** In UTF-16 units: answers for longer texts are not kept. */
const LONGEST_CACHED = 512;
const allAnswers = new RegexAnswers();

/** Rules have several expressions for one value. */
const indexFormOf = keepingLast(indexForm);

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
