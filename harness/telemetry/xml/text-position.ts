import type { TextPlace } from "../../text/source.ts";

/** A place in a text that is not kept: line and column, counted from 1. */
export class TextPosition {
  readonly line: number;
  readonly column: number;

  constructor(line = 1, column = 1) {
    this.line = line;
    this.column = column;
  }

  /** Returns the position behind a text that begins here. */
  after(text: string, end: number): TextPosition {
    const before = text.slice(0, end);
    let line = this.line;
    let lineStart = -1;
    for (let at = before.indexOf("\n"); at >= 0; at = before.indexOf("\n", at + 1)) {
      line++;
      lineStart = at + 1;
    }
    return new TextPosition(line, lineStart < 0 ? this.column + end : end - lineStart + 1);
  }

  place(lineText = ""): TextPlace {
    const { line, column } = this;
    return { kind: "text", line, column, endColumn: column + 1, lineText };
  }
}
