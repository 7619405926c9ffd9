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
export function placeOf({ text }: SourceText, span: Span): TextPlace {
  const start = Math.min(span.start, text.length);
  const end = Math.min(span.end, text.length);
  const lineStart = lineStartAt(text, start);
  const lineBreak = text.indexOf("\n", start);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const lineText = text.slice(lineStart, lineEnd).replace(/\r$/, "");
  const [line, column] = [lineBreaks(text, 0, start) + 1, start - lineStart + 1];
  if (end > lineEnd + 1) {
    const endLine = line + lineBreaks(text, start, end);
    const endColumn = end - lineStartAt(text, end) + 1;
    return { kind: "text", line, column, endLine, endColumn, lineText };
  }
  const lastColumn = Math.min(end, lineStart + lineText.length) - lineStart + 1;
  return { kind: "text", line, column, endColumn: Math.max(column + 1, lastColumn), lineText };
}

function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1))
    count++;
  return count;
}
