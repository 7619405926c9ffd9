/** A text the user wrote, and the path under which the user knows it (forward slashes, as given). */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** UTF-16 offsets into `SourceText.text`; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where in a text something stands. Lines and columns count from 1; `endColumn` is exclusive. */
export interface TextPlace {
  readonly kind: "text";
  readonly line: number;
  readonly column: number;
  /** On the same line: a span of several lines is cut at the end of its first. */
  readonly endColumn: number;
  /** The line itself, without its line break. */
  readonly lineText: string;
}

/** Where in a binary file something stands, in bytes from its start. */
export interface BytePlace {
  readonly kind: "byte";
  readonly offset: number;
}

export type Place = TextPlace | BytePlace;

/** Returns the line and columns of a span. A span beyond the text is placed at the text's end. */
export function placeOf(source: SourceText, span: Span): TextPlace {
  const start = Math.min(span.start, source.text.length);
  const lineStart = start === 0 ? 0 : source.text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = source.text.indexOf("\n", start);
  const lineEnd = lineBreak < 0 ? source.text.length : lineBreak;
  const lineText = source.text.slice(lineStart, lineEnd).replace(/\r$/, "");
  const column = start - lineStart + 1;
  const endColumn = Math.max(
    column + 1,
    Math.min(span.end, lineStart + lineText.length) - lineStart + 1,
  );
  const line = lineAt(source, start);
  return { kind: "text", line, column, endColumn, lineText };
}

/** Where the line breaks of a text stand; an entry goes with its source. */
const lineBreaks = new WeakMap<SourceText, readonly number[]>();

/** Returns the number of the line in which an offset stands, from 1. */
function lineAt(source: SourceText, offset: number): number {
  let breaks = lineBreaks.get(source);
  if (!breaks) lineBreaks.set(source, (breaks = lineBreaksOf(source.text)));
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (breaks[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

function lineBreaksOf(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks.push(at);
  return breaks;
}
