/**
 * Looks for control characters, which no JSON string may hold: seldom are there any, and a text is
 * gone through for them only here. Four bytes at once are looked at; a character is taken for what
 * its lower byte is, and looked at again if that could be one.
 */

/** What is looked for: all but the ends of lines. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x09\x0b\x0c\x0e-\x1f]/g;
const FIRST_PRINTED = 0x20;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

const bytes = Buffer.alloc(16 * 1024);
const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

/** Returns where the next control character stands that does not end a line, or `Infinity`. */
export function nextControl(text: string, from: number): number {
  for (let at = from; at < text.length; at += bytes.length) {
    const part = text.slice(at, at + bytes.length);
    if (!mayHold(bytes.write(part, "latin1"))) continue;
    CONTROL.lastIndex = at;
    return CONTROL.exec(text)?.index ?? Infinity;
  }
  return Infinity;
}

function mayHold(length: number): boolean {
  bytes.fill(FIRST_PRINTED, length, Math.min(length + 3, bytes.length));
  const end = (length + 3) >> 2;
  for (let i = 0; i < end; i++) {
    const word = words[i]!;
    // A byte below 0x20 borrows from its highest bit, which it does not have itself.
    if (((word - 0x2020_2020) & ~word & 0x8080_8080) === 0) continue;
    for (let k = i * 4; k < i * 4 + 4; k++) {
      const byte = bytes[k]!;
      if (byte < FIRST_PRINTED && byte !== LINE_FEED && byte !== RETURN) return true;
    }
  }
  return false;
}
