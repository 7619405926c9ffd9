/**
 * The functions behind the names of transforms. A translation's reader is made once, when a name is bound
 * to a class; what it needs is looked up then, and not for each event.
 */
import type { FieldValue } from "../field-value.ts";
import { dataText } from "./ecs/data-text.ts";
import { ENDPOINT_TRANSFORMS } from "./ecs/endpoint/transforms.ts";
import { ECS_TRANSFORMS } from "./ecs/transforms.ts";
import { WINLOGBEAT_TRANSFORMS } from "./ecs/winlogbeat/transforms.ts";
import type { FieldTranslation, Transform } from "./field-translation.ts";
import { SIGMA_TRANSFORMS } from "./sigma/transforms.ts";
import { textMap } from "./text-maps.ts";
import type { FieldReader, TransformTable } from "./transform-table.ts";

export const TRANSFORMS: TransformTable<Transform["transform"]> = {
  copied({ sources: [source] }) {
    return (event) => event.get(source!);
  },
  mapped({ sources: [source], map: name }) {
    const map = textMap(name);
    return (event) => {
      const value = event.get(source!);
      return typeof value === "string" ? map(value) : value;
    };
  },
  original({ sources: [source] }) {
    return (event) => event.original?.get(source!);
  },
  either({ of }) {
    const readers = of.map(readerOf);
    return (event) => {
      let value: FieldValue | undefined;
      for (const read of readers) {
        value = read(event);
        if (value !== undefined && value !== null) return value;
      }
      return value;
    };
  },
  given({ sources: [source], of }) {
    const read = readerOf(of);
    return (event) => (dataText(event, source!) === undefined ? undefined : read(event));
  },
  ...SIGMA_TRANSFORMS,
  ...ECS_TRANSFORMS,
  ...WINLOGBEAT_TRANSFORMS,
  ...ENDPOINT_TRANSFORMS,
};

/** Returns what reads a translated field. */
export function readerOf(translation: FieldTranslation): FieldReader {
  // Each function takes the translations of its own name, which is where it stands in the table.
  const make = TRANSFORMS[translation.transform] as (one: FieldTranslation) => FieldReader;
  return make(translation);
}
