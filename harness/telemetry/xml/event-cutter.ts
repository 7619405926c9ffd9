/**
 * Cuts Event XML into events, so that a file of any size is read with the memory of its largest
 * event: what lies from `<Event …>` to its `</Event>`, with or without `<Events>` around all of them.
 * Comments, CDATA sections and processing instructions are passed over as a whole, and a document
 * type is never looked into. An event is first offered to the receiver where it stands, who may know
 * its template and need no cutting.
 */
import { behind, SECTIONS, tagEnd } from "./markup-end.ts";
import type { TextPosition as Position } from "./text-position.ts";
import { TextPosition } from "./text-position.ts";

/** Receives what is found, in the order of the text. */
export interface CutSink {
  /** Announces the text in which the next calls of `whole` look. */
  begin(text: string): void;
  /**
   * Offered an event that begins at an offset and whose closing tag has come: takes it and returns
   * where it ends, or returns -1, and it is cut out.
   */
  whole(start: number): number;
  event(text: string, start: Position): void;
  /** An event, or other markup; `isEnd`: because the text ends. */
  unclosed(reason: string, start: Position, isEnd: boolean): void;
  /** The element around the events is not closed where the text ends, at an event's boundary. */
  unclosedRoot(end: Position): void;
  /** Text or markup that stands in no event, and up to the next one. */
  stray(start: Position): void;
  doctype(start: Position): void;
  /** The root element is none of Event XML's; nothing more is cut. */
  otherRoot(root: string, start: Position): void;
}

/** In UTF-16 units. An event of a log is at most 64 KiB, in which every character may be escaped. */
const MAX_EVENT = 4 * 1024 * 1024;
/** How often markup that does not end is looked into for events, before it is passed over as a whole. */
const MAX_LOOKED_INTO = 64;
/** Elements called Event may stand in an event, but not many in each other. */
const MAX_NESTED = 8;

/** What stands between events and is none: padding at the end, and the headings of evtx_dump. Is it longer, it is none. */
const ASIDE = /^[\s\0]*(?:Record \d+\s*)?$/;
const LONGEST_ASIDE = 256;
const DOCTYPE = "<!DOCTYPE";
const LONGEST_OPENING = 9;
/** An event that is offered begins with this and ends with that. */
const OFFERED = "<Event";
const OFFERED_END = "</Event>";
const GREATER = 0x3e;
const TAG_NAME = /^<\/?(?:[^\s/>:]*:)?([^\s/>:]*)/;

export class EventCutter {
  readonly #sink: CutSink;
  /** Text not yet done with; what lies before `#at` has been looked at. */
  #text = "";
  #at = 0;
  /** Where the last closing tag in `#text` stands of which it is known that it is one. */
  #lastEnd = -1;
  /** No text comes any more. */
  #isAtEnd = false;
  /** Of an offset in `#text`, which is never behind what is asked for. */
  #position = new TextPosition();
  #positionAt = 0;
  /** Where the current event begins, and how many elements called Event are open. */
  #start = -1;
  #open = 0;
  #hasRoot = false;
  #isOtherRoot = false;
  /** How many elements called Events are open: one, but where exports were put one behind another. */
  #openRoots = 0;
  #hasDoctype = false;
  #lookedInto = 0;
  /** What stands here up to the next event has been told of. */
  #isTold = false;
  /** Where NULs stand behind which nothing has come yet: padding if nothing does, else a block that was lost. */
  #nuls: Position | null = null;

  constructor(sink: CutSink) {
    this.#sink = sink;
  }

  write(text: string): void {
    // An event over the end of the last piece is dealt with first: what follows need not be copied.
    const isBegun = this.#start < 0 && this.#text !== "";
    const end = isBegun ? text.indexOf(OFFERED_END) + OFFERED_END.length : 0;
    if (end > OFFERED_END.length) this.#take(text.slice(0, end));
    this.#take(end > OFFERED_END.length ? text.slice(end) : text);
  }

  #take(text: string): void {
    if (this.#isOtherRoot) return;
    this.#findLastEnd(text);
    this.#text += text;
    this.#cut();
    while (this.#text.length - this.#beginning() > MAX_EVENT) {
      const reason = `it is longer than ${MAX_EVENT} characters`;
      if (this.#start >= 0) this.#giveUp(reason, false);
      else this.#passOver(reason);
      this.#cut();
    }
    this.#drop();
  }

  /** Where the event or other markup begins whose end has not come. */
  #beginning(): number {
    return this.#start >= 0 ? this.#start : this.#at;
  }

  /** Before a text is put behind `#text`. */
  #findLastEnd(text: string): void {
    const { length } = this.#text;
    const last = text.lastIndexOf(OFFERED_END);
    if (last >= 0) this.#lastEnd = length + last;
    else {
      const seam = this.#text.slice(1 - OFFERED_END.length);
      const at = (seam + text.slice(0, OFFERED_END.length)).indexOf(OFFERED_END);
      if (at >= 0) this.#lastEnd = length - seam.length + at;
    }
  }

  end(): void {
    if (this.#isOtherRoot) return;
    this.#isAtEnd = true;
    this.#cut();
    const reason = "the recording ends before that";
    let isTold = this.#start >= 0;
    for (; this.#start >= 0; this.#cut()) this.#giveUp(reason, true);
    if (this.#text.slice(this.#at).trim() !== "") {
      isTold = true;
      this.#sink.unclosed(reason, this.#positionOf(this.#at), true);
    }
    if (this.#openRoots > 0 && !isTold && !this.#isOtherRoot)
      this.#sink.unclosedRoot(this.#positionOf(this.#text.length));
  }

  /** Goes from markup to markup until more text is needed. */
  #cut(): void {
    this.#sink.begin(this.#text);
    for (;;) {
      const at = this.#text.indexOf("<", this.#at);
      const isCertain = at >= 0 || this.#isAtEnd || this.#text.length - this.#at > LONGEST_ASIDE;
      if (this.#start < 0 && at !== this.#at && !this.#isTold)
        if (isCertain) this.#aside(at < 0 ? this.#text.length : at);
        else return;
      this.#at = at < 0 ? this.#text.length : at;
      if (at < 0) return;
      if (this.#nuls) this.#stray(at);
      if (this.#start < 0 && beginsEvent(this.#text, at)) {
        if (this.#mayStillCome(at)) return;
        const taken = this.#sink.whole(at);
        if (taken >= 0) {
          this.#hasRoot = true;
          this.#isTold = false;
          this.#at = taken;
          continue;
        }
      }
      const end = this.#markupEnd(at);
      if (end < 0) return;
      this.#at = end;
      if (!/^<[!?]/.test(this.#text.slice(at, at + 2))) this.#tag(at, end);
      if (this.#isOtherRoot) return;
    }
  }

  /** Whether the end of the event that begins at an offset has not come yet, but can. */
  #mayStillCome(at: number): boolean {
    return this.#lastEnd < at && !this.#isAtEnd && this.#text.length - at <= MAX_EVENT;
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
      this.#isOtherRoot = name !== "Event" && name !== "Events";
      if (this.#isOtherRoot) return this.#sink.otherRoot(name, this.#positionOf(at));
    }
    if (name === "Events" && isClosing && this.#start >= 0)
      return this.#giveUp('"</Events>" comes before that', false);
    if (name === "Events") {
      this.#isTold = false;
      if (isClosing && this.#openRoots === 0) this.#stray(at);
      else if (isClosing) this.#openRoots--;
      else if (this.#start < 0 && this.#text[end - 2] !== "/") this.#openRoots++;
    } else if (this.#start < 0 && (name !== "Event" || isClosing)) this.#stray(at);
    if (name !== "Event") return;
    if (isClosing) this.#open--;
    else {
      if (this.#start < 0) this.#start = at;
      this.#isTold = false;
      if (this.#text[end - 2] !== "/") this.#open++;
    }
    if (this.#start < 0) this.#open = 0;
    else if (this.#open === 0) this.#finish(end);
    else if (this.#open > MAX_NESTED) this.#giveUp("too many others begin in it", false);
  }

  /** Goes over a text between events. */
  #aside(end: number): void {
    const text = this.#text.slice(this.#at, end);
    if (!ASIDE.test(text)) this.#stray(this.#at + text.search(/[^\s\0]/));
    else if (text.includes("\0")) this.#nuls ??= this.#positionOf(this.#at + text.indexOf("\0"));
  }

  #stray(at: number): void {
    if (!this.#isTold) this.#sink.stray(this.#nuls ?? this.#positionOf(at));
    this.#nuls = null;
    this.#isTold = true;
  }

  #finish(end: number): void {
    const start = this.#start;
    this.#start = -1;
    this.#sink.event(this.#text.slice(start, end), this.#positionOf(start));
  }

  /** Lets cutting go on behind the tag of an event that is not closed: the next one may begin inside it. */
  #giveUp(reason: string, isEnd: boolean): void {
    const start = this.#start;
    this.#start = -1;
    this.#open = 0;
    this.#at = start + 1;
    this.#isTold = true;
    this.#sink.unclosed(reason, this.#positionOf(start), isEnd);
  }

  /**
   * Gives up markup that stands in no event. Events may follow a comment that somebody forgot to close,
   * but to look for them behind each of very many would take for ever.
   */
  #passOver(reason: string): void {
    this.#sink.unclosed(reason, this.#positionOf(this.#at), false);
    this.#isTold = true;
    const next =
      this.#lookedInto++ < MAX_LOOKED_INTO ? this.#text.indexOf(OFFERED, this.#at + 1) : -1;
    this.#at = next < 0 ? this.#text.length : next;
  }

  #positionOf(offset: number): Position {
    const text = this.#text.slice(this.#positionAt, offset);
    const position = this.#position.after(text, text.length);
    // What comes next is the beginning of the current event, or lies behind this offset.
    if (this.#start < 0 || offset <= this.#start) {
      this.#position = position;
      this.#positionAt = offset;
    }
    return position;
  }

  /** Lets go of text that is done with. */
  #drop(): void {
    const done = this.#beginning();
    if (done === 0) return;
    this.#positionOf(done);
    this.#positionAt = 0;
    this.#text = this.#text.slice(done);
    this.#at -= done;
    this.#lastEnd -= done;
    if (this.#start >= 0) this.#start = 0;
  }
}

/** Whether an element called Event begins here, without a prefix. */
function beginsEvent(text: string, at: number): boolean {
  if (!text.startsWith(OFFERED, at)) return false;
  const next = text.charCodeAt(at + OFFERED.length);
  return next <= 0x20 || next === GREATER;
}
