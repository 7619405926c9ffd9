/**
 * Cuts a text into JSON documents: one per line, the elements of an array, or several pretty-printed
 * ones, one after another. Memory is bounded by the largest document. After something broken,
 * reading goes on at the next line that can begin a document.
 */
import type { TextPlace } from "../../text/source.ts";
import { excessOfText } from "./document-budget.ts";
import { JsonScan, type ScanResult } from "./json-scan.ts";
import { parsed } from "./json-value.ts";

/** What can be wrong with a document. */
export type DocumentFault = "broken" | "too-deep" | "too-large" | "truncated";

/** Receives what the text holds, in its order. */
export interface DocumentSink {
  /** Offered a line that may be a document by itself: takes it and returns true, or it is parsed. */
  whole(text: string, from: number, to: number, line: number): boolean;
  /** A well-formed value that begins on `line`; `ownLine`: it is the one value of that line. */
  value(value: unknown, text: string, line: number, ownLine: boolean): void;
  broken(fault: DocumentFault, reason: string, place: TextPlace): void;
}

/** A line of the text, of which what stands before `from` has been dealt with. */
interface Line {
  readonly text: string;
  readonly number: number;
  readonly from: number;
}

/** The longest document that is read, in UTF-16 units. */
const MAX_DOCUMENT = 256 * 1024 * 1024;
/** Documents that may fail at one line before the lines up to it are given up. */
const MAX_RETRIES = 8;
/** Of a longer line, a place shows nothing: it would keep the line in memory. */
const MAX_SHOWN = 4096;

const FIRST_SIGN = /[^\s,]/g;

export class JsonDocuments {
  readonly #sink: DocumentSink;
  /** The beginning of a line whose end has not come yet. */
  #held: string[] = [];
  #heldLength = 0;
  #lineNumber = 0;
  /** Lines still to be worked on, the next one last. */
  readonly #work: Line[] = [];
  /** The lines of a document that has begun and not ended. */
  #document: Line[] = [];
  #documentLength = 0;
  #scan = new JsonScan();
  #inArray = false;
  /** No line comes after the current one. */
  #isAtEnd = false;
  /** After a fault: the indent that the next document may have at most. */
  #resumeIndent: number | null = null;
  /** The line at which a document failed last, and how many others have failed there before. */
  #failedAt = 0;
  #retries = 0;

  constructor(sink: DocumentSink) {
    this.#sink = sink;
  }

  write(text: string): void {
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      if (this.#heldLength > 0) {
        this.#hold(text.slice(from, end));
        this.#endLine();
      } else this.#line(text, from, end);
      from = end + 1;
    }
    this.#hold(text.slice(from));
  }

  end(): void {
    this.#isAtEnd = true;
    this.#endLine();
    while (this.#document.length > 0) {
      const { text, number } = this.#document.at(-1)!;
      this.#fail(
        "truncated",
        "the recording ends inside a document",
        placeIn(text, number, text.length),
      );
      this.#workOff();
    }
    if (this.#inArray)
      this.#sink.broken(
        "truncated",
        "the recording ends inside an array",
        placeIn("", this.#lineNumber, 0),
      );
  }

  #hold(text: string): void {
    if (text === "") return;
    this.#heldLength += text.length;
    if (this.#heldLength <= MAX_DOCUMENT) this.#held.push(text);
  }

  #endLine(): void {
    const isTooLong = this.#heldLength > MAX_DOCUMENT;
    const text = isTooLong ? "" : this.#held.length === 1 ? this.#held[0]! : this.#held.join("");
    this.#held = [];
    this.#heldLength = 0;
    if (isTooLong)
      this.#sink.broken(
        "too-large",
        `longer than ${MAX_DOCUMENT} characters`,
        placeIn("", this.#lineNumber + 1, 0),
      );
    this.#line(text, 0, text.length);
  }

  #line(text: string, from: number, to: number): void {
    const number = ++this.#lineNumber;
    if (this.#document.length === 0) {
      if (from === to) return;
      const isFree = !this.#inArray && this.#resumeIndent === null;
      if (isFree && this.#sink.whole(text, from, to, number)) return;
    }
    this.#work.push({ text: text.slice(from, to), number, from: 0 });
    this.#workOff();
  }

  #workOff(): void {
    for (let line = this.#work.pop(); line; line = this.#work.pop())
      if (this.#document.length > 0) this.#goOn(line);
      else if (this.#mayBegin(line)) this.#begin(line);
  }

  /** After a fault, whether this is the line at which reading goes on. */
  #mayBegin(line: Line): boolean {
    if (this.#resumeIndent === null) return true;
    if (!beginsDocument(line, this.#resumeIndent)) return false;
    this.#resumeIndent = null;
    return true;
  }

  #begin(line: Line): void {
    const { text, number, from } = line;
    if (from === 0 && !this.#inArray) {
      const excess = excessOfText(text);
      if (excess !== null) return this.#sink.broken("too-large", excess, placeIn(text, number, 0));
      const value = parsed(text);
      if (value !== undefined) return this.#sink.value(value, text, number, true);
    }
    FIRST_SIGN.lastIndex = from;
    const at = FIRST_SIGN.exec(text)?.index;
    if (at === undefined) return;
    const sign = text[at];
    const rest = { ...line, from: at + 1 };
    if (sign === "]" && this.#inArray) this.#inArray = false;
    else if (sign === "[" && !this.#inArray) this.#inArray = true;
    else if (sign === "{" || sign === "[") return this.#beginDocument({ ...line, from: at });
    else return this.#loneValue(text.slice(at).trim(), placeIn(text, number, at));
    this.#work.push(rest);
  }

  #beginDocument(line: Line): void {
    const { text, number, from } = line;
    const trimmed = text.slice(from).trimEnd();
    const body = trimmed.endsWith(",") ? trimmed.slice(0, -1) : trimmed;
    const value = parsed(body);
    if (value !== undefined) return this.#sink.value(value, body, number, false);
    this.#scan = new JsonScan();
    this.#documentLength = 0;
    this.#goOn(line);
  }

  /** A line that begins with neither an object nor an array. */
  #loneValue(text: string, place: TextPlace): void {
    const value = parsed(text.replace(/,$/, ""));
    if (value !== undefined) return this.#sink.value(value, text, place.line, false);
    this.#sink.broken("broken", `expected an object, found "${text.slice(0, 40)}"`, place);
  }

  #goOn(line: Line): void {
    this.#document.push(line);
    this.#documentLength += line.text.length - line.from + 1;
    const result = this.#scan.feed(line.text, line.from);
    if (result.kind === "complete") this.#complete(line, result.end);
    else if (result.kind !== "more") {
      const place = this.#placeOf(result);
      const isCut =
        this.#isAtEnd && place.line === this.#lineNumber && place.column > line.text.length;
      this.#fail(isCut ? "truncated" : result.kind, result.reason, place);
    } else if (this.#documentLength > MAX_DOCUMENT)
      this.#fail(
        "too-large",
        `longer than ${MAX_DOCUMENT} characters`,
        placeIn(line.text, line.number, 0),
      );
  }

  #complete(last: Line, end: number): void {
    const text = this.#document.map((line) => line.text.slice(line.from)).join("\n");
    const rest = last.text.length - (text.length - end);
    const { number } = this.#document[0]!;
    this.#document = [];
    this.#work.push({ ...last, from: rest });
    const body = text.slice(0, end);
    const excess = excessOfText(body);
    if (excess !== null) return this.#sink.broken("too-large", excess, placeIn("", number, 0));
    this.#sink.value(JSON.parse(body), body, number, false);
  }

  /**
   * Gives the document up, and goes on with the lines after its first: if it was cut short, it has
   * swallowed the next one. What is nested too deeply is passed over up to where it failed.
   */
  #fail(fault: DocumentFault, reason: string, place: TextPlace): void {
    const [first, ...rest] = this.#document;
    this.#document = [];
    this.#resumeIndent = Math.max(0, first!.text.search(/\S/));
    if (fault !== "too-deep") this.#takeBack(rest, (rest.at(-1) ?? first!).number);
    this.#sink.broken(fault, reason, place);
  }

  /**
   * Takes lines back to work on them again. Where one document after another fails at the same line,
   * only those from the last possible beginning on, and in the end none.
   */
  #takeBack(lines: readonly Line[], failedAt: number): void {
    this.#retries = failedAt === this.#failedAt ? this.#retries + 1 : 0;
    this.#failedAt = failedAt;
    const indent = this.#resumeIndent ?? 0;
    const from =
      this.#retries < MAX_RETRIES ? 0 : lines.findLastIndex((line) => beginsDocument(line, indent));
    if (from < 0 || this.#retries > MAX_RETRIES) return;
    for (let i = lines.length - 1; i >= from; i--) this.#work.push(lines[i]!);
  }

  /** A document that was cut short is broken where it stops, not where the next one begins. */
  #placeOf({ at }: Extract<ScanResult, { at: number }>): TextPlace {
    let offset = at;
    for (const [index, { text, number, from }] of this.#document.entries()) {
      const length = text.length - from;
      if (offset <= length) {
        const column = from + offset;
        const before = this.#document[index - 1];
        if (before && /^\s*[{[]/.test(text) && text.search(/\S/) === column)
          return placeIn(before.text, before.number, before.text.trimEnd().length);
        return placeIn(text, number, column);
      }
      offset -= length + 1;
    }
    throw new RangeError(`No line of the document holds offset ${at}.`);
  }
}

/** Whether a document can begin with this line, indented no more than that, or an array can end. */
function beginsDocument({ text }: Line, indent: number): boolean {
  const first = text.search(/\S/);
  return first >= 0 && first <= indent && "{[]".includes(text[first]!);
}

function placeIn(text: string, line: number, offset: number): TextPlace {
  const lineText = text.length > MAX_SHOWN ? "" : text.replace(/\r$/, "");
  return { kind: "text", line, column: offset + 1, endColumn: offset + 2, lineText };
}
