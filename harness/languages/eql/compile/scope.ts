import type { FieldType } from "../../../events/field-type.ts";
import type { Span } from "../../../text/source.ts";
import type { Expression } from "../syntax/ast.ts";
import { addFault, type Fault, type FaultCode } from "../fault.ts";
import type { Schema } from "./schema.ts";

/** What the parts of a query are compiled against, and where their faults go. */
export interface Scope {
  /** The query, for labels. */
  readonly text: string;
  readonly schema: Schema;
  /**
   * Elastic Endpoint compares fields with each other, and texts with whatever a field holds, where
   * Elasticsearch refuses to.
   */
  readonly isEndpoint: boolean;
  /** How events of terms before this one are called. */
  readonly aliases: ReadonlySet<string>;
  /** What the searches around call the elements of their lists, with the `$`. */
  readonly variables: ReadonlySet<string>;
  /** The answers that are taken for given to what is asked of the lineage of processes. */
  readonly ancestries: ReadonlyMap<Expression, boolean>;
  /** What makes the query unusable. */
  readonly faults: Fault[];
  /** What does not. */
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

/** Returns the alias of which a field is, if it is one of an earlier event. */
export function aliasOf({ aliases }: Scope, field: string): string | undefined {
  const dot = field.indexOf(".");
  const alias = field.slice(0, Math.max(0, dot));
  return aliases.has(alias) ? alias : undefined;
}

/** Whether a field is one of an element that is searched for, or the element itself. */
export function isOfElement({ variables }: Scope, field: string): boolean {
  return field.startsWith("$") && variables.has(field.split(".", 1)[0]!);
}

/** Returns the type of a field, be it one of the event or of an earlier one. */
export function typeOfField(scope: Scope, field: string): FieldType | undefined {
  const alias = aliasOf(scope, field);
  return scope.schema.typeOf(alias === undefined ? field : field.slice(alias.length + 1));
}
