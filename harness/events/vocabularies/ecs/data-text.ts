/** Texts of Windows events as Winlogbeat ships them. */
import type { ShownEvent } from "../../event.ts";
import { SYSTEM_FIELDS } from "../../field-names/system.ts";
import { isList } from "../../texts.ts";

/** Names that `System` has too, in an event that has it: its value comes first. */
const SHADOWED: ReadonlySet<string> = new Set(SYSTEM_FIELDS);

/**
 * Returns a field of an event's data as Winlogbeat ships it: of several values the first, line ends
 * of Windows as plain ones, none at the end; an empty text is no value.
 */
export function dataText(event: ShownEvent, source: string): string | undefined {
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

/** Returns a text of the event's `System` part, or `undefined`. */
export function systemText(event: ShownEvent, source: string): string | undefined {
  const value = event.get(source);
  const first = isList(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

/** Returns unnamed data by its place from 0, with plain line ends, or `undefined`. */
export function unnamedText(event: ShownEvent, source: string, place: number): string | undefined {
  const data = event.get(source);
  const found = isList(data) ? data[place] : data;
  return typeof found === "string" && found !== "" ? found.replaceAll("\r\n", "\n") : undefined;
}

/** An empty text and an empty list are no value. */
export function absentIfEmpty(
  value: string | readonly string[] | undefined,
): string | readonly string[] | undefined {
  return value?.length === 0 ? undefined : value;
}

/** Returns what reads a field of an event's data in which some texts say nothing. */
export function dataReader(
  blank: readonly string[] = [],
): (event: ShownEvent, source: string) => string | undefined {
  if (blank.length === 0) return dataText;
  const [first, second, ...others] = blank;
  return (event, source) => {
    const text = dataText(event, source);
    const isBlank =
      text === first || text === second || (text !== undefined && others.includes(text));
    return isBlank ? undefined : text;
  };
}
