import type { FieldType } from "../../../events/field-type.ts";
import { ecsField, ecsFieldNames } from "../../../events/vocabularies/ecs/schema.ts";

/** The fields that a query may name, and what they hold. */
export interface Schema {
  /** Returns the type of a field, or undefined if there is no such field. */
  typeOf(field: string): FieldType | undefined;
  /** Names to suggest. */
  names(): Iterable<string>;
}

/** The Elastic Common Schema, with what Elastic's agents add to it. */
export const ECS_SCHEMA: Schema = {
  typeOf: (field) => ecsField(field)?.type,
  names: ecsFieldNames,
};
