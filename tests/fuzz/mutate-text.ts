/** Ways to spoil XML and JSON. */
import { flipBits, overwrite, splice } from "./mutate-bytes.ts";
import type { Random } from "./random.ts";

/** What means something in one of the formats, or in the encodings of text. */
const FRAGMENTS = [
  "< > & ; \" ' { } [ ] : , \\ \n \r \t \0 \ufeff \u2028 é 𐀀".split(" "),
  "<!-- --> <![CDATA[ ]]> <?xml ?> </Event> <Event> <Event/> </Events> <!DOCTYPE".split(" "),
  '&amp; &a; &#0; &#x110000; &#xD800; null true 1e999 -0 NaN // "\\ud800"'.split(" "),
  ["<!DOCTYPE x [<!ENTITY a 'b'>]>", " xmlns:a=''", '"__proto__":', '"Records":['],
  ['{"Event":', '"Data":[[', '"#attributes":', "12345678901234567890123", "  "],
]
  .flat()
  .map((text) => Buffer.from(text));
const NO_TEXT = Buffer.from("c328a0a1eda080f4908080feff", "hex");
const DEPTHS = [8, 70, 250, 20_000];

/** Returns a text that was spoiled; `other` is one to copy from. */
export function mutateText(original: Buffer, other: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let i = random.below(3); i >= 0 && bytes.length > 0; i--)
    bytes = mutate(bytes, other, random);
  return bytes;
}

function mutate(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const all = { from: 0, to: bytes.length };
  const at = random.below(bytes.length);
  const length = random.below(random.of([4, 64, 2048]));
  switch (random.below(10)) {
    case 0:
      return overwrite(bytes, all, random);
    case 1:
      return flipBits(bytes, all, random);
    case 2:
      return splice(bytes, all, other, random);
    case 3:
      return splice(bytes, all, bytes, random);
    case 4:
      return bytes.subarray(0, at);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 6:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 7:
      return insert(bytes, at, deep(random));
    case 8:
      return insert(bytes, at, NO_TEXT.subarray(random.below(NO_TEXT.length)));
    default:
      return insert(bytes, at, random.of(FRAGMENTS));
  }
}

function insert(bytes: Buffer, at: number, inserted: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
}

function deep(random: Random): Buffer {
  const opening = random.of(["[", '{"a":', "<a>", "<Event>", '<Data Name="a">', "[\n"]);
  return Buffer.from(opening.repeat(random.of(DEPTHS)));
}
