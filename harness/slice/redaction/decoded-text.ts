/**
 * What a text says once its escapes are taken away: `%5C` of URLs, `&lt;` and `&#x5c;` of XML, `\u005c` and
 * `\x5c` of scripts and JSON, letters of full width, signs that no one sees, and those that shells skip (`^`). Names are looked for there, too,
 * and replaced in the text as it is written.
 *
 * One `\x64` alone is a letter only if it gives a sign: else it is rather a folder.
 *
 * Not undone: encodings of whole texts (Base64, hexadecimal, compressed), and words that a script joins.
 */

/** A decoded text, and where its units stand in the text that it was made of. */
export interface DecodedText {
  readonly text: string;
  /** Offset of each unit of `text`, and the end of the source behind them. */
  readonly offsets: Int32Array;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
};
const BYTES = String.raw`(?:%[\da-f]{2})+|(?:\\x[\da-f]{2}){2,}|\\x(?:2[1-9a-f]|3[a-f]|40|5[b-f]|7[b-e])`;
const ENTITY = String.raw`&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});`;
const UNIT = String.raw`\\u[\da-f]{4}`;
const UNSEEN = String.raw`[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?<=\p{L})[\^\x60](?=\p{L})`;
const WIDE = String.raw`[\uff01-\uff5e]`;
const ESCAPE = new RegExp(`(${BYTES})|(${ENTITY})|(${UNIT})|(${UNSEEN})|(${WIDE})`, "giu");
const MAY_ESCAPE =
  /[%&^`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\uff01-\uff5e]|\\[ux]/iu;

/** Returns a text without so many layers of escapes; `null` if it has not so many. */
export function decodedText(text: string, layers: number): DecodedText | null {
  const outer = withoutEscapes(text);
  if (outer === null || layers === 1) return outer;
  const inner = decodedText(outer.text, layers - 1);
  return (
    inner && { text: inner.text, offsets: inner.offsets.map((offset) => outer.offsets[offset]!) }
  );
}

function withoutEscapes(text: string): DecodedText | null {
  if (!MAY_ESCAPE.test(text)) return null;
  const parts: string[] = [];
  const offsets = new Int32Array(text.length + 1);
  let length = 0;
  let done = 0;
  const add = (part: string, from: number, step: number): void => {
    parts.push(part);
    for (let i = 0; i < part.length; i++) offsets[length++] = from + i * step;
  };
  for (const match of text.matchAll(ESCAPE)) {
    const at = match.index;
    const decoded = decodedEscape(match);
    if (decoded === null) continue;
    add(text.slice(done, at), done, 1);
    addDecoded(decoded, at, add);
    done = at + match[0].length;
  }
  if (done === 0) return null;
  add(text.slice(done), done, 1);
  offsets[length] = text.length;
  return { text: parts.join(""), offsets: offsets.subarray(0, length + 1) };
}

/** Each letter of a run of `%XX` stands where its first byte does. */
function addDecoded(
  decoded: string | readonly (readonly [letter: string, offset: number])[],
  at: number,
  add: (part: string, from: number, step: number) => void,
): void {
  if (typeof decoded === "string") add(decoded, at, 0);
  else for (const [letter, offset] of decoded) add(letter, at + offset, 0);
}

function decodedEscape([, bytes, entity, unit, unseen, wide]: RegExpMatchArray):
  string | (readonly [letter: string, offset: number])[] | null {
  if (bytes !== undefined) return decodedBytes(bytes);
  if (entity !== undefined) return decodedEntity(entity.slice(1, -1).toLowerCase());
  if (unit !== undefined) return String.fromCharCode(parseInt(unit.slice(2), 16));
  if (unseen !== undefined) return "";
  return String.fromCharCode(wide!.charCodeAt(0) - 0xfee0);
}

function decodedEntity(name: string): string | null {
  if (!name.startsWith("#")) return ENTITIES[name] ?? null;
  const point = name[1] === "x" ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null;
}

/** UTF-8 where it is that, else one letter per byte (Latin-1). */
function decodedBytes(escaped: string): (readonly [string, number])[] {
  const bytes = Buffer.from(escaped.replaceAll(/%|\\x/gi, ""), "hex");
  const size = escaped.length / bytes.length;
  const text = bytes.toString("utf8");
  const isUtf8 = !text.includes("\ufffd");
  const letters: (readonly [string, number])[] = [];
  let at = 0;
  for (const letter of isUtf8 ? text : bytes.toString("latin1")) {
    letters.push([letter, at * size]);
    at += isUtf8 ? Buffer.byteLength(letter) : 1;
  }
  return letters;
}
