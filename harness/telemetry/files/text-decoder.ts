/** Bytes that come in pieces → text in pieces: a character may lie over the end of a piece. */
import { isUtf8 } from "node:buffer";

/** Decodes pieces of one text, whose byte order mark is passed over. What is no character becomes U+FFFD. */
export interface StreamingDecoder {
  decode(piece: Uint8Array): string;
  /** Returns what is left when no piece comes any more. */
  end(): string;
}

/**
 * In place of bytes that are no UTF-8: half a character of UTF-16, which no sound bytes become, so that a
 * text that holds it is not `isWellFormed`.
 */
export const MALFORMED = "\udfff";

/**
 * @param encoding a label of the WHATWG's Encoding Standard
 * @param malformed what bytes become that are no UTF-8, where that is the encoding
 */
export function streamingDecoder(encoding: string, malformed = REPLACEMENT): StreamingDecoder {
  if (encoding === "utf-8") return new Utf8Decoder(malformed);
  const decoder = new TextDecoder(encoding);
  return {
    decode: (piece) => decoder.decode(piece, { stream: true }),
    end: () => decoder.decode(),
  };
}

const MARK = "\ufeff";
const REPLACEMENT = "\ufffd";
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);
const LEAD = 0xc0;
const CONTINUATION = 0x80;
/** Bytes that a character has at most. */
const LONGEST = 4;

/**
 * UTF-8 by `Buffer`, which makes strings of one byte per unit wherever that is enough. `TextDecoder`
 * makes them of two for every text that is not ASCII, and those are slower in everything.
 */
class Utf8Decoder implements StreamingDecoder {
  /** The beginning of a character that the last piece ended with. */
  #held = Buffer.alloc(0);
  #isFirst = true;
  readonly #malformed: string;

  constructor(malformed: string) {
    this.#malformed = malformed;
  }

  decode(piece: Uint8Array): string {
    let bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (this.#held.length > 0) bytes = Buffer.concat([this.#held, bytes]);
    const end = wholeCharacters(bytes);
    this.#held = Buffer.from(bytes.subarray(end));
    return this.#withoutMark(this.#text(bytes.subarray(0, end)));
  }

  end(): string {
    const text = this.#text(this.#held);
    this.#held = Buffer.alloc(0);
    return this.#withoutMark(text);
  }

  #text(bytes: Buffer): string {
    const text = bytes.toString("utf8");
    if (!text.includes(REPLACEMENT) || isUtf8(bytes)) return text;
    let marked = "";
    for (let from = 0; ;) {
      const at = bytes.indexOf(REPLACEMENT_BYTES, from);
      const part = bytes.toString("utf8", from, at < 0 ? bytes.length : at);
      marked += part.replaceAll(REPLACEMENT, this.#malformed);
      if (at < 0) return marked;
      marked += REPLACEMENT;
      from = at + REPLACEMENT_BYTES.length;
    }
  }

  #withoutMark(text: string): string {
    if (!this.#isFirst || text === "") return text;
    this.#isFirst = false;
    return text.startsWith(MARK) ? text.slice(1) : text;
  }
}

/** Returns where the character begins that is cut off by the end of a piece, if one is. */
function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let at = end - 1; at >= 0 && at > end - LONGEST; at--) {
    const byte = bytes[at]!;
    if (byte >= LEAD) return at + lengthOf(byte) > end ? at : end;
    if (byte < CONTINUATION) return end;
  }
  return end;
}

function lengthOf(lead: number): number {
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
