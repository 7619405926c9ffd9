/** What one value is tested for. Text is compared without regard to letter case unless `cased`. */
export type Pattern =
  /** The whole value (`equals`), or a piece of it. */
  | {
      readonly kind: "equals" | "contains" | "startswith" | "endswith";
      readonly text: string;
      readonly cased: boolean;
    }
  /** The whole value, with wildcards. */
  | { readonly kind: "wildcard"; readonly parts: readonly WildcardPart[]; readonly cased: boolean }
  /** Found anywhere in the value; anchors are in the expression. Compiled by `values/regex/regex.ts`. */
  | { readonly kind: "regex"; readonly source: string; readonly flags: RegexFlags }
  /**
   * An address in the network; what is none is in none. One network of a whole address is that
   * address, however it is written. `mapped`: an IPv4 address that is written as IPv6
   * (`::ffff:10.1.2.3`) is the IPv4 address, in the value and in the network.
   */
  | { readonly kind: "network"; readonly network: Network; readonly mapped?: true }
  /**
   * The value, read as a number. What is no number (hexadecimal included) holds for none of them.
   * A whole number of more than 53 bits stands as its decimal digits, with a `-` if it is below
   * zero, and is compared in all of them.
   */
  | {
      readonly kind: "compare";
      readonly operator: Comparison | "eq";
      readonly number: number | string;
    }
  /** The value, as a text, before or after another in the order of code points. */
  | {
      readonly kind: "order";
      readonly operator: Comparison;
      readonly text: string;
      readonly cased: boolean;
    }
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

/** Text as it stands, or a wildcard. */
export type WildcardPart = string | typeof ANY_TEXT | typeof ANY_CHARACTER;
/** Any number of characters, line breaks included. */
export const ANY_TEXT = 0;
/** Exactly one character. */
export const ANY_CHARACTER = 1;

/** Flags of a regular expression: letter case, `^` and `$` at lines, and `.` for line breaks. */
export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** Operators that compare by order. */
export type Comparison = "lt" | "lte" | "gt" | "gte";
/** Parts of a time in UTC; `week` is the week of ISO 8601. */
export type TimePart = "minute" | "hour" | "day" | "week" | "month" | "year";

/** Patterns that look at one text, and nothing else of the event. */
export type TextPattern = Exclude<Pattern, { kind: "null" | "exists" | "field" }>;

/** A block of IP addresses, e.g. `10.0.0.0/8`: its first bytes, of which `prefix` bits count. */
export interface Network {
  readonly version: 4 | 6;
  readonly bytes: readonly number[];
  readonly prefix: number;
}
