/** What forms of names in texts are made of. Each takes bounded time at each place of a text. */
import type { TakeName } from "./collect-names.ts";

/** A form in which names stand in texts. */
export interface NameForm {
  /** What every text in which the form occurs holds: most texts are ruled out by it. */
  readonly holds: RegExp;
  readonly form: RegExp;
  readonly take: (found: RegExpExecArray, take: TakeName) => void;
}

export const LETTER = String.raw`[\p{L}\p{N}]`;
/** A name of a machine or domain, with or without dots. */
export const HOST = String.raw`[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\.[\p{L}\p{N}_-]{1,63}){0,8}`;
/** An account without its domain; an apostrophe is part of it between letters. */
export const ACCOUNT = String.raw`(?:[^\s\\/:*?"<>|,;=+@\[\]()'{}&%$\x60\p{Cc}]|(?<=\p{L})'(?=\p{L})){1,64}\$?`;
/** Behind an account, so that no shorter one is found where a path goes on. */
export const ENDED = String.raw`(?=[\s:*?"<>|,;=+@\[\]()'{}&%\x60\p{Cc}]|$)`;
/** One that may stand behind an option: `$x`, `%x%` and further options are none. */
export const VALUE = String.raw`(?:"([^"\r\n$%]{1,128})"|'([^'\r\n$%]{1,128})'|([^\s"'$%\-/(<{\[,;|&)][^\s"'$%;|&()<>{}]{0,127}))`;

/** Files are named where names are, too. */
export const FILE =
  /\.(?:exe|dll|ps1|psm1|bat|cmd|vbs|js|txt|xml|zip|inf|ini|ocx|msi|sys|csv|log|json|ya?ml)$|^[a-z]:/i;

/** What is no word of a sentence: in scripts options stand in their descriptions, too. */
export const DELIBERATE = /[\d\\]|\p{L}[.@-]\p{L}|^\p{Lu}{4,}$/u;

const MACHINE = new RegExp(`^${HOST}\\$?$`, "u");

/** Whether a text has the form of the name of a machine. */
export function isMachineLike(text: string): boolean {
  return MACHINE.test(text) && !/^\d+$/.test(text);
}

/** Makes a form of the source of an expression. */
export function form(
  holds: RegExp,
  source: string,
  take: NameForm["take"],
  flags = "giu",
): NameForm {
  return { holds, form: new RegExp(source, flags), take };
}

/** Calls `take` for each name that stands in a text in one of the forms. */
export function takeForms(forms: readonly NameForm[], text: string, take: TakeName): void {
  for (const { holds, form: expression, take: takeFound } of forms)
    if (holds.test(text)) for (const found of text.matchAll(expression)) takeFound(found, take);
}
