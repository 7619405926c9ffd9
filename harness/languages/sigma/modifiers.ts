/**
 * The modifiers of values, applied in the order in which they stand: each takes some kinds of value
 * and gives another. `all` and `neq` concern the values together and leave each as it is.
 *
 * @see Sigma specification, appendix "Sigma Modifiers"; pySigma, `sigma/modifiers.py`, which decides
 *   what may follow what
 */
import type { Comparison, Pattern, TimePart } from "../../matching/pattern.ts";
import { hasHostBits, parseNetwork, describeNetwork } from "../../matching/network.ts";
import { didYouMean } from "../../text/suggest.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { Span } from "../../text/source.ts";
import { toBase64, toBase64Offsets, toUtf16, toUtf16WithMark } from "./encodings.ts";
import { hasWildcards, mapTexts, openTo, plainText, type TextValue } from "./text-value.ts";
import { asText, type Value } from "./value.ts";
import { dashVariants, MAX_VARIANTS } from "./windash.ts";

/** Why a modifier cannot take a value. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
  /** The piece of the value (as it is written) that it is about. */
  readonly piece?: Span;
}

export interface Modifier {
  /** What it takes, as messages say it: `a text`. */
  readonly takes: string;
  /** Whether no other modifier may stand before it. */
  readonly first?: true;
  /** Whether it says something of a regular expression, and so stands after `re`. */
  readonly afterRe?: true;
  /** Whether it needs a field, and so cannot stand on keywords. */
  readonly field?: true;
  /** Returns the changed value, or `undefined` if the value is not of a kind that it takes. */
  apply(value: Value, problem: (problem: Problem) => void): Value | undefined;
}

type Apply = Modifier["apply"];
type Report = Parameters<Apply>[1];

/** A modifier of texts; numbers, `true` and `false` are taken as texts. */
function onText(change: (value: TextValue, problem: Report) => Value, more: Partial<Modifier> = {}): Modifier {
  return { takes: "a text", ...more, apply: (value, problem) => applyToText(value, (text) => change(text, problem)) };
}

function applyToText(value: Value, change: (value: TextValue) => Value): Value | undefined {
  const text = asText(value);
  return text.kind === "text" ? change(text) : undefined;
}

function pattern(pattern: Pattern): Value {
  return { kind: "pattern", pattern };
}

/** `contains`, `startswith` and `endswith`, which also say how fields are compared. */
function placing(how: "contains" | "startswith" | "endswith"): Modifier {
  const sides = { before: how !== "startswith", after: how !== "endswith" };
  return {
    takes: "a text, a regular expression or a reference to a field",
    apply(value, problem) {
      if (value.kind !== "pattern") return applyToText(value, (text) => openTo(text, sides));
      if (value.pattern.kind === "field") return pattern({ ...value.pattern, how: joined(value.pattern.how, how) });
      if (value.pattern.kind !== "regex") return undefined;
      if (how !== "contains") problem(unanchored(how));
      return value;
    },
  };
}

/** Both ends open is `contains`, in whatever order they were opened. */
function joined<How extends Extract<Pattern, { kind: "field" }>["how"]>(before: How | "equals", now: How) {
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

function onRegex(flag: "ignoreCase" | "multiline" | "dotAll"): Modifier {
  return {
    takes: "a regular expression",
    afterRe: true,
    apply(value) {
      if (value.kind !== "pattern" || value.pattern.kind !== "regex") return undefined;
      return pattern({ ...value.pattern, flags: { ...value.pattern.flags, [flag]: true } });
    },
  };
}

function comparing(operator: Comparison): Modifier {
  return {
    takes: "a number",
    apply: (value) =>
      value.kind === "number" ? pattern({ kind: "compare", operator, number: value.number }) : undefined,
  };
}

/** `from` and `to`, both included, are what the part of a time can be. */
function timing(part: TimePart, from: number, to: number): Modifier {
  return {
    takes: "a number",
    apply(value, problem) {
      if (value.kind !== "number") return undefined;
      const number = Math.trunc(value.number);
      if (number < from || number > to)
        problem({
          code: "sigma/never-holds",
          severity: "warning",
          message: `No time has the ${part} ${value.written}.`,
          hint: `It is a number from ${from} to ${to}.`,
        });
      return pattern({ kind: "time-part", part, number });
    },
  };
}

const encoding = (encode: (value: TextValue, problem: Report) => Value) =>
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
      message: "The text is too short for Base64 at any offset: one of its forms would be empty and fit everything.",
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

const cidr = onText(
  ({ written }, problem) => {
    const network = parseNetwork(written);
    if (!network) {
      problem({
        code: "sigma/bad-network",
        severity: "error",
        message: `"${written}" is no network.`,
        hint: 'A network is an IPv4 or IPv6 address with a prefix, as in "10.0.0.0/8" or "fe80::/10".',
      });
      return { kind: "null" };
    }
    if (hasHostBits(written))
      problem({
        code: "sigma/host-bits",
        severity: "warning",
        message: `"${written}" is an address within a network, and is read as ${describeNetwork(network)}.`,
      });
    return pattern({ kind: "network", network });
  },
  { first: true },
);

const exists: Modifier = {
  takes: "true or false, without quotes",
  first: true,
  field: true,
  apply(value) {
    if (value.kind !== "boolean") return undefined;
    return value.boolean ? pattern({ kind: "exists" }) : { kind: "absent" };
  },
};

const fieldref = onText(
  (value, problem) => {
    if (hasWildcards(value))
      problem({
        code: "sigma/modifier-value",
        severity: "error",
        message: "The name of a field cannot have wildcards.",
        hint: 'Let "contains", "startswith" or "endswith" follow "fieldref", not precede it.',
      });
    return pattern({ kind: "field", field: plainText(value), how: "equals", cased: value.cased });
  },
  { field: true },
);

const re = onText(
  ({ written }) =>
    pattern({ kind: "regex", source: written, flags: { ignoreCase: false, multiline: false, dotAll: false } }),
  { first: true },
);

/** pySigma takes only letters, digits and `_`; SigmaHQ has names with hyphens, which are no texts either. */
const PLACEHOLDER = /(?<!\\)%([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)%/gu;

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

function refusePlaceholders(written: string, problem: Report): void {
  for (const { 0: whole, 1: name, index } of written.matchAll(PLACEHOLDER))
    problem({
      code: "sigma/unresolved-placeholder",
      severity: "error",
      message: `The placeholder "${name}" has no values.`,
      hint: "Rules with placeholders cannot be used yet; without values the rule would mean something else.",
      piece: { start: index, end: index + whole.length },
    });
}

/** Modifiers of the values together. They are dealt with by whoever joins the values. */
const together: Modifier = { takes: "any value", apply: (value) => value };

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map(
  Object.entries({
    all: together,
    neq: together,
    contains: placing("contains"),
    startswith: placing("startswith"),
    endswith: placing("endswith"),
    exists,
    cased: onText((value) => ({ ...value, cased: true })),
    windash,
    re,
    i: onRegex("ignoreCase"),
    ignorecase: onRegex("ignoreCase"),
    m: onRegex("multiline"),
    multiline: onRegex("multiline"),
    s: onRegex("dotAll"),
    dotall: onRegex("dotAll"),
    base64,
    base64offset,
    utf16: onText(toUtf16WithMark),
    utf16le,
    wide: utf16le,
    utf16be: onText((value) => toUtf16(value, "be")),
    lt: comparing("lt"),
    lte: comparing("lte"),
    gt: comparing("gt"),
    gte: comparing("gte"),
    minute: timing("minute", 0, 59),
    hour: timing("hour", 0, 23),
    day: timing("day", 1, 31),
    week: timing("week", 1, 53),
    month: timing("month", 1, 12),
    year: timing("year", 1, 9999),
    cidr,
    expand,
    fieldref,
  } satisfies Record<string, Modifier>),
);

/** Returns the modifier of a name, or what the name may have been meant to be. */
export function modifierOf(name: string): Modifier | { readonly hint: string } {
  const known = MODIFIERS.get(name);
  if (known) return known;
  const near = didYouMean(name.trim(), MODIFIERS.keys());
  if (name === "") return { hint: 'One "|" stands between two names.' };
  return { hint: near ?? `Modifiers are ${[...MODIFIERS.keys()].join(", ")}.` };
}
