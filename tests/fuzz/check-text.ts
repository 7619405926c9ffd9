/** Event XML and JSON: what stands before the first byte that was touched is returned, and of lines all others. */
import { demand, readingOf, type Case, type Reading } from "./check.ts";
import type { Original } from "./originals.ts";

/** By original: what it gives. */
const untouched = new WeakMap<Original, Reading>();

/** @throws {Broken} */
export function checkText({ original, bytes }: Case, reading: Reading): void {
  let known = untouched.get(original);
  if (!known) untouched.set(original, (known = readingOf(original.bytes)));
  // Spoiled at its beginning it may be of another format, or of none.
  if (reading.report.format === null) return;
  if (original.format === "xml") checkXml(original.bytes, bytes, known, reading);
  if (original.format === "ndjson") checkLines(original.bytes, bytes, known, reading);
}

const END_TAG = Buffer.from("</Event>");

/** Events that end before the first difference. */
function checkXml(
  original: Buffer,
  bytes: Buffer,
  known: Reading,
  { fields, report }: Reading,
): void {
  if (report.format !== "xml") return;
  const start = original.indexOf("<Event ");
  const difference = firstDifference(original, bytes);
  if (difference < start) return;
  let whole = 0;
  for (let at = original.indexOf(END_TAG); at >= 0; at = original.indexOf(END_TAG, at + 1))
    if (at + END_TAG.length <= difference) whole++;
  const expected = known.fields.slice(0, whole);
  const at = expected.findIndex((text, i) => text !== fields[i]);
  demand(
    at < 0,
    `event ${at + 1}, which stands before what was touched: ${expected[at]} → ${fields[at]}`,
  );
  if (!hasSameMarkup(original, bytes)) return;
  const told = fields.length + report.skipped;
  demand(
    told >= known.fields.length,
    `${told} of ${known.fields.length} events are shown or counted`,
  );
}

/** Whether only signs that mark nothing were overwritten by others. */
function hasSameMarkup(original: Buffer, bytes: Buffer): boolean {
  const isMarkup = (byte: number): boolean => "<>!?/\"'[]-=:".includes(String.fromCharCode(byte));
  return (
    original.length === bytes.length &&
    original.every((byte, i) => {
      const other = bytes[i]!;
      return byte === other || !(isMarkup(byte) || isMarkup(other) || isTagName(original, i));
    })
  );
}

/** Whether a byte stands in the name of a tag. */
function isTagName(bytes: Buffer, at: number): boolean {
  const open = bytes.lastIndexOf("<", at);
  return open >= 0 && !/[\s>]/.test(bytes.toString("latin1", open, at));
}

/** Lines that are the same, in their order; and each that is no JSON counts. */
function checkLines(
  original: Buffer,
  bytes: Buffer,
  known: Reading,
  { fields, report }: Reading,
): void {
  if (report.format !== "ndjson" && report.format !== "json") return;
  const lines = linesOf(original);
  if (known.fields.length !== lines.length) return;
  const remaining = new Map<string, number>();
  for (const line of linesOf(bytes)) remaining.set(line, (remaining.get(line) ?? 0) + 1);
  const returned = new Map<string, number>();
  for (const text of fields) returned.set(text, (returned.get(text) ?? 0) + 1);
  const expected = new Map<string, number>();
  lines.forEach((line, i) => {
    const count = remaining.get(line) ?? 0;
    if (count === 0) return;
    remaining.set(line, count - 1);
    const text = known.fields[i]!;
    expected.set(text, (expected.get(text) ?? 0) + 1);
  });
  for (const [text, count] of expected)
    demand((returned.get(text) ?? 0) >= count, `a line that was not touched is not shown: ${text}`);
  const written = linesOf(bytes).filter((line) => line.trim() !== "");
  const sound = written.filter(isJson).length;
  // Several values on one line are read all the same.
  const isTold = report.diagnostics.length > 0 || fields.length > sound;
  demand(sound === written.length || isTold, "a broken line is not told");
}

function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString("utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return length;
}
