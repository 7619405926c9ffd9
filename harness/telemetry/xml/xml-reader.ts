import type { ReadLog, SeeEvent } from "../read-log.ts";
import { EventCutter, type CutSink } from "./event-cutter.ts";
import { EventScanner } from "./event-scanner.ts";
import { parseEvent } from "./parse-event.ts";
import type { TextPosition } from "./text-position.ts";

/** Reads Event XML that comes as pieces of text (exports of Event Viewer, `wevtutil /f:xml`). */
export class XmlReader implements CutSink {
  readonly #cutter = new EventCutter(this);
  readonly #scanner = new EventScanner();
  readonly #log: ReadLog;
  readonly #see: SeeEvent;
  /** The text in which events are found, and whether all of it are characters of XML. */
  #text = "";
  #isSound = true;

  constructor(log: ReadLog, see: SeeEvent) {
    this.#log = log;
    this.#see = see;
  }

  write(text: string): void {
    this.#cutter.write(text);
  }

  end(): void {
    this.#cutter.end();
  }

  begin(text: string): void {
    this.#scanner.begin(text);
    this.#text = text;
    this.#isSound = isSound(text);
  }

  whole(start: number): number {
    const event = this.#scanner.find(start, this.#log.events + 1);
    if (!event) return -1;
    const { end } = this.#scanner;
    if (!this.#isSound && !isSound(this.#text.slice(start, end))) return -1;
    this.#log.events++;
    this.#see(event);
    return end;
  }

  event(text: string, start: TextPosition): void {
    if (!text.isWellFormed()) {
      const place = start.after(text, text.search(/\p{Cs}/u)).place();
      const message = "The event holds bytes that are not UTF-8.";
      return this.#log.skip("recording/not-utf8", message, place);
    }
    if (text.includes("\0")) {
      const place = start.after(text, text.indexOf("\0")).place();
      const message = "Not well-formed XML: a NUL is no character of it.";
      return this.#log.skip("recording/broken-xml", message, place);
    }
    const parsed = parseEvent(text, start);
    if (parsed.kind === "broken")
      return this.#log.skip(
        "recording/broken-xml",
        `Not well-formed XML: ${parsed.reason}.`,
        parsed.place,
      );
    if (parsed.kind === "no-event") {
      const message = 'An event has a "System" with an "EventID" in it, this has none.';
      return this.#log.skip("recording/not-an-event", message, start.place());
    }
    if (parsed.kind === "unread")
      return this.#log.skip("recording/unread-data", `${parsed.reason}.`, start.place());
    this.#log.events++;
    this.#see(parsed.fields.event(this.#log.events));
  }

  unclosed(reason: string, start: TextPosition, isEnd: boolean): void {
    const code = isEnd ? "recording/truncated" : "recording/broken-xml";
    this.#log.skip(code, `The event that begins here is not closed: ${reason}.`, start.place());
  }

  unclosedRoot(end: TextPosition): void {
    const message = 'The recording ends here, but "<Events>" is not closed: events may be missing.';
    this.#log.skip("recording/truncated", message, end.place());
  }

  stray(start: TextPosition): void {
    const message = "What begins here is no event, nor a part of one.";
    this.#log.skip("recording/broken-xml", message, start.place());
  }

  doctype(start: TextPosition): void {
    const message =
      "The recording declares a document type; it was not read, nor are its entities known.";
    this.#log.warn("recording/doctype", message, start.place(), "Exports of event logs have none.");
  }

  otherRoot(root: string, start: TextPosition): void {
    const message = `The XML is no recording: its root element is "${root.slice(0, 100)}".`;
    const hint = 'Event XML has the root element "Events" or "Event".';
    this.#log.fail("recording/unknown-format", message, hint, start.place());
  }
}

/** Whether a text holds neither what was no UTF-8 nor NUL, of which a file has runs where a block of it was lost. */
function isSound(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
