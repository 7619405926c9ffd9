import type { OriginalFields } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { isList } from "../../events/texts.ts";
import { fieldLayoutOf } from "../records/field-layout.ts";
import { find, leafPaths } from "./json-path.ts";
import type { JsonObject } from "./json-value.ts";

/**
 * Returns the fields of a document as Elasticsearch sees them: what has no value is not there.
 *
 * @param read gives the document, once it is asked for
 */
export function ecsOriginal(read: () => JsonObject): OriginalFields {
  let document: JsonObject | undefined;
  let fields: readonly string[] | undefined;
  return {
    get fields() {
      return (fields ??= fieldLayoutOf([...leafPaths((document ??= read()), true)]).fields);
    },
    get: (field) => withoutNulls(find((document ??= read()), field, 0)),
  };
}

function withoutNulls(value: FieldValue | undefined): FieldValue | undefined {
  if (value === null) return undefined;
  if (!isList(value)) return value;
  const found = flat(value);
  return found.length === 0 ? undefined : found;
}

function flat(values: readonly FieldValue[]): readonly FieldValue[] {
  if (!values.some((value) => value === null || isList(value))) return values;
  return values.flatMap((value) => (value === null ? [] : isList(value) ? flat(value) : [value]));
}
