/** The formats of recordings, told by content and never by the name of the file. */
export type RecordingFormat = "evtx" | "xml" | "json" | "ndjson" | "csv";

/** What the first bytes of some content tell. */
export type Recognition =
  | { readonly kind: "evtx" }
  | { readonly kind: "xml" | "json" | "csv"; readonly encoding: string }
  | { readonly kind: "gzip" | "zip" | "evt" | "unknown" };

/** So many first bytes are enough to recognise a format. */
export const HEAD_SIZE = 8192;

const EVTX_HEADER_SIZE = 4096;

/** Magic bytes of the binary formats: what, at which offset. */
const MAGIC = [
  { kind: "evtx", at: 0, bytes: "ElfFile\0" },
  // The file header is damaged, but the first chunk stands where it must.
  { kind: "evtx", at: EVTX_HEADER_SIZE, bytes: "ElfChnk\0" },
  { kind: "gzip", at: 0, bytes: "\x1f\x8b" },
  { kind: "zip", at: 0, bytes: "PK\x03\x04" },
  { kind: "zip", at: 0, bytes: "PK\x05\x06" },
  { kind: "evt", at: 4, bytes: "LfLe" },
] as const;

/** The first character of a text, as its encodings write it. */
const ENCODINGS = [
  { encoding: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", mark: [0xff, 0xfe] },
  { encoding: "utf-16be", mark: [0xfe, 0xff] },
  ...["<", "{", "["].flatMap((first) => [
    { encoding: "utf-16le", mark: [first.charCodeAt(0), 0] },
    { encoding: "utf-16be", mark: [0, first.charCodeAt(0)] },
  ]),
];

/** A header line: names with a separator between them, and no space after it as in prose. */
const CSV_HEADER =
  /^"?[\p{L}_@#][^\p{Cc},;"<>{}]*"?(?:[,;\t]"?[\p{L}_@#][^\p{Cc},;"<>{}]*"?)+\r?(?:\n|$)/u;
const XML_ENCODING = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i;

/** Returns what the content is that begins with these bytes: `HEAD_SIZE` of them, or all there are. */
export function recognise(head: Uint8Array): Recognition {
  for (const { kind, at, bytes } of MAGIC)
    if (Buffer.from(head.subarray(at, at + bytes.length)).toString("latin1") === bytes)
      return { kind };
  const marked = ENCODINGS.find(({ mark }) => mark.every((byte, i) => head[i] === byte));
  const encoding = marked?.encoding ?? "utf-8";
  const text = new TextDecoder(encoding).decode(head).trimStart();
  if (text.startsWith("{") || text.startsWith("[")) return { kind: "json", encoding };
  if (text.startsWith("<"))
    return { kind: "xml", encoding: marked ? encoding : declaredEncoding(text) };
  if (CSV_HEADER.test(text)) return { kind: "csv", encoding };
  return { kind: "unknown" };
}

function declaredEncoding(text: string): string {
  const declared = XML_ENCODING.exec(text)?.[1] ?? "utf-8";
  // A text that was decoded to be read here is not UTF-16, whatever it says of itself.
  if (/^utf-?16/i.test(declared)) return "utf-8";
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    return "utf-8";
  }
}
