import type { LogSource } from "../../../events/log-sources/log-source.ts";
import type { Span } from "../../../text/source.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import type { Comparison } from "../../../matching/model/correlation.ts";
import type { Metadata } from "./metadata.ts";

/** A detection rule as one document writes it, checked for its structure, not yet compiled. */
export interface SigmaRule extends Metadata {
  readonly logSource: LogSource;
  /** By name, in the order of the document; `null` for one that is broken, which has been reported. */
  readonly selections: ReadonlyMap<string, Selection | null>;
  /** Several are alternatives. Each with its own path, for the spans inside it. */
  readonly conditions: readonly { readonly path: YamlPath; readonly condition: Condition }[];
}

/** The content of a search identifier. A map is `all` of its items, a list `any` of its elements. */
export type Selection = { readonly kind: "all" | "any"; readonly of: readonly Selection[] } | Item;

/** `field|modifier|…: values`, or a list of keywords. */
export interface Item {
  readonly kind: "item";
  /** The key as it is written, modifiers included; empty for keywords without a key. */
  readonly key: string;
  /** Where the item stands; its values are there, or below if they are a list. */
  readonly path: YamlPath;
  /** `null` for keywords, which any field may hold. */
  readonly field: string | null;
  readonly modifiers: readonly string[];
  readonly values: readonly Scalar[];
  /** Whether the values are written as a list. */
  readonly isList: boolean;
  /** The alternatives of values with placeholders, by the index of the value. */
  readonly forms?: ReadonlyMap<number, readonly string[]>;
}

/** A value as YAML gives it. */
export type Scalar = string | number | bigint | boolean | null;

/** Spans are offsets into the text of the condition. */
export type Condition =
  | { readonly kind: "or" | "and"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "selection"; readonly name: string; readonly span: Span }
  /** `1 of` (any) or `all of` the selections whose names fit a pattern; `them` is every name. */
  | {
      readonly kind: "selector";
      readonly of: "any" | "all";
      readonly pattern: string;
      readonly span: Span;
    };

export const CORRELATION_TYPES = [
  "event_count",
  "value_count",
  "temporal",
  "temporal_ordered",
  "value_sum",
  "value_avg",
  "value_percentile",
  "value_median",
] as const;
export type CorrelationType = (typeof CORRELATION_TYPES)[number];

/** The id or name of another rule, and where it is written. */
export interface RuleReference {
  readonly written: string;
  readonly path: YamlPath;
  /** In the text at `path`; absent for all of it. */
  readonly piece?: Span;
  /** The key at `path` is meant, not the value. */
  readonly isKey?: true;
}

/** A correlation rule as one document writes it, checked for its structure; what it refers to is not yet known. */
export interface SigmaCorrelation extends Metadata {
  readonly type: CorrelationType;
  /** Without repetitions, except for `temporal_ordered`. */
  readonly rules: readonly RuleReference[];
  readonly groupBy: readonly string[];
  readonly aliases: readonly Alias[];
  readonly seconds: number;
  /** Absent for a temporal correlation: all rules must match. */
  readonly condition?: CorrelationCondition;
  /** Whether the rules it refers to have matches of their own as well. */
  readonly generate: boolean;
}

/** A name that stands for a field of another name in the events of each rule. */
export interface Alias {
  readonly name: string;
  readonly fields: readonly { readonly rule: RuleReference; readonly field: string }[];
}

export type CorrelationCondition =
  | {
      readonly kind: "numbers";
      readonly comparisons: readonly Comparison[];
      /** Empty where none is needed. */
      readonly fields: readonly string[];
      readonly percentile: number;
    }
  /** Its selections are names of rules. */
  | { readonly kind: "rules"; readonly condition: Condition };

/** A filter as one document writes it: a further condition for the rules it names. */
export interface SigmaFilter extends Pick<SigmaRule, "selections" | "conditions" | "logSource"> {
  /** Null for all rules of the log source. */
  readonly rules: readonly RuleReference[] | null;
}
