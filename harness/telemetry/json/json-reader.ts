import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { TextPlace } from "../../text/source.ts";
import type { ReadLog, SeeEvent } from "../read-log.ts";
import { MALFORMED } from "../files/text-decoder.ts";
import { UnreadData } from "../records/unread-data.ts";
import { eventOfJson } from "./event-of-json.ts";
import { excessOfEvent, ExcessiveDocument } from "./document-budget.ts";
import { JsonDocuments, type DocumentFault, type DocumentSink } from "./json-documents.ts";
import { withExactNumbers } from "./exact-numbers.ts";
import { isShallow, MAX_DEPTH } from "./json-scan.ts";
import { isObject, type JsonObject, jsonText, recordsOf } from "./json-value.ts";
import { LineScanner } from "./line-scanner.ts";

const ESCAPED_MALFORMED = JSON.stringify(MALFORMED).slice(1, -1);

const FAULTS: Readonly<Record<DocumentFault, { code: DiagnosticCode; what: string }>> = {
  broken: { code: "recording/broken-json", what: "Not well-formed JSON" },
  "too-deep": { code: "recording/too-deep", what: "The document is nested too deeply" },
  "too-large": { code: "recording/too-large", what: "The document is too large" },
  truncated: { code: "recording/truncated", what: "The last document is not complete" },
};

/** Reads JSON and NDJSON that comes as pieces of text, and shows each event. */
export class JsonReader implements DocumentSink {
  readonly #documents = new JsonDocuments(this);
  readonly #lines: LineScanner;
  readonly #log: ReadLog;
  readonly #see: SeeEvent;
  readonly #declared: LogSource | undefined;

  constructor(log: ReadLog, see: SeeEvent, declared: LogSource | undefined) {
    this.#log = log;
    this.#see = see;
    this.#declared = declared;
    this.#lines = new LineScanner(declared ?? null);
  }

  write(text: string): void {
    this.#documents.write(text);
  }

  end(): void {
    this.#documents.end();
    this.#log.format ??= "json";
  }

  whole(text: string, from: number, to: number, line: number): boolean {
    const format = this.#log.format ?? "ndjson";
    const position = format === "ndjson" ? line : this.#log.events + 1;
    const event = this.#lines.find(text, from, to, position);
    if (!event) return false;
    this.#log.format = format;
    this.#log.events++;
    this.#see(event);
    return true;
  }

  value(value: unknown, text: string, line: number, ownLine: boolean): void {
    const delivered = recordsOf(value);
    this.#log.format ??= ownLine && delivered === null ? "ndjson" : "json";
    const isSound = text.isWellFormed();
    const column = ownLine && !isSound ? text.search(/\p{Cs}/u) + 1 : 1;
    for (const record of withExactNumbers(delivered ?? [value], text))
      for (const each of elementsOf(record))
        if (isSound || !holdsMalformed(each)) this.#event(each, line);
        else this.#malformed(line, column);
  }

  #malformed(line: number, column: number): void {
    const place: TextPlace = { kind: "text", line, column, endColumn: column + 1, lineText: "" };
    this.#log.skip("recording/not-utf8", "The event holds bytes that are not UTF-8.", place);
  }

  broken(fault: DocumentFault, reason: string, place: TextPlace): void {
    const { code, what } = FAULTS[fault];
    const lineText = place.lineText.toWellFormed();
    this.#log.skip(code, `${what}: ${reason.toWellFormed()}.`, { ...place, lineText });
  }

  #event(value: unknown, line: number): void {
    const place: TextPlace = { kind: "text", line, column: 1, endColumn: 2, lineText: "" };
    if (!isObject(value)) {
      // What is printed is gone down as deep as it is.
      if (!isShallow(value)) return this.broken("too-deep", `more than ${MAX_DEPTH} levels`, place);
      const found = JSON.stringify(value).slice(0, 40);
      return this.#log.skip(
        "recording/not-an-event",
        `An event is an object, found ${found}.`,
        place,
      );
    }
    const excess = excessOfEvent(value);
    if (excess) return this.broken(excess.fault, excess.reason, place);
    const position = this.#log.format === "ndjson" ? line : this.#log.events + 1;
    const event = this.#eventOf(value, position, place);
    if (!event) return;
    this.#log.events++;
    this.#see(event);
  }

  #eventOf(value: JsonObject, position: number, place: TextPlace): LogEvent | null {
    try {
      return eventOfJson(value, position, this.#declared);
    } catch (error) {
      if (error instanceof ExcessiveDocument) this.broken("too-large", error.message, place);
      else if (error instanceof UnreadData)
        this.#log.skip("recording/unread-data", `${error.message}.`, place);
      else throw error;
      return null;
    }
  }
}

/** Whether bytes of a value, of which some text holds such, are no characters. Writing escapes what stands for them. */
function holdsMalformed(value: unknown): boolean {
  return typeof value !== "object" || value === null || jsonText(value).includes(ESCAPED_MALFORMED);
}

/** Returns what an element of a list delivers: it may be an envelope in its turn. */
function elementsOf(record: unknown): readonly unknown[] {
  return (isObject(record) ? recordsOf(record) : null) ?? [record];
}
