/**
 * Files of texts that the user wrote: rules, scenarios, lists of values. A text is UTF-8, or UTF-16 behind
 * a byte order mark. Bytes that are none are an error and never replaced by another character: what is
 * tested for must be what the user wrote.
 */
import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { errorIn, type Diagnostic } from "./diagnostic.ts";
import { placeOf, type SourceText } from "./source.ts";

/**
 * Reads a file as a text, without its byte order mark.
 *
 * @returns a diagnostic if there is no such file, it cannot be read, or it holds bytes that are no text
 */
export function readText(path: string): SourceText | Diagnostic {
  let bytes: Uint8Array | null;
  try {
    bytes = readBytes(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT") return errorIn(path, "file/not-found", "There is no such file.");
    return errorIn(path, "file/unreadable", `The file cannot be read (${String(error.code)}).`);
  }
  if (bytes !== null) return decodeText(path, bytes);
  const message = `The file holds more than ${MAX_BYTES >> 20} MiB: it is none of the texts that are written by hand.`;
  return errorIn(path, "file/too-large", message);
}

/** No rule, scenario or list of values comes near it; a device that never ends does. */
const MAX_BYTES = 64 * 1024 * 1024;
const PIECE = 1024 * 1024;

/** Returns what a file or a pipe holds; null if that is too much. */
function readBytes(path: string): Uint8Array | null {
  const file = openSync(path, "r");
  try {
    const stats = fstatSync(file);
    if (stats.size > MAX_BYTES) return null;
    if (stats.isFile()) return readFileSync(file);
    const pieces: Uint8Array[] = [];
    const piece = Buffer.alloc(PIECE);
    for (let size = 0; size <= MAX_BYTES;) {
      const length = readSync(file, piece);
      if (length === 0) return Buffer.concat(pieces, size);
      pieces.push(Buffer.from(piece.subarray(0, length)));
      size += length;
    }
    return null;
  } finally {
    closeSync(file);
  }
}

/** Whether what was read is a text; if not, it is the diagnostic. */
export function isSourceText(read: SourceText | Diagnostic): read is SourceText {
  return "text" in read;
}

/** Returns the text that the bytes of a file are, or the first of them that are none. */
export function decodeText(path: string, bytes: Uint8Array): SourceText | Diagnostic {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(path, bytes, true);
  if (first === 0xfe && second === 0xff) return decodeUtf16(path, bytes, false);
  if (!isUtf8(bytes)) return wrongByte(path, bytes);
  const text = new TextDecoder().decode(bytes);
  return bytes.includes(0) ? withoutNul(path, text, nulHint(bytes)) : { path, text };
}

function withoutNul(path: string, text: string, hint: string): SourceText | Diagnostic {
  const source = { path, text };
  const start = text.indexOf("\0");
  if (start < 0) return source;
  const place = placeOf(source, { start, end: start + 1 });
  return errorIn(path, "file/not-text", "There is a NUL here, which no text has.", { place, hint });
}

/** Most characters of a text in UTF-16 have a zero byte. */
function nulHint(bytes: Uint8Array): string {
  const zeros = bytes.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return zeros * 4 > bytes.length
    ? "It looks like UTF-16 without a byte order mark: save the file as UTF-8."
    : "Remove it, and look for other damage to the file.";
}

function decodeUtf16(path: string, bytes: Uint8Array, isLittle: boolean): SourceText | Diagnostic {
  // A copy, since it may be swapped.
  const units = Buffer.from(bytes.subarray(MARK, bytes.length & ~1));
  const text = (isLittle ? units : units.swap16()).toString("utf16le");
  const fault = (message: string, shown: string, start: number, end: number): Diagnostic =>
    errorIn(path, "file/not-text", `The file is UTF-16, and ${message}`, {
      place: placeOf({ path, text: shown }, { start, end }),
      hint: SAVE_AS_UTF8,
    });
  const half = HALF_CHARACTER.exec(text);
  if (half) {
    const unit = `0x${hexOf(half[0].charCodeAt(0))}`;
    const shown = text.replace(/\p{Cs}/gu, escapeUnit);
    const end = half.index + escapeUnit(half[0]).length;
    return fault(`${unit} is half of a character there.`, shown, half.index, end);
  }
  if (bytes.length % 2 === 1)
    return fault("ends in the middle of a character.", text, text.length, text.length);
  return withoutNul(path, text, SAVE_AS_UTF8);
}

const MARK = 2;
const SAVE_AS_UTF8 = "Save the file as UTF-8.";
/** A unit that stands for a character only together with another one. */
const HALF_CHARACTER = /\p{Cs}/u;

function escapeUnit(unit: string): string {
  return `\\u${hexOf(unit.charCodeAt(0))}`;
}

function wrongByte(path: string, bytes: Uint8Array): Diagnostic {
  const offset = validUntil(unitsOf(bytes), 0);
  const lineBreak = bytes.indexOf(LINE_BREAK, offset);
  const lineEnd = Math.min(lineBreak < 0 ? bytes.length : lineBreak, offset + LONGEST_REST);
  const before = new TextDecoder().decode(bytes.subarray(0, offset));
  const text = before + legible(bytes.subarray(offset, lineEnd));
  const place = placeOf({ path, text }, { start: before.length, end: before.length + SHOWN_BYTE });
  const byte = bytes[offset]!;
  const message = `The byte 0x${hexOf(byte)} is no text in UTF-8.`;
  const latin = new TextDecoder("windows-1252").decode(Uint8Array.of(byte));
  const hint = /[\p{L}\p{P}\p{S}]/u.test(latin)
    ? `In Windows-1252 (Latin-1) it is "${latin}". ${SAVE_AS_UTF8}`
    : SAVE_AS_UTF8;
  return errorIn(path, "file/not-text", message, { place, hint });
}

const LINE_BREAK = 10;
const SHOWN_BYTE = "\\xE9".length;
/** Bytes of the line that are shown from the wrong one on. */
const LONGEST_REST = 1000;

/** Returns bytes as a text in which each that is none is written as in `\xE9`. */
function legible(bytes: Uint8Array): string {
  const units = unitsOf(bytes);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const end = validUntil(units, at);
    text += decoder.decode(bytes.subarray(at, end));
    if (end < bytes.length) text += `\\x${hexOf(bytes[end]!)}`;
    at = end + 1;
  }
  return text;
}

/** Characters in UTF-8, each byte as one unit. @see Unicode, table 3-7, "Well-Formed UTF-8 Byte Sequences" */
const CHARACTERS =
  /\p{ASCII}+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/uy;

/** Returns the index of the first byte from `start` on that is no UTF-8; the length if all are. */
function validUntil(units: string, start: number): number {
  let end = start;
  for (CHARACTERS.lastIndex = start; CHARACTERS.test(units);) end = CHARACTERS.lastIndex;
  return end;
}

function unitsOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function hexOf(code: number): string {
  return code.toString(16).toUpperCase().padStart(2, "0");
}
