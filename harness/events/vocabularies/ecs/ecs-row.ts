import type { LogEvent } from "../../event.ts";
import { SYSTEM_FIELDS } from "../../field-names/system.ts";
import type { FieldValue } from "../../field-value.ts";
import { isList } from "../../texts.ts";
import type { FieldTranslation, NEVER } from "../field-translation.ts";

/** A value that all events of a class have: one text, or a list of at least one. */
export interface EcsConstant {
  readonly value: string | readonly string[];
}

/** Where a field of ECS comes from: fields of the event, its class, or nowhere. */
export type EcsRow = FieldTranslation | EcsConstant | typeof NEVER;

/** Rows by the names of ECS. */
export type EcsTable = Readonly<Record<string, EcsRow>>;

/** What a text becomes; `undefined` if it has no meaning there. */
export type TextMap = (text: string) => string | readonly string[] | undefined;

/** Makes rows that are read from an event's data. A text that is blank counts as absent. */
export interface DataRows {
  /** The text as it stands, of the first source that has one. */
  readonly copied: (...sources: string[]) => FieldTranslation;
  /** The text in another form, of the first source that has one. */
  readonly mapped: (map: TextMap, ...sources: string[]) => FieldTranslation;
  /** The text of one field of the data; `undefined` if it is absent. */
  readonly text: (event: LogEvent, source: string) => string | undefined;
}

/** Returns the makers of rows for events of which these texts say nothing. An empty one never does. */
export function dataRows(isBlank: (text: string) => boolean = () => false): DataRows {
  const text = (event: LogEvent, source: string): string | undefined => {
    const found = dataText(event, source);
    return found === undefined || isBlank(found) ? undefined : found;
  };
  const mapped = (map: TextMap, ...sources: string[]): FieldTranslation =>
    computed(sources, (event) => {
      for (const source of sources) {
        const found = text(event, source);
        if (found !== undefined) return absentIfEmpty(map(found));
      }
      return undefined;
    });
  const copied = (...sources: string[]): FieldTranslation => mapped((found) => found, ...sources);
  return { copied, mapped, text };
}

/** A value that is read from several fields, of which each is enough. */
export function computed(
  sources: readonly string[],
  read: (event: LogEvent) => FieldValue | undefined,
): FieldTranslation {
  return {
    sources,
    read,
    isBlankAbsent: true,
    ...(sources.length > 1 && { isAlternatives: true }),
  };
}

/** A value made of several fields, which is absent if the first of them is. */
export function composed(
  sources: readonly string[],
  read: (event: LogEvent) => FieldValue | undefined,
): FieldTranslation {
  return { sources, read, isBlankAbsent: true };
}

/** A value of the event's `System` part. */
export function system(source: string, map: TextMap = (text) => text): FieldTranslation {
  return computed([source], (event) => {
    const found = systemText(event, source);
    return found === undefined ? undefined : absentIfEmpty(map(found));
  });
}

/** An empty text and an empty list are no value. */
export function absentIfEmpty(
  value: string | readonly string[] | undefined,
): string | readonly string[] | undefined {
  return value?.length === 0 ? undefined : value;
}

/** Returns a text of the event's `System` part, or `undefined`. */
export function systemText(event: LogEvent, source: string): string | undefined {
  const value = event.get(source);
  const first = isList(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

/** Returns a constant; nothing to say is `undefined`. */
export function constant(...texts: string[]): EcsConstant {
  return { value: texts.length === 1 ? texts[0]! : texts };
}

/** Names that `System` has too, in an event that has it: its value comes first. */
const SHADOWED: ReadonlySet<string> = new Set(SYSTEM_FIELDS);

/**
 * Returns a field of an event's data as Winlogbeat ships it: of several values the first, line ends
 * of Windows as plain ones, none at the end; an empty text is no value.
 */
function dataText(event: LogEvent, source: string): string | undefined {
  const value = event.get(source);
  if (typeof value === "string") return SHADOWED.has(source) ? undefined : shipped(value);
  if (!isList(value)) return undefined;
  for (let i = SHADOWED.has(source) ? 1 : 0; i < value.length; i++) {
    const item = value[i];
    const text = typeof item === "string" ? shipped(item) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function shipped(text: string): string | undefined {
  const plain = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  let end = plain.length;
  while (end > 0 && plain.charCodeAt(end - 1) === 0x0a) end--;
  return end === 0 ? undefined : plain.slice(0, end);
}
