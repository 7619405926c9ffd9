import { ecsField, ecsFieldNames } from "../../../events/vocabularies/ecs/schema.ts";
import type { Schema } from "./schema.ts";

/** The Elastic Common Schema, with what Elastic's agents add to it. */
export const ECS_SCHEMA: Schema = {
  typeOf: (field) => ecsField(field)?.type,
  names: ecsFieldNames,
};
