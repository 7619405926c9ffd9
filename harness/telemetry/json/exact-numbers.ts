/**
 * A whole number must keep all its digits, of which a double holds fifteen: handles and addresses of
 * Windows have up to twenty, and fields of type `long` nineteen. Where a document has numbers that no
 * double holds, it is parsed again with them as strings.
 */
import { isObject, recordsOf } from "./json-value.ts";

/** Without this no number can be too long. */
const LONG_NUMBER = /[:[,\s]-?\d{16}/;
const QUOTE_OR_NUMBER = /"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const DIGITS = /^-?\d+$/;
const BACKSLASH = 0x5c;

/**
 * Returns the records of a document (`recordsOf`, or itself), with whole numbers that are beyond what
 * a `number` holds exactly as strings.
 *
 * @param text of the whole document
 */
export function withExactNumbers(records: readonly unknown[], text: string): readonly unknown[] {
  if (!LONG_NUMBER.test(text)) return records;
  const again = JSON.parse(withLongNumbersQuoted(text)) as unknown;
  const exact = recordsOf(again) ?? [again];
  return records.map((record, i) => (isObject(record) ? exact[i] : record));
}

function withLongNumbersQuoted(text: string): string {
  let quoted = "";
  let done = 0;
  QUOTE_OR_NUMBER.lastIndex = 0;
  for (let found = QUOTE_OR_NUMBER.exec(text); found; found = QUOTE_OR_NUMBER.exec(text)) {
    const [token] = found;
    if (token === '"') QUOTE_OR_NUMBER.lastIndex = stringEnd(text, found.index + 1);
    else if (DIGITS.test(token) && !Number.isSafeInteger(Number(token))) {
      quoted += `${text.slice(done, found.index)}"${token}"`;
      done = QUOTE_OR_NUMBER.lastIndex;
    }
  }
  return quoted + text.slice(done);
}

/** Where a string of well-formed JSON ends, behind its closing quote. */
function stringEnd(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); ; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first--;
    if ((quote - first) % 2 === 0) return quote + 1;
  }
}
