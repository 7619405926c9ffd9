import type { LogSource } from "../../events/log-source.ts";
import type { Level } from "../../matching/rule.ts";
import type { Span } from "../../text/source.ts";
import type { YamlPath } from "../../text/yaml.ts";

/** A detection rule as one document writes it, checked in shape, not yet compiled. */
export interface SigmaRule {
  readonly id: string | null;
  readonly title: string;
  readonly level: Level | null;
  /** ATT&CK ids in upper case, without repetitions, in the order of the tags. */
  readonly techniques: readonly string[];
  readonly logSource: LogSource;
  /** By name, in the order of the document; `null` for one that is broken, which has been reported. */
  readonly selections: ReadonlyMap<string, Selection | null>;
  /** Several are alternatives. Each with its own path, for the spans inside it. */
  readonly conditions: readonly { readonly path: YamlPath; readonly condition: Condition }[];
}

/** What stands under a search identifier. A map is `all` of its items, a list `any` of its elements. */
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
