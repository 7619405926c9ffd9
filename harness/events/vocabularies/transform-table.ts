import type { ShownEvent } from "../event.ts";
import type { FieldValue } from "../field-value.ts";
import type { FieldTranslation, Transform } from "./field-translation.ts";

/** Reads a field of an event; `undefined` where it is absent. */
export type FieldReader = (event: ShownEvent) => FieldValue | undefined;

/** For each of some transforms, what makes the reader of a translation. */
export type TransformTable<Name extends Transform["transform"]> = {
  readonly [N in Name]: (
    translation: Extract<FieldTranslation, { readonly transform: N }>,
  ) => FieldReader;
};
