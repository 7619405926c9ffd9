/**
 * Texts → the typed values of BinXML. A text gets the type that Windows has for it if reading it
 * back gives exactly this text, and is a string otherwise: no value changes by being written.
 * (Windows' types know neither the letter case of a GUID nor leading zeros of a number.)
 *
 * @see [MS-EVEN6] "BinXml" 2.2.12, and "Type System" 3.1.4.7.3
 * @see libevtx, "Windows XML Event Log (EVTX) format": value types
 */
import { BoundedCache } from "../../../caches/bounded-cache.ts";
import { isoOf, ticksOf } from "../../../events/time.ts";

/** Types by the names that this folder gives them. */
export type TypeName =
  "string" | "uint8" | "uint16" | "uint32" | "uint64" | "hex64" | "guid" | "filetime" | "sid";

export const STRING_TYPE = 0x01;
export const BINXML_TYPE = 0x21;

interface ValueType {
  readonly code: number;
  /** Returns the bytes of a text that this type gives back exactly, else `null`. */
  readonly encode: (text: string) => Buffer | null;
}

/** Every type but strings, whose bytes are their UTF-16 units. */
const TYPES: Readonly<Record<Exclude<TypeName, "string">, ValueType>> = {
  uint8: { code: 0x04, encode: (text) => unsigned(text, 1) },
  uint16: { code: 0x06, encode: (text) => unsigned(text, 2) },
  uint32: { code: 0x08, encode: (text) => unsigned(text, 4) },
  uint64: { code: 0x0a, encode: (text) => (DECIMAL.test(text) ? eight(BigInt(text)) : null) },
  guid: { code: 0x0f, encode: guid },
  filetime: { code: 0x11, encode: filetime },
  sid: { code: 0x13, encode: sid },
  hex64: { code: 0x15, encode: (text) => (HEXADECIMAL.test(text) ? eight(BigInt(text)) : null) },
};

const DECIMAL = /^(?:0|[1-9]\d{0,19})$/;
const HEXADECIMAL = /^0x(?:0|[1-9a-f][\da-f]{0,15})$/;
const GUID = /^\{([\dA-F]{8})-([\dA-F]{4})-([\dA-F]{4})-([\dA-F]{4})-([\dA-F]{12})\}$/;
const SID = /^S-(0|[1-9]\d{0,2})-(0|[1-9]\d{0,9}|0x[\da-f]{12})((?:-(?:0|[1-9]\d{0,9}))*)$/;
const MAX_SUB_AUTHORITIES = 15;
const MAX_U32 = 0xffff_ffff;
const MAX_U64 = (1n << 64n) - 1n;

/** A value as it stands in a record: a string, or bytes of another type. */
export type EncodedValue = string | { readonly code: number; readonly bytes: Buffer };

/** The value of a substitution that is left out. */
export const NO_VALUE: EncodedValue = { code: 0x00, bytes: Buffer.alloc(0) };

/** Returns the code of a type. */
export function codeOfType(type: TypeName): number {
  return type === "string" ? STRING_TYPE : TYPES[type].code;
}

/** Most values of `System` are the same in record after record. */
const encoded = new BoundedCache<string, EncodedValue>(10_000);

/** Returns a text as a value of a type, or as the string that it is. */
export function encodeValue(type: TypeName, text: string): EncodedValue {
  if (type === "string") return text;
  const isNewEachTime = type === "filetime" || type === "uint64";
  if (isNewEachTime) return encodeAnew(type, text);
  const key = `${type} ${text}`;
  return encoded.get(key) ?? encoded.add(key, encodeAnew(type, text));
}

function encodeAnew(type: Exclude<TypeName, "string">, text: string): EncodedValue {
  const { code, encode } = TYPES[type];
  const bytes = encode(text);
  return bytes === null ? text : { code, bytes };
}

/** Returns the code of the type that a value has. */
export function codeOf(value: EncodedValue): number {
  return typeof value === "string" ? STRING_TYPE : value.code;
}

function unsigned(text: string, size: 1 | 2 | 4): Buffer | null {
  if (!DECIMAL.test(text) || Number(text) >= 2 ** (8 * size)) return null;
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(Number(text), 0, size);
  return bytes;
}

function eight(value: bigint): Buffer | null {
  if (value > MAX_U64) return null;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

/** The first three groups little-endian, the others byte by byte. @see [MS-DTYP] "GUID" 2.3.4 */
function guid(text: string): Buffer | null {
  const groups = GUID.exec(text);
  if (!groups) return null;
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(Number.parseInt(groups[1]!, 16), 0);
  bytes.writeUInt16LE(Number.parseInt(groups[2]!, 16), 4);
  bytes.writeUInt16LE(Number.parseInt(groups[3]!, 16), 6);
  bytes.write(groups[4]! + groups[5]!, 8, "hex");
  return bytes;
}

/** Ticks of 100 ns from 1601-01-01, where FILETIME begins, to 1970-01-01. */
const EPOCH = 116_444_736_000_000_000n;

/** Returns a time as a FILETIME, or `null` if it is none that a FILETIME holds. */
export function filetimeOf(text: string): bigint | null {
  const ticks = ticksOf(text);
  if (ticks === null || ticks + EPOCH < 0n) return null;
  return ticks + EPOCH;
}

function filetime(text: string): Buffer | null {
  const value = filetimeOf(text);
  return value !== null && isoOf(value - EPOCH) === text ? eight(value) : null;
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
function sid(text: string): Buffer | null {
  const parts = SID.exec(text);
  if (!parts) return null;
  const [revision, authority] = [Number(parts[1]), Number(parts[2])];
  const subAuthorities = parts[3]!.split("-").slice(1).map(Number);
  // A large authority is written in hexadecimal, and only that.
  if (authority > MAX_U32 !== parts[2]!.startsWith("0x") || revision > 0xff) return null;
  if (subAuthorities.length > MAX_SUB_AUTHORITIES || subAuthorities.some((each) => each > MAX_U32))
    return null;
  const bytes = Buffer.alloc(8 + 4 * subAuthorities.length);
  bytes[0] = revision;
  bytes[1] = subAuthorities.length;
  bytes.writeUIntBE(authority, 2, 6);
  subAuthorities.forEach((each, i) => bytes.writeUInt32LE(each, 8 + 4 * i));
  return bytes;
}
