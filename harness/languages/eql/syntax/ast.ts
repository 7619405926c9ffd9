import type { Span } from "../../../text/source.ts";

/** A query as it is written. All spans are offsets into the text of the query. */
export interface Query {
  readonly statement: Statement;
  /** What is done with the results, in this order. */
  readonly pipes: readonly Pipe[];
}

export type Statement =
  | { readonly kind: "event"; readonly filter: EventFilter }
  | {
      readonly kind: "sequence";
      /** Join keys that all terms share. */
      readonly by: readonly Expression[];
      readonly maxspan: Maxspan | null;
      readonly terms: readonly Term[];
      readonly until: Term | null;
      readonly span: Span;
    }
  | {
      readonly kind: "sample";
      readonly by: readonly Expression[];
      readonly terms: readonly Term[];
      readonly span: Span;
    };

/** `category where condition`. */
export interface EventFilter {
  /** `null` for `any`. */
  readonly category: Name | null;
  readonly condition: Expression;
  readonly span: Span;
}

/** `[ filter ] by keys with runs=n as alias`, or, if it must not occur, `![ filter ]`. */
export interface Term {
  readonly filter: EventFilter;
  /** Join keys of this term alone, which follow the shared ones. */
  readonly by: readonly Expression[];
  readonly isMissing: boolean;
  /** How many times in a row; 1 if it does not say. */
  readonly runs: number;
  /** By which later terms call this one's event (Elastic Endpoint). */
  readonly alias: Name | null;
  readonly span: Span;
}

export interface Maxspan {
  readonly milliseconds: number;
  readonly span: Span;
}

export interface Pipe {
  readonly name: "head" | "tail";
  readonly count: number;
  readonly span: Span;
}

/** A name or text with its place; escapes are resolved, quotes are gone. */
export interface Name {
  readonly name: string;
  readonly span: Span;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
/** Operators between an expression and a text or list of texts; a final `~` ignores letter case. */
export type TextOperator = ":" | "like" | "like~" | "regex" | "regex~";

/** At most about a thousand deep, so that it can be walked by recursion; lists are of any length. */
export type Expression =
  | { readonly kind: "null"; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "text"; readonly value: string; readonly span: Span }
  /** A whole number of 64 bits with a sign; a larger one is a decimal, as in Elasticsearch. */
  | { readonly kind: "integer"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "decimal"; readonly value: number; readonly span: Span }
  /**
   * `?a.b`, `$entry.b` (the variable of an `_arraysearch` is its name with the `$`), `event0.a.b`
   * (the field of an earlier term's event is its name behind the term's).
   */
  | {
      readonly kind: "field";
      readonly name: string;
      readonly isOptional: boolean;
      readonly span: Span;
    }
  | { readonly kind: "and" | "or"; readonly of: readonly Expression[]; readonly span: Span }
  | { readonly kind: "not"; readonly of: Expression; readonly span: Span }
  | {
      readonly kind: "comparison";
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  /** `:`, `like`, `regex`, each with one text or a list of them. */
  | {
      readonly kind: "match";
      readonly operator: TextOperator;
      readonly of: Expression;
      readonly patterns: readonly Expression[];
      readonly span: Span;
    }
  /** `in`, `not in`, `in~`, `not in~`. */
  | {
      readonly kind: "in";
      readonly of: Expression;
      readonly values: readonly Expression[];
      readonly isNegated: boolean;
      readonly ignoreCase: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/" | "%";
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | { readonly kind: "negative"; readonly of: Expression; readonly span: Span }
  /** Function names are in lower case: they are matched without regard to it. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly nameSpan: Span;
      readonly ignoreCase: boolean;
      readonly arguments: readonly Expression[];
      readonly span: Span;
    }
  /** `descendant of [ … ]`, `child of [ … ]`, `event of [ … ]`. */
  | {
      readonly kind: "ancestry";
      readonly relation: "descendant" | "child" | "event";
      readonly of: EventFilter;
      readonly span: Span;
    };
