/** Where the units of a TOML string stand in its text. */
import type { Span } from "../../../text/source.ts";

const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^\n\r \t]))/y;
/** A backslash at the end of a line takes all white space after it away. */
const CONTINUATION = /\\[ \t]*\r?\n[ \t\r\n]*/y;

/**
 * Returns the place of each UTF-16 unit of a string's value, and of its end, as offsets into the
 * text. A character that is written as an escape stands where the escape begins.
 *
 * @param written the string with its quotation marks; it must be well-formed
 * @see TOML 1.0, String: `"…"` and `"""…"""` have escapes, `'…'` and `'''…'''` have none
 */
export function tomlStringOffsets(text: string, written: Span): number[] {
  const quotes = /^("""|'''|"|')/.exec(text.slice(written.start, written.start + 3))![1]!;
  const hasEscapes = quotes.startsWith('"');
  const offsets: number[] = [];
  const end = written.end - quotes.length;
  let at = written.start + quotes.length;
  if (quotes.length === 3) at += /^\r?\n?/.exec(text.slice(at, at + 2))![0].length;
  while (at < end) {
    const continuation = hasEscapes && quotes.length === 3 ? matchAt(CONTINUATION, text, at) : null;
    if (continuation) {
      at += continuation[0].length;
      continue;
    }
    const escape = hasEscapes ? matchAt(ESCAPE, text, at) : null;
    const code = escape?.slice(1, 4).find((digits) => digits !== undefined);
    offsets.push(at);
    if (code !== undefined && Number.parseInt(code, 16) > 0xffff) offsets.push(at);
    at += escape ? escape[0].length : 1;
  }
  return [...offsets, end];
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
