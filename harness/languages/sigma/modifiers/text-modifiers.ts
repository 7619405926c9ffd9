/** Modifiers that anchor a text, encode it, or make variants of it. */
import type { Pattern } from "../../../matching/model/pattern.ts";
import { PLACEHOLDER } from "./placeholders.ts";
import { toBase64, toBase64Offsets, toUtf16, toUtf16WithMark } from "./encodings.ts";
import {
  applyToText,
  onText,
  pattern,
  type Modifier,
  type Problem,
  type ReportProblem,
} from "./modifier.ts";
import { hasWildcards, mapTexts, openTo, plainText, type SigmaString } from "./sigma-string.ts";
import type { SigmaValue } from "./sigma-value.ts";
import { dashVariants, MAX_VARIANTS } from "./windash.ts";

/** `contains`, `startswith` and `endswith`, which also say how fields are compared. */
function placing(how: "contains" | "startswith" | "endswith"): Modifier {
  const sides = { before: how !== "startswith", after: how !== "endswith" };
  return {
    takes: "a text, a regular expression or a reference to a field",
    apply(value, problem) {
      if (value.kind !== "pattern") return applyToText(value, (text) => openTo(text, sides));
      if (value.pattern.kind === "field")
        return pattern({ ...value.pattern, how: joined(value.pattern.how, how) });
      if (value.pattern.kind !== "regex") return undefined;
      if (how !== "contains") problem(unanchored(how));
      return value;
    },
  };
}

/** Both ends open is `contains`, in whatever order they were opened. */
function joined<How extends Extract<Pattern, { kind: "field" }>["how"]>(
  before: How | "equals",
  now: How,
) {
  return before === "equals" || before === now ? now : "contains";
}

function unanchored(how: "startswith" | "endswith"): Problem {
  const [sign, end] = how === "startswith" ? ["^", "start"] : ["$", "end"];
  return {
    code: "sigma/unanchored",
    severity: "warning",
    message: `"${how}" does not bind a regular expression to the ${end} of the value, which is searched as a whole.`,
    hint: `Write "${sign}" into the expression instead.`,
  };
}

const encoding = (encode: (value: SigmaString, problem: ReportProblem) => SigmaValue) =>
  onText((value, problem) => {
    if (!hasWildcards(value)) return encode(value, problem);
    problem({
      code: "sigma/not-encodable",
      severity: "error",
      message: "A text with wildcards cannot be encoded in Base64.",
      hint: 'A "*" or "?" that is meant as such is written "\\*" or "\\?".',
    });
    return value;
  });

const base64offset = encoding((value, problem) => {
  const forms = toBase64Offsets(plainText(value), value.bytes);
  if (forms.includes(""))
    problem({
      code: "sigma/not-encodable",
      severity: "error",
      message:
        "The text is too short for Base64 at any offset: one of its forms would be empty and fit everything.",
      hint: "Write at least two letters.",
    });
  return { kind: "variants", of: forms.map((form) => ({ ...value, parts: [form], bytes: false })) };
});

const base64 = encoding((value) => {
  const form = toBase64(plainText(value), value.bytes);
  return { ...value, parts: form === "" ? [] : [form], bytes: false };
});

const utf16le = onText((value) => toUtf16(value, "le"));

const windash = onText((value, problem) => {
  const variants = dashVariants(value);
  if (variants) return { kind: "variants", of: variants };
  problem({
    code: "sigma/too-many-variants",
    severity: "error",
    message: `With each dash in five forms the text has more than ${MAX_VARIANTS} variants.`,
    hint: "Cut it into several texts, each with fewer switches.",
  });
  return value;
});

const expand: Modifier = {
  takes: "a text or a regular expression",
  apply(value, problem) {
    if (value.kind === "pattern") {
      if (value.pattern.kind !== "regex") return undefined;
      refusePlaceholders(value.pattern.source, problem);
      return pattern({ ...value.pattern, source: value.pattern.source.replaceAll("\\%", "%") });
    }
    return applyToText(value, (text) => {
      refusePlaceholders(text.written, problem);
      return mapTexts(text, (part) => part.replaceAll("\\%", "%"));
    });
  },
};

function refusePlaceholders(written: string, problem: ReportProblem): void {
  for (const { 0: whole, 1: name, index } of written.matchAll(PLACEHOLDER))
    problem({
      code: "sigma/unresolved-placeholder",
      severity: "error",
      message: `The placeholder "${name}" has no values.`,
      hint: "Give it a list of values in a file, with --placeholders; without them the rule would mean something else.",
      piece: { start: index, end: index + whole.length },
    });
}

/** By name. */
export const TEXT_MODIFIERS = {
  contains: placing("contains"),
  startswith: placing("startswith"),
  endswith: placing("endswith"),
  cased: onText((value) => ({ ...value, cased: true })),
  windash,
  expand,
  base64,
  base64offset,
  utf16: onText(toUtf16WithMark),
  utf16le,
  wide: utf16le,
  utf16be: onText((value) => toUtf16(value, "be")),
} satisfies Record<string, Modifier>;
