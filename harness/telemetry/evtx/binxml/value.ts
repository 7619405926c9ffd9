/**
 * The values of BinXML, one row per type, rendered as the text that Windows shows in Event XML.
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12, and "Type System" 3.1.4.7.3
 * @see libevtx, "Windows XML Event Log (EVTX) format": value types
 */
import { isoOfFiletime } from "../../records/iso-time.ts";
import { VALUE_TEXTS, type DecodeValue } from "../format/text-cache.ts";
import { utf16 } from "../format/utf16.ts";
import type { ValueBytes } from "../format/value-bytes.ts";

interface ValueType {
  /** Bytes of one value; 0 where each value says its own. */
  readonly size: number;
  readonly decode: DecodeValue;
}

/** The type without a value. */
export const NULL_TYPE = 0x00;
export const STRING_TYPE = 0x01;
/** A fragment of BinXML. */
export const BINXML_TYPE = 0x21;
/** Set in the type of an array. */
const ARRAY_FLAG = 0x80;

const TYPES: readonly (ValueType | undefined)[] = typesByCode({
  [NULL_TYPE]: { size: 0, decode: () => "" },
  [STRING_TYPE]: { size: 0, decode: utf16 },
  0x02: { size: 0, decode: ansi },
  0x03: { size: 1, decode: ({ view }, at) => String(view.getInt8(at)) },
  0x04: { size: 1, decode: ({ view }, at) => String(view.getUint8(at)) },
  0x05: { size: 2, decode: ({ view }, at) => String(view.getInt16(at, true)) },
  0x06: { size: 2, decode: ({ view }, at) => String(view.getUint16(at, true)) },
  0x07: { size: 4, decode: ({ view }, at) => String(view.getInt32(at, true)) },
  0x08: { size: 4, decode: ({ view }, at) => String(view.getUint32(at, true)) },
  0x09: { size: 8, decode: ({ view }, at) => String(view.getBigInt64(at, true)) },
  0x0a: { size: 8, decode: unsigned64 },
  0x0b: { size: 4, decode: ({ view }, at) => single(view.getFloat32(at, true)) },
  0x0c: { size: 8, decode: ({ view }, at) => float(view.getFloat64(at, true)) },
  // Four bytes; what is not zero is true, as irregular recorders have it.
  0x0d: { size: 4, decode: ({ view }, at) => String(view.getUint32(at, true) !== 0) },
  0x0e: { size: 0, decode: binary },
  0x0f: { size: 16, decode: cached(0x0f, guid) },
  // The size of a pointer on the machine that recorded it: 4 or 8 bytes.
  0x10: {
    size: 0,
    decode: cached(0x10, (chunk, at, size) => (size >= 8 ? hex64 : hex32)(chunk, at)),
  },
  0x11: { size: 8, decode: filetime },
  0x12: { size: 16, decode: systemtime },
  0x13: { size: 0, decode: cached(0x13, sid) },
  0x14: { size: 4, decode: cached(0x14, hex32) },
  0x15: { size: 8, decode: cached(0x15, hex64) },
  [BINXML_TYPE]: { size: 0, decode: () => "" },
  // XML as text.
  0x23: { size: 0, decode: utf16 },
});

/** Decodes values that come again and again, and whose texts take longer to make than to find. */
function cached(code: number, decode: DecodeValue): DecodeValue {
  return (chunk, at, size) => VALUE_TEXTS.text(code, chunk, at, size, decode);
}

const SID_TYPE = 0x13;
/** Bytes of a SID without sub-authorities. */
const MIN_SID = 8;
/** Types whose values come in other sizes than the table says. */
const POINTER_TYPE = 0x10;
const BOOLEAN_TYPE = 0x0d;
/** From the signed byte to 64 bits in hexadecimal: all that is not made of characters. */
const [FIRST_NUMBER, LAST_NUMBER] = [0x03, 0x15];

function typesByCode(rows: Readonly<Record<number, ValueType>>): (ValueType | undefined)[] {
  return Array.from({ length: ARRAY_FLAG }, (_, code) => rows[code]);
}

/** Whether a value of this type can be decoded. */
export function isValueType(code: number): boolean {
  const base = code & ~ARRAY_FLAG;
  if (TYPES[base] === undefined) return false;
  return (code & ARRAY_FLAG) === 0 || (base !== NULL_TYPE && base !== BINXML_TYPE);
}

/** Whether a value of this type that has bytes is always a text that is not empty: numbers, say. */
export function isWritten(code: number): boolean {
  return code >= FIRST_NUMBER && code <= LAST_NUMBER;
}

/** Returns how many bytes a value of this type takes, 0 if that depends on the value. */
export function fixedSize(code: number): number {
  return TYPES[code]?.size ?? 0;
}

/** Returns a value as text, and an array as the list of its elements. */
export function decodeValue(
  code: number,
  chunk: ValueBytes,
  at: number,
  size: number,
): string | string[] {
  if (code === STRING_TYPE) return utf16(chunk, at, size);
  return (code & ARRAY_FLAG) === 0
    ? decodeOne(code, chunk, at, size)
    : decodeArray(code & ~ARRAY_FLAG, chunk, at, size);
}

function decodeOne(code: number, chunk: ValueBytes, at: number, size: number): string {
  if (size === 0) return "";
  const type = TYPES[code]!;
  if (size >= type.size && !(code === POINTER_TYPE && size < 4))
    return type.decode(chunk, at, size);
  if (code === BOOLEAN_TYPE)
    return String(chunk.bytes.subarray(at, at + size).some((byte) => byte !== 0));
  // Shorter than its type: what is there is shown.
  return binary(chunk, at, size);
}

function decodeArray(code: number, chunk: ValueBytes, at: number, size: number): string[] {
  if (code === STRING_TYPE) return separated(chunk, at, size, 2, utf16);
  if (code === 0x02) return separated(chunk, at, size, 1, ansi);
  const width = code === SID_TYPE ? sidSize(chunk, at, size) : TYPES[code]!.size;
  if (width === 0) return [decodeOne(code, chunk, at, size)];
  const list: string[] = [];
  for (let i = at; i + width <= at + size; i += width) list.push(decodeOne(code, chunk, i, width));
  return list;
}

/** Returns how many elements a value has that is an array, and 0 for all others. */
export function elementCount(code: number, chunk: ValueBytes, at: number, size: number): number {
  if ((code & ARRAY_FLAG) === 0) return 0;
  const base = code & ~ARRAY_FLAG;
  const unit = base === STRING_TYPE ? 2 : base === 0x02 ? 1 : 0;
  if (base === SID_TYPE) return Math.ceil(size / MIN_SID);
  if (unit === 0) return Math.ceil(size / (TYPES[base]!.size || size));
  let count = 1;
  for (let i = at; i + unit <= at + size; i += unit)
    if (chunk.bytes[i] === 0 && (unit === 1 || chunk.bytes[i + 1] === 0)) count++;
  return count;
}

/** Strings one after another, each closed by a NUL of `unit` bytes. */
function separated(
  chunk: ValueBytes,
  at: number,
  size: number,
  unit: 1 | 2,
  decode: ValueType["decode"],
): string[] {
  const list: string[] = [];
  const end = at + size - (size % unit);
  let start = at;
  for (let i = at; i < end; i += unit) {
    const isNul = unit === 2 ? chunk.view.getUint16(i, true) === 0 : chunk.bytes[i] === 0;
    if (!isNul) continue;
    list.push(decode(chunk, start, i - start));
    start = i + unit;
  }
  if (start < end) list.push(decode(chunk, start, end - start));
  return list;
}

/** What Windows-1252 has from 0x80 to 0x9f; all else is as in Latin-1. */
const WESTERN = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The code page is not recorded. (Node 20 takes "windows-1252" for Latin-1, hence no TextDecoder.) */
function ansi({ bytes }: ValueBytes, at: number, size: number): string {
  let end = at + size;
  while (end > at && bytes[end - 1] === 0) end--;
  const latin = bytes.toString("latin1", at, end);
  return latin.replace(/[\u0080-\u009f]/g, (sign) => WESTERN[sign.charCodeAt(0) - 0x80]!);
}

function unsigned64({ view }: ValueBytes, at: number): string {
  const high = view.getUint32(at + 4, true);
  return high < 0x20_0000
    ? String(high * 0x1_0000_0000 + view.getUint32(at, true))
    : String(view.getBigUint64(at, true));
}

/** The shortest text that gives the same single again. */
function single(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = float(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return float(value);
}

/** @see XML Schema Part 2, "float" and "double" */
function float(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value < 0 ? "-INF" : "INF";
}

function binary({ bytes }: ValueBytes, at: number, size: number): string {
  return bytes.toString("hex", at, at + size).toUpperCase();
}

/**
 *   offset  size
 *        0     4  first group, little-endian
 *        4     2  second
 *        6     2  third
 *        8     8  fourth and fifth, byte by byte
 */
function guid({ bytes }: ValueBytes, at: number): string {
  let text = "{";
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
    text += HEX[bytes[at + GUID_ORDER[i]!]!]!;
  }
  return `${text}}`;
}

/** Bytes in the order in which they are written, the groups of numbers from their highest on. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
const HEX = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, "0"),
);

function hex32({ view }: ValueBytes, at: number): string {
  return `0x${view.getUint32(at, true).toString(16)}`;
}

function hex64(chunk: ValueBytes, at: number): string {
  const high = chunk.view.getUint32(at + 4, true);
  if (high === 0) return hex32(chunk, at);
  const low = chunk.view.getUint32(at, true).toString(16).padStart(8, "0");
  return `0x${high.toString(16)}${low}`;
}

function filetime({ view }: ValueBytes, at: number): string {
  return isoOfFiletime(view.getUint32(at, true), view.getUint32(at + 4, true));
}

/** Year, month, day of the week, day, hour, minute, second, millisecond: 2 bytes each. */
function systemtime({ view }: ValueBytes, at: number): string {
  const [year, month, , day, hour, minute, second, ms] = Array.from({ length: 8 }, (_, i) =>
    view.getUint16(at + 2 * i, true),
  ) as [number, number, number, number, number, number, number, number];
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(ms).padStart(3, "0")}Z`;
}

/**
 *   offset  size
 *        0     1  revision
 *        1     1  number n of sub-authorities
 *        2     6  identifier authority, big-endian
 *        8   4·n  sub-authorities
 *
 * @see [MS-DTYP] "SID--Packet Representation" 2.4.2.2, "SID String Format Syntax" 2.4.2.1
 */
function sid(chunk: ValueBytes, at: number, size: number): string {
  const { bytes, view } = chunk;
  if (size < 8) return binary(chunk, at, size);
  const authority = bytes.readUIntBE(at + 2, 6);
  const written =
    authority < 0x1_0000_0000 ? String(authority) : `0x${authority.toString(16).padStart(12, "0")}`;
  const count = Math.min(bytes[at + 1]!, Math.floor((size - 8) / 4));
  let text = `S-${bytes[at]}-${written}`;
  for (let i = 0; i < count; i++) text += `-${view.getUint32(at + 8 + 4 * i, true)}`;
  return text;
}

function sidSize({ bytes }: ValueBytes, at: number, size: number): number {
  return size < 8 ? size : 8 + 4 * bytes[at + 1]!;
}
