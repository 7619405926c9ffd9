/** Encodings of values. An encoded text is a text of bytes: each of its units is one byte. */
import { Buffer } from "node:buffer";
import { mapTexts, type SigmaString } from "./sigma-string.ts";

const BYTE_ORDER_MARK = "\u00ff\u00fe";

/** Returns the value in UTF-16; wildcards stay between the encoded texts. */
export function toUtf16(value: SigmaString, order: "le" | "be"): SigmaString {
  const encode = (text: string) => {
    const bytes = Buffer.from(text, "utf16le");
    return (order === "be" ? bytes.swap16() : bytes).toString("latin1");
  };
  return { ...mapTexts(value, encode), bytes: true };
}

/** Returns the value in UTF-16, little-endian, after a byte order mark. */
export function toUtf16WithMark(value: SigmaString): SigmaString {
  const encoded = toUtf16(value, "le");
  const [first] = encoded.parts;
  const parts =
    typeof first === "string"
      ? [BYTE_ORDER_MARK + first, ...encoded.parts.slice(1)]
      : [BYTE_ORDER_MARK, ...encoded.parts];
  return { ...encoded, parts };
}

/**
 * Returns an encoded value as the text that a log holds of it, or null if it has bytes that are no
 * text. A byte order mark is read as the character it is.
 */
export function bytesAsText(value: SigmaString): SigmaString | null {
  const text = mapTexts(value, (part) =>
    part.startsWith(BYTE_ORDER_MARK) ? `\ufeff${part.slice(BYTE_ORDER_MARK.length)}` : part,
  );
  const isText = text.parts.every(
    (part) => typeof part !== "string" || /^\ufeff?[\0-\x7f]*$/.test(part),
  );
  return isText ? { ...text, bytes: false } : null;
}

/** Returns the Base64 form of a text, which is taken as UTF-8 unless it has been encoded already. */
export function toBase64(text: string, bytes: boolean): string {
  return bytesOf(text, bytes).toString("base64");
}

/**
 * Returns the three forms that a text can have inside a longer Base64 text, without the signs at
 * either end that depend on what stands beside it. A short text may leave nothing of a form.
 */
export function toBase64Offsets(text: string, bytes: boolean): string[] {
  const data = bytesOf(text, bytes);
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset, " "), data]).toString("base64");
    const end = [0, -3, -2][(data.length + offset) % 3]!;
    return encoded.slice([0, 2, 3][offset]!, end || undefined);
  });
}

function bytesOf(text: string, bytes: boolean): Buffer {
  return Buffer.from(text, bytes ? "latin1" : "utf8");
}
