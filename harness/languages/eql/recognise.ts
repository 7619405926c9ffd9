import type { SourceText } from "../../text/source.ts";

const FRONT_MATTER = /^---[ \t]*\r?\n[^]*?^---[ \t]*\r?$/m;
const BLANKS_AND_COMMENTS = /^(?:\s+|\/\/.*|\/\*[^]*?\*\/)*/;
/** How a query begins: `sequence`, `sample`, or the category of events and `where`. */
const QUERY = /^(?:sequence\b|sample\b|join\b|(?:[\w-]+|`[^`]+`|"[^"]+")\s+where\b)/;
const RULE_TABLE = /^\[rule\][ \t]*(?:#.*)?\r?$/m;

/** Whether a text holds EQL: a query, be it behind front matter, or one of Elastic's rules in TOML. */
export function recognisesEql({ text }: SourceText): boolean {
  return (
    isElasticToml(text) || QUERY.test(withoutFrontMatter(text).replace(BLANKS_AND_COMMENTS, ""))
  );
}

/** Whether a text is one of Elastic's rules in TOML. */
export function isElasticToml(text: string): boolean {
  return RULE_TABLE.test(text);
}

function withoutFrontMatter(text: string): string {
  return text.startsWith("---") ? text.replace(FRONT_MATTER, "") : text;
}
