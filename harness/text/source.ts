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

/** A piece of a text. Lines and columns count from 1, columns in UTF-16 units; `endColumn` is exclusive. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  /** Absent: it ends on the line on which it begins. */
  readonly endLine?: number;
  /** On the last line. */
  readonly endColumn: number;
}

/** Where in a text something stands. */
export interface TextPlace extends TextRange {
  readonly kind: "text";
  /** Its first line, without the line break. */
  readonly lineText: string;
}

/** Where in a binary file something stands, in bytes from its start. */
export interface BytePlace {
  readonly kind: "byte";
  readonly offset: number;
}

export type Place = TextPlace | BytePlace;

/**
 * Returns the lines and columns of a span. A span beyond the text is placed at the text's end, and one
 * without length, or of a line break alone, reaches over one column.
 */
export function placeOf(source: SourceText, span: Span): TextPlace {
  const { text } = source;
  const start = Math.min(span.start, text.length);
  const end = Math.min(span.end, text.length);
  const lineStart = lineStartAt(text, start);
  const lineBreak = text.indexOf("\n", start);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const lineText = text.slice(lineStart, lineEnd).replace(/\r$/, "");
  const [line, column] = [lineAt(source, start), start - lineStart + 1];
  if (end > lineEnd + 1) {
    const endColumn = end - lineStartAt(text, end) + 1;
    return { kind: "text", line, column, endLine: lineAt(source, end), endColumn, lineText };
  }
  const lastColumn = Math.min(end, lineStart + lineText.length) - lineStart + 1;
  return { kind: "text", line, column, endColumn: Math.max(column + 1, lastColumn), lineText };
}

function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
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
