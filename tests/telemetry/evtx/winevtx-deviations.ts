/**
 * Where `winevtx` loses something, or reads it otherwise than it stands in the record. Each row was
 * looked into: what we give is what [MS-EVEN6] "BinXml" says and what evtx_dump gives.
 */
import type { LogEvent } from "../../../harness/events/event.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { SYSTEM_ROW } from "../../../harness/telemetry/write/system-values.ts";
import { isSameValue } from "./winevtx-fields.ts";

/** A field that it has otherwise, or not at all. */
export interface Difference {
  readonly field: string;
  readonly ours: readonly string[];
  /** Empty if it has no such field. */
  readonly theirs: readonly unknown[];
  readonly event: LogEvent;
  /** The parts that it finds in the event, such as "EventData". */
  readonly parts: readonly string[];
}

export interface Deviation {
  readonly reason: string;
  readonly explains: (difference: Difference) => boolean;
}

export const DEVIATIONS: readonly Deviation[] = [
  {
    reason: "it leaves out empty elements, and the empty texts at the end of an array",
    explains: ({ ours, theirs }) =>
      texts(ours).length < ours.length &&
      texts(ours).length === values(theirs).length &&
      texts(ours).every((text, i) => isSameValue(text, values(theirs)[i])),
  },
  {
    reason: "it gives elements of one name together, and not in the order of the record",
    explains: ({ ours, theirs }) =>
      texts(ours).length === values(theirs).length && areAmong(texts(ours), values(theirs)),
  },
  {
    reason: "of two fragments that are values of one record it gives the last, here RenderingInfo",
    explains: ({ field, theirs, parts }) =>
      theirs.length === 0 &&
      !SYSTEM_ROW.has(field) &&
      parts.includes("RenderingInfo") &&
      !parts.includes("EventData"),
  },
  {
    reason: "of an EventData with named Data it gives nothing but those",
    explains: ({ field, theirs }) => /^(?:Binary$|EventData_)/.test(field) && theirs.length === 0,
  },
  {
    reason: "of Data with the same name it keeps the last",
    explains: ({ ours, theirs }) =>
      ours.length > 1 && theirs.length === 1 && isSameValue(ours.at(-1)!, theirs[0]),
  },
  {
    reason: "in a list it loses the text of an element that has attributes, or the attributes",
    explains: ({ field, theirs, event: { fields } }) =>
      theirs.length === 0 &&
      (fields.some((other) => other.startsWith(`${field}_`)) ||
        fields.includes(field.slice(0, field.indexOf("_")))),
  },
  {
    reason: "it takes a number of the size of a pointer for text",
    explains: ({ ours, theirs }) =>
      ours.length === theirs.length && ours.every((text, i) => theirs[i] === asText(text)),
  },
  {
    reason: "it does not know entities: the text ends there, and the elements around it are lost",
    explains: ({ field, ours, theirs, event }) =>
      !SYSTEM_ROW.has(field) &&
      holdsEntity(event) &&
      theirs.every((value, i) => ours[i]?.startsWith(String(value))),
  },
];

/** Whether a value that it gives by a name that we do not have is the beginning of a text with an entity. */
export function isCutOff(value: unknown, event: LogEvent): boolean {
  return event.fields
    .flatMap((field) => textsOf(event.get(field)))
    .some((text) => holdsEntity(event) && text.startsWith(String(value)));
}

const ENTITY = /[&<>"']/;
/** Events that come with elements in place of values, so that there are entities in them at all. */
const CHANNELS_WITH_ELEMENTS = [
  "Microsoft-Windows-CAPI2/Operational",
  "Microsoft-Windows-Windows Defender/Operational",
];

function holdsEntity(event: LogEvent): boolean {
  if (!CHANNELS_WITH_ELEMENTS.includes(event.class.channel ?? "")) return false;
  return event.fields.some((field) => textsOf(event.get(field)).some((text) => ENTITY.test(text)));
}

/** The bytes of a hexadecimal number, least first, as UTF-8 without the zeros that close it. */
function asText(hex: string): string | null {
  if (!/^0x[\da-f]{1,16}$/.test(hex)) return null;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(hex));
  return bytes.toString("utf8").replace(/\0+$/, "");
}

/** Whether every one of these is among those, each as often. */
function areAmong(ours: readonly string[], theirs: readonly unknown[]): boolean {
  const rest = [...theirs];
  return ours.every((text) => {
    const at = rest.findIndex((value) => isSameValue(text, value));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

function texts(ours: readonly string[]): string[] {
  return ours.filter((text) => text !== "");
}

function values(theirs: readonly unknown[]): unknown[] {
  return theirs.filter((value) => value !== null && value !== "");
}
