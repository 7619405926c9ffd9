/**
 * The modifiers of values, applied in the order in which they stand: each takes some kinds of value
 * and gives another. `all` and `neq` concern the values together and leave each as it is.
 *
 * @see Sigma specification, appendix "Sigma Modifiers"; pySigma, `sigma/modifiers.py`, which decides
 *   what may follow what
 */
import { describeNetwork, hasHostBits, parseNetwork } from "../../../matching/values/network.ts";
import type { Comparison, TimePart } from "../../../matching/model/pattern.ts";
import { didYouMean } from "../../../text/suggest.ts";
import { onText, pattern, type Modifier } from "./modifier.ts";
import { TEXT_MODIFIERS } from "./text-modifiers.ts";
import { hasWildcards, plainText } from "./sigma-string.ts";

const re = onText(
  ({ written }) =>
    pattern({
      kind: "regex",
      source: written,
      flags: { ignoreCase: false, multiline: false, dotAll: false },
    }),
  { first: true },
);

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
      value.kind === "number"
        ? pattern({ kind: "compare", operator, number: value.number })
        : undefined,
  };
}

/** Returns the modifier of a part of a time, whose values are `from` to `to`, both included. */
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

/** Modifiers of all values together, which `compile-item.ts` applies when it joins the values. */
const together: Modifier = { takes: "any value", apply: (value) => value };

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map(
  Object.entries({
    all: together,
    neq: together,
    ...TEXT_MODIFIERS,
    exists,
    re,
    i: onRegex("ignoreCase"),
    ignorecase: onRegex("ignoreCase"),
    m: onRegex("multiline"),
    multiline: onRegex("multiline"),
    s: onRegex("dotAll"),
    dotall: onRegex("dotAll"),
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
