/**
 * Whether the data of a Windows event was understood. An event whose class is known to carry fields, and
 * which holds its data in a form that is not known, would look like one without any: rules would fire on
 * what they take to be absent. Such a record is malformed, and says so.
 */
import { fieldNames } from "../../events/field-names/field-names.ts";
import { SYSTEM_FIELDS } from "../../events/field-names/system.ts";
import { localName, walkFields, type EventElement, type TextOps } from "./event-fields.ts";

/** Thrown where a record of a known shape holds its data in a form that is not known. */
export class UnreadData extends Error {
  override readonly name = "UnreadData";

  /** @param part of the record that was not understood, as the record names it */
  constructor(part: string) {
    super(
      `The data of the event was not understood: it is held by "${part}" in a form that is not known`,
    );
  }
}

/** What the log service writes where it could not lay out an event's data. */
const PROCESSING_ERROR = "ProcessingErrorData";
/** Parts that have their data in elements, never as a text of their own. */
const OF_ELEMENTS = new Set(["EventData", "UserData"]);

const SYSTEM = new Set(SYSTEM_FIELDS);
/** Names of the class's fields that recorders also give to what is no data. */
const AMBIGUOUS = new Set(
  "Description ID Name Payload ProcessId Properties Session State Status ThreadId Type User UserData".split(
    " ",
  ),
);

const fieldsOfRow = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/**
 * Returns the names of which an event of a class has at least one if its data was understood; undefined
 * where no table tells.
 */
export function tellingFields(
  channel: string | undefined,
  eventId: string | undefined,
): ReadonlySet<string> | undefined {
  if (channel === undefined || eventId === undefined) return undefined;
  const names = fieldNames(channel, Number(eventId));
  if (!names) return undefined;
  let telling = fieldsOfRow.get(names);
  if (!telling) {
    telling = new Set([...names].filter((name) => !SYSTEM.has(name) && !AMBIGUOUS.has(name)));
    fieldsOfRow.set(names, telling);
  }
  return telling.size > 0 ? telling : undefined;
}

/**
 * Returns the name of the part that holds an event's data in a form that is not known, or null. Asks only
 * what `walkFields` asks, or is asked of the event's class and of texts that stand in no field.
 *
 * @param fields what the walk found: names, and their texts
 */
export function unreadPart<T>(
  event: EventElement<T>,
  ops: TextOps<T>,
  fields: readonly (readonly [name: string, value: T])[],
): string | null {
  const parts = event.children.map((part) => ({ part, name: localName(part.name) }));
  if (parts.filter(({ name }) => name === "EventData").length > 1) return "EventData";
  for (const { part, name } of parts) {
    if (name === PROCESSING_ERROR) return name;
    if (!OF_ELEMENTS.has(name)) continue;
    if (part.children.length === 0 && part.value !== undefined && !ops.isBlank(part.value))
      return name;
    if (name === "EventData" && part.children.some(isUnnamedPair)) return "EventData/Data";
  }
  return unreadByClass(event, ops, fields);
}

/** `<Data><Name>Image</Name><Value>…</Value></Data>` and `<Data name="Image">…</Data>` */
function isUnnamedPair<T>({ name, attributes, children }: EventElement<T>): boolean {
  if (localName(name) !== "Data") return false;
  return (
    children.length > 0 ||
    attributes.some((attribute) => attribute.name !== "Name" && /^.?name$/i.test(attribute.name))
  );
}

/**
 * Names that say nothing of the values under them: those of elements without a name of their own, and of
 * the halves of a pair.
 */
const NAMELESS =
  /^(?:Data|Binary|BinaryEventData|DebugData|Param|Property|Field|Name|Key|Value|Content|Text)$/i;

/** An event of a class with known fields has none of them, and what it holds has no names. */
function unreadByClass<T>(
  event: EventElement<T>,
  ops: TextOps<T>,
  fields: readonly (readonly [name: string, value: T])[],
): string | null {
  const text = (wanted: string): string | undefined => {
    const found = fields.find(([name]) => name === wanted);
    return found && ops.textOf(found[1]);
  };
  const telling = tellingFields(text("Channel"), text("EventID"));
  if (!telling || fields.some(([name]) => telling.has(name))) return null;
  const parts = event.children.filter((part) => localName(part.name) !== "System");
  const names: string[] = [];
  walkFields({ ...event, children: parts }, ops, (name) => names.push(name));
  if (!names.every((name) => NAMELESS.test(name))) return null;
  const holding = parts.find((part) => {
    const isRendering = localName(part.name) === "RenderingInfo";
    const held = isRendering
      ? part.children.filter((child) => localName(child.name) === "Message")
      : [part];
    const texts = held.flatMap((element) => textsIn(element, ops));
    return texts.length > 1 || texts.some(isDataText);
  });
  return holding ? localName(holding.name) : null;
}

function textsIn<T>({ children, value }: EventElement<T>, ops: TextOps<T>): string[] {
  if (children.length > 0) return children.flatMap((child) => textsIn(child, ops));
  return value === undefined || ops.isBlank(value) ? [] : [ops.textOf(value)];
}

/** A longer text, or one of several lines, is no plain attribute of an event. */
const LONG = 100;
const MARKUP = /^\s*(?:<[?A-Za-z]|\{\s*"|\[\s*\{)/;

/** Whether a text may hold an event's data: it is long, of several lines, XML or JSON. */
export function isDataText(text: string): boolean {
  return text.length > LONG || text.trim().includes("\n") || MARKUP.test(text);
}
