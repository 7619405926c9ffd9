import type { Network } from "./network.ts";

/** What one value is asked. Text is compared without regard to letter case unless `cased`. */
export type Pattern =
  /** The whole value (`equals`), or a piece of it. */
  | {
      readonly kind: "equals" | "contains" | "startswith" | "endswith";
      readonly text: string;
      readonly cased: boolean;
    }
  /** The whole value, with wildcards. */
  | { readonly kind: "wildcard"; readonly parts: readonly WildcardPart[]; readonly cased: boolean }
  /** Found anywhere in the value; anchors are in the expression. Compiled by `regex.ts`. */
  | { readonly kind: "regex"; readonly source: string; readonly flags: RegexFlags }
  | { readonly kind: "network"; readonly network: Network }
  /** The value, read as a number. What is no number (hexadecimal included) holds for none of them. */
  | { readonly kind: "compare"; readonly operator: Comparison; readonly number: number }
  /** A part of the value, read as an ISO 8601 time in UTC. */
  | { readonly kind: "time-part"; readonly part: TimePart; readonly number: number }
  /** The field is absent, or is there without a value. An empty text is a value. */
  | { readonly kind: "null" }
  /** The field is there, be it empty or without a value. */
  | { readonly kind: "exists" }
  /** The value against that of another field of the same event; holds for none if either is absent. */
  | {
      readonly kind: "field";
      readonly field: string;
      readonly how: "equals" | "contains" | "startswith" | "endswith";
      readonly cased: boolean;
    };

export type WildcardPart = string | typeof ANY_TEXT | typeof ANY_CHARACTER;
/** Any number of characters, line breaks included. */
export const ANY_TEXT = 0;
/** Exactly one character. */
export const ANY_CHARACTER = 1;

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

export type Comparison = "lt" | "lte" | "gt" | "gte";
export type TimePart = "minute" | "hour" | "day" | "week" | "month" | "year";
