import type { FieldTranslation } from "./field-translation.ts";

/**
 * What a rule's name for a field means in the events of one class. Plain data: a copy of it means the
 * same, in another thread too.
 *
 * `field`: a value made of `sources`, fields of the event; `constant`: the same in every event of
 * the class, one text or a list of at least one; `never`: nothing that this sensor supplies; `any`:
 * all fields of the event.
 */
export type FieldBinding =
  | ({ readonly kind: "field" } & FieldTranslation)
  | { readonly kind: "constant"; readonly value: string | readonly string[] }
  | { readonly kind: "never" }
  | { readonly kind: "any" };
