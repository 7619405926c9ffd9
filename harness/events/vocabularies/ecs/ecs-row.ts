import type { NEVER, DataText, FieldTranslation, Transform } from "../field-translation.ts";
import type { TextMapName } from "../text-maps.ts";

/** A value that all events of a class have: one text, or a list of at least one. */
export interface EcsConstant {
  readonly value: string | readonly string[];
}

/** Where a field of ECS comes from: fields of the event, its class, or nowhere. */
export type EcsRow = FieldTranslation | EcsConstant | typeof NEVER;

/** Rows by the names of ECS. */
export type EcsTable = Readonly<Record<string, EcsRow>>;

/** Makes rows that are read from an event's data. */
export interface DataRows {
  /** The text as it stands, of the first source that has one. */
  readonly copied: (...sources: string[]) => FieldTranslation;
  /** The text in another form, of the first source that has one. */
  readonly mapped: (map: TextMapName, ...sources: string[]) => FieldTranslation;
}

/** Returns the makers of rows for events of which these texts say nothing. An empty one never does. */
export function dataRows(...blank: string[]): DataRows {
  const how: DataText = blank.length > 0 ? { blank } : {};
  return {
    copied: (...sources) => computed(sources, { transform: "data", ...how }),
    mapped: (map, ...sources) => computed(sources, { transform: "data", map, ...how }),
  };
}

/** A value that is read from several fields, of which each is enough. */
export function computed(sources: readonly string[], transform: Transform): FieldTranslation {
  return {
    sources,
    ...transform,
    isBlankAbsent: true,
    ...(sources.length > 1 && { isAlternatives: true }),
  };
}

/** A value made of several fields, which is absent if the first of them is. */
export function composed(sources: readonly string[], transform: Transform): FieldTranslation {
  return { sources, ...transform, isBlankAbsent: true };
}

/** A value of the event's `System` part. */
export function system(source: string, map?: TextMapName): FieldTranslation {
  return computed([source], { transform: "system", ...(map && { map }) });
}

/** Returns a constant; nothing to say is `undefined`. */
export function constant(...texts: string[]): EcsConstant {
  return { value: texts.length === 1 ? texts[0]! : texts };
}
