import type { FieldType } from "../../../events/field-type.ts";
import type { Origin } from "../../../matching/model/predicate.ts";
import type { RegexBudget } from "../../../matching/values/regex/regex-budget.ts";
import type { Span } from "../../../text/source.ts";
import type { Expression } from "../syntax/ast.ts";
import { addFault, type Fault, type FaultCode } from "../fault.ts";
import type { Schema } from "./schema.ts";

/** The names and types in scope where a piece of a query is compiled, and where its faults go. */
export interface Scope {
  /** The query, for labels. */
  readonly text: string;
  /** Where in the rule file a piece of the query stands. */
  readonly originOf: (span: Span) => Origin;
  readonly schema: Schema;
  /**
   * Elastic Endpoint compares fields with each other, and texts with whatever a field holds, where
   * Elasticsearch refuses to.
   */
  readonly isEndpoint: boolean;
  /** Names of earlier terms' events. */
  readonly aliases: ReadonlySet<string>;
  /** Element variables of the array searches around, with the `$`. */
  readonly variables: ReadonlySet<string>;
  /** The assumed answers to the ancestry conditions. */
  readonly ancestries: ReadonlyMap<Expression, boolean>;
  /** What the regular expressions of the query may cost together. */
  readonly regexes: RegexBudget;
  /** Errors: the query is unusable. */
  readonly faults: Fault[];
  /** Warnings: the query can be used. */
  readonly warnings: Fault[];
}

export function fail(
  { faults }: Scope,
  code: FaultCode,
  message: string,
  span: Span,
  hint?: string,
): null {
  return addFault(faults, code, message, span, hint);
}

export function warn(
  { warnings }: Scope,
  code: FaultCode,
  message: string,
  span: Span,
  hint?: string,
): void {
  addFault(warnings, code, message, span, hint);
}

/** Returns a piece of the query as it is written, on one line. */
export function written({ text }: Scope, { start, end }: Span): string {
  return text.slice(start, end).replace(/\s+/g, " ").trim();
}

/** Returns the alias in front of a field of an earlier term's event; undefined for other fields. */
export function aliasOf({ aliases }: Scope, field: string): string | undefined {
  const dot = field.indexOf(".");
  const alias = field.slice(0, Math.max(0, dot));
  return aliases.has(alias) ? alias : undefined;
}

/** Whether a name is the variable of an array search, or a field of its element. */
export function isOfElement({ variables }: Scope, field: string): boolean {
  return field.startsWith("$") && variables.has(field.split(".", 1)[0]!);
}

/** Returns the type of a field of the event, or of an earlier term's event. */
export function typeOfField(scope: Scope, field: string): FieldType | undefined {
  const alias = aliasOf(scope, field);
  return scope.schema.typeOf(alias === undefined ? field : field.slice(alias.length + 1));
}

/** Whether a name is that of an object, below which there are fields. */
export function isObjectField(field: string, scope: Scope): boolean {
  const alias = aliasOf(scope, field);
  const prefix = `${alias === undefined ? field : field.slice(alias.length + 1)}.`;
  for (const name of scope.schema.names()) if (name.startsWith(prefix)) return true;
  return false;
}
