import type { TextMapName } from "./text-maps.ts";

/** What a value is made of. */
export interface FieldSources {
  /** The fields of the event that the value is made of; the value is absent if the first of them is. */
  readonly sources: readonly string[];
  /** The sources are alternatives: the value is absent only if all of them are. */
  readonly isAlternatives?: true;
  /** Where the source has no text, the value is absent. */
  readonly isBlankAbsent?: true;
}

/**
 * How the value is made of its sources: the name of a function in `transforms.ts`, and what that is told.
 * It is data, so that what rules are bound to can be copied, to another thread too; and it names every
 * field that is read.
 */
export type Transform =
  /** The value of the first source as it stands. */
  | { readonly transform: "copied" }
  /** The same; a text in another form. */
  | { readonly transform: "mapped"; readonly map: TextMapName }
  /** The value of that name in the schema in which the event was recorded. */
  | { readonly transform: "original" }
  /** The first of several values that is there. */
  | { readonly transform: "either"; readonly of: readonly FieldTranslation[] }
  /** Another value, where the first source has a text. */
  | { readonly transform: "given"; readonly of: FieldTranslation }
  | SigmaTransform
  | EcsTransform;

/** See `sigma/transforms.ts`. */
type SigmaTransform =
  /** A name and its domain, as `DOMAIN\name`. */
  | { readonly transform: "account" }
  /** The name of a registry key and that of a value, as Sysmon's one path. */
  | { readonly transform: "registryPath" }
  /** What was written to the registry and the code of its type, as Sysmon's details. */
  | { readonly transform: "registryDetails" }
  /** The field of this name, or what follows it in a line `name=value` of unnamed data. */
  | { readonly transform: "line"; readonly name: string };

/** See `ecs/transforms.ts` and those of its folders. */
type EcsTransform =
  /** The text of the first source among the event's data that has one, in another form. */
  | ({ readonly transform: "data" } & DataText)
  /** A text of the event's `System` part, in another form. */
  | { readonly transform: "system"; readonly map?: TextMapName }
  /** The text of the first source, or unnamed data by its place, from 1. */
  | { readonly transform: "unnamed"; readonly place: number }
  /** A list of all texts of these fields of the data, each once. */
  | {
      readonly transform: "union";
      readonly of: readonly { readonly source: string; readonly map?: TextMapName }[];
      readonly blank?: readonly string[];
    }
  /** When the event was logged. */
  | { readonly transform: "time" }
  /** When the event happened: the first source, a time in UTC, or else when it was logged. */
  | { readonly transform: "utcTime" }
  /** A folder and a name in it as one path. */
  | { readonly transform: "path" }
  /** A field that stands in a text among the event's data. */
  | ({ readonly transform: "held" } & HeldText)
  /** A part of what PowerShell says of a pipeline. */
  | {
      readonly transform: "invocationDetails";
      readonly part: "types" | "relatedCommands" | "names" | "values";
      /** Of the text among unnamed data, from 0; it is the source's if it is left out. */
      readonly place?: number;
    }
  /** What an account may, as a list where the pipeline could read the value in another field. */
  | { readonly transform: "accountControl"; readonly flags: string }
  /** What became of a signature, and whether there was one. */
  | { readonly transform: "signatureStatus" }
  /** The key or the value of a registry path, which is of a value if another field says so. */
  | { readonly transform: "registryObjectKey"; readonly type: string }
  | { readonly transform: "registryObjectValue"; readonly type: string };

/** How a text is read from an event's data. */
export interface DataText {
  readonly map?: TextMapName;
  /** Texts that say nothing: the field counts as absent. */
  readonly blank?: readonly string[];
}

/**
 * A field that stands in a text among the event's data, which the first source holds, or else among the
 * data itself: the first of the further sources that has a text.
 */
export interface HeldText {
  readonly map?: TextMapName;
  /** Of the text among unnamed data, from 0; it is the source's if it is left out. */
  readonly place?: number;
  /** Another such field, without which the value is absent. */
  readonly given?: string;
}

/** How a log source's name for a field is read from the events of a class. Plain data. */
export type FieldTranslation = FieldSources & Transform;

/** The sensor has nothing that would answer to the name. */
export const NEVER = "never";

export type TranslationRow = FieldTranslation | typeof NEVER;
export type TranslationTable = Readonly<Record<string, TranslationRow>>;

/** The same value under another name. */
export function renamed(source: string): FieldTranslation {
  return { sources: [source], transform: "copied" };
}

/** A value under another name and in another form. A list of forms holds for a test if one of them does. */
export function mapped(source: string, map: TextMapName): FieldTranslation {
  return { sources: [source], transform: "mapped", map };
}

/** Names that have no counterpart. */
export function never(...names: string[]): TranslationTable {
  return Object.fromEntries(names.map((name) => [name, NEVER]));
}
