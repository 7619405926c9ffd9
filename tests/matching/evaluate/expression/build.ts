import type { FieldType } from "../../../../harness/events/field-type.ts";
import type { Expression } from "../../../../harness/matching/model/expression.ts";
import { literalOf, type Value } from "../../../../harness/matching/values/value.ts";

/** Short forms to write expressions in rows. A value stands for its literal. */
export const call = (name: string, ...of: readonly (Value | Expression)[]): Expression => ({
  kind: "call",
  name,
  of: of.map((one) => (typeof one === "object" && one !== null ? one : literalOf(one))),
});
export const field = (name: string, type: FieldType = "keyword"): Expression => ({
  kind: "field",
  field: name,
  type,
});
export const any = (of: Expression): Expression => ({ kind: "any", of });
/** A search for an element of a list, which `where` calls `it`. */
export const some = (list: string, where: Value | Expression): Expression => ({
  kind: "some",
  of: { kind: "field", field: list, type: "keyword" },
  variable: "it",
  where: typeof where === "object" && where !== null ? where : literalOf(where),
});
