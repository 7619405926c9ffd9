/**
 * Cuts Event XML into events, so that a file of any size is read with the memory of its largest
 * event: what lies from `<Event …>` to its `</Event>`, with or without `<Events>` around all of them.
 * Comments, CDATA sections and processing instructions are passed over as a whole, and a document
 * type is never looked into.
 */
import type { TextPosition as Position } from "./text-position.ts";
import { TextPosition } from "./text-position.ts";

/** Receives what is found, in the order of the text. */
export interface CutSink {
  event(text: string, start: Position): void;
  /** An event, or other markup; `isEnd`: because the text ends. */
  unclosed(reason: string, start: Position, isEnd: boolean): void;
  doctype(start: Position): void;
  /** The root element is none of Event XML's; nothing more is cut. */
  foreign(root: string, start: Position): void;
}

/** In UTF-16 units. An event of a log is at most 64 KiB, in which every character may be escaped. */
const MAX_EVENT = 4 * 1024 * 1024;
/** Elements called Event may stand in an event, but not many in each other. */
const MAX_NESTED = 8;

/** What begins with `<` and is no tag: how it begins and how it ends. */
const SECTIONS = [
  { opens: "<!--", closes: "-->" },
  { opens: "<![CDATA[", closes: "]]>" },
  { opens: "<?", closes: "?>" },
] as const;
const DOCTYPE = "<!DOCTYPE";
const LONGEST_OPENING = 9;
const TAG_NAME = /^<\/?(?:[^\s/>:]*:)?([^\s/>:]*)/;

export class EventCutter {
  readonly #sink: CutSink;
  /** Text not yet done with; what lies before `#at` has been looked at. */
  #text = "";
  #at = 0;
  /** Of the beginning of `#text`. */
  #position = new TextPosition();
  /** Where the current event begins, and how many elements called Event are open. */
  #start = -1;
  #open = 0;
  #hasRoot = false;
  #isForeign = false;
  #hasDoctype = false;

  constructor(sink: CutSink) {
    this.#sink = sink;
  }

  write(text: string): void {
    if (this.#isForeign) return;
    this.#text += text;
    this.#cut();
    while (this.#start >= 0 && this.#text.length - this.#start > MAX_EVENT) {
      this.#giveUp(`it is longer than ${MAX_EVENT} characters`, false);
      this.#cut();
    }
    this.#drop();
  }

  end(): void {
    if (this.#isForeign) return;
    const reason = "the recording ends before that";
    for (; this.#start >= 0; this.#cut()) this.#giveUp(reason, true);
    if (this.#text.slice(this.#at).trim() !== "")
      this.#sink.unclosed(reason, this.#positionOf(this.#at), true);
  }

  /** Goes from markup to markup until more text is needed. */
  #cut(): void {
    for (;;) {
      const at = this.#text.indexOf("<", this.#at);
      if (at < 0) {
        this.#at = this.#text.length;
        return;
      }
      this.#at = at;
      const end = this.#markupEnd(at);
      if (end < 0) return;
      this.#at = end;
      if (!/^<[!?]/.test(this.#text.slice(at, at + 2))) this.#tag(at, end);
      if (this.#isForeign) return;
    }
  }

  /** Returns where the markup at an offset ends, or -1 if that text has not come yet. */
  #markupEnd(at: number): number {
    const text = this.#text;
    if (text.length - at < LONGEST_OPENING && !text.includes(">", at)) return -1;
    for (const { opens, closes } of SECTIONS)
      if (text.startsWith(opens, at)) return behind(text, closes, at + opens.length);
    if (text.startsWith(DOCTYPE, at)) return this.#doctypeEnd(at);
    return tagEnd(text, at);
  }

  #doctypeEnd(at: number): number {
    const bracket = this.#text.indexOf("[", at);
    const close = this.#text.indexOf(">", at);
    const end =
      bracket >= 0 && (close < 0 || bracket < close)
        ? behind(this.#text, ">", behind(this.#text, "]", bracket + 1))
        : behind(this.#text, ">", at);
    if (end >= 0 && !this.#hasDoctype) {
      this.#hasDoctype = true;
      this.#sink.doctype(this.#positionOf(at));
    }
    return end;
  }

  #tag(at: number, end: number): void {
    const name = TAG_NAME.exec(this.#text.slice(at, Math.min(end, at + 256)))![1]!;
    const isClosing = this.#text[at + 1] === "/";
    if (!this.#hasRoot && !isClosing) {
      this.#hasRoot = true;
      this.#isForeign = name !== "Event" && name !== "Events";
      if (this.#isForeign) return this.#sink.foreign(name, this.#positionOf(at));
    }
    if (name === "Events" && isClosing && this.#start >= 0)
      return this.#giveUp('"</Events>" comes before that', false);
    if (name !== "Event") return;
    if (isClosing) this.#open--;
    else {
      if (this.#start < 0) this.#start = at;
      if (this.#text[end - 2] !== "/") this.#open++;
    }
    if (this.#start < 0) this.#open = 0;
    else if (this.#open === 0) this.#finish(end);
    else if (this.#open > MAX_NESTED) this.#giveUp("too many others begin in it", false);
  }

  #finish(end: number): void {
    const start = this.#start;
    this.#start = -1;
    this.#sink.event(this.#text.slice(start, end), this.#positionOf(start));
    this.#drop();
  }

  /** Lets cutting go on behind the tag of an event that is not closed: the next one may begin inside it. */
  #giveUp(reason: string, isEnd: boolean): void {
    const start = this.#start;
    this.#start = -1;
    this.#open = 0;
    this.#at = start + 1;
    this.#sink.unclosed(reason, this.#positionOf(start), isEnd);
    this.#drop();
  }

  #positionOf(offset: number): Position {
    return this.#position.after(this.#text, offset);
  }

  /** Lets go of text that is done with. */
  #drop(): void {
    const done = this.#start >= 0 ? this.#start : this.#at;
    if (done === 0) return;
    this.#position = this.#positionOf(done);
    this.#text = this.#text.slice(done);
    this.#at -= done;
    if (this.#start >= 0) this.#start = 0;
  }
}

function behind(text: string, what: string, from: number): number {
  const at = from < 0 ? -1 : text.indexOf(what, from);
  return at < 0 ? -1 : at + what.length;
}

/** The end of a tag, in whose attributes `>` may stand between quotes. */
function tagEnd(text: string, at: number): number {
  for (let i = at + 1; ; i++) {
    const close = text.indexOf(">", i);
    if (close < 0) return -1;
    const quote = text.slice(i, close).search(/["']/);
    if (quote < 0) return close + 1;
    i = text.indexOf(text[i + quote]!, i + quote + 1);
    if (i < 0) return -1;
  }
}
