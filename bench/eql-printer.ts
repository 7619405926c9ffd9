/** Predicates over Sysmon 1 in Sigma's words → conditions of EQL, as far as the two say the same. */
import type { Pattern } from "../harness/matching/model/pattern.ts";
import { ANY_TEXT } from "../harness/matching/model/pattern.ts";
import type { Predicate } from "../harness/matching/model/predicate.ts";

/** Sigma's names for fields of Sysmon 1, and those of ECS for the same texts. */
const FIELDS: Readonly<Record<string, string>> = {
  Image: "process.executable",
  CommandLine: "process.command_line",
  CurrentDirectory: "process.working_directory",
  ParentImage: "process.parent.executable",
  ParentCommandLine: "process.parent.command_line",
  OriginalFileName: "process.pe.original_file_name",
  Company: "process.pe.company",
  Description: "process.pe.description",
  Product: "process.pe.product",
};

/**
 * Returns the condition, or null if it has something in it that EQL does not say in the same way:
 * another field, a regular expression, a text that looks like a wildcard, empty values, which ECS does
 * not have.
 */
export function printEql(predicate: Predicate): string | null {
  switch (predicate.kind) {
    case "constant":
      return String(predicate.value);
    case "not": {
      const inner = printEql(predicate.of);
      return inner && `not (${inner})`;
    }
    case "all":
    case "any": {
      const parts = predicate.of.map(printEql);
      if (parts.length === 0 || parts.includes(null)) return null;
      return `(${parts.join(predicate.kind === "all" ? " and " : " or ")})`;
    }
    case "test": {
      const field = Object.hasOwn(FIELDS, predicate.field) ? FIELDS[predicate.field] : undefined;
      const text = wildcardOf(predicate.pattern);
      return field !== undefined && text !== null ? `${field} like~ ${quoted(text)}` : null;
    }
    case "formula":
      return null;
  }
}

function wildcardOf(pattern: Pattern): string | null {
  switch (pattern.kind) {
    case "equals":
    case "contains":
    case "startswith":
    case "endswith": {
      const { kind, text, cased } = pattern;
      if (cased || text === "" || /[*?]/.test(text)) return null;
      const [before, after] = [
        kind === "contains" || kind === "endswith",
        kind === "contains" || kind === "startswith",
      ];
      return `${before ? "*" : ""}${text}${after ? "*" : ""}`;
    }
    case "wildcard": {
      const texts = pattern.parts.filter((part) => typeof part === "string");
      if (pattern.cased || texts.some((text) => /[*?]/.test(text))) return null;
      return pattern.parts
        .map((part) => (typeof part === "string" ? part : part === ANY_TEXT ? "*" : "?"))
        .join("");
    }
    default:
      return null;
  }
}

function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
  return `"${escaped.replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
}
