import type { LogSource } from "../../events/log-source.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { TextPlace } from "../../text/source.ts";
import type { ReadLog, SeeEvent } from "../read-log.ts";
import { eventOfJson } from "./event-of-json.ts";
import { JsonDocuments, type DocumentFault, type DocumentSink } from "./json-documents.ts";
import { MAX_DEPTH } from "./json-scan.ts";
import { isObject, type JsonObject } from "./json-value.ts";

const FAULTS: Readonly<Record<DocumentFault, { code: DiagnosticCode; what: string }>> = {
  broken: { code: "recording/broken-json", what: "Not well-formed JSON" },
  "too-deep": { code: "recording/too-deep", what: "The document is nested too deeply" },
  "too-large": { code: "recording/too-large", what: "The document is too large" },
  truncated: { code: "recording/truncated", what: "The last document is not complete" },
};

/** A whole number that a double may not hold. */
const LONG_NUMBER = /[:[,\s]-?\d{16,}\s*[,\]}\s]/;
const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** Reads JSON and NDJSON that comes as pieces of text, and shows each event. */
export class JsonReader implements DocumentSink {
  readonly #documents = new JsonDocuments(this);
  readonly #log: ReadLog;
  readonly #see: SeeEvent;
  readonly #declared: LogSource | undefined;

  constructor(log: ReadLog, see: SeeEvent, declared: LogSource | undefined) {
    this.#log = log;
    this.#see = see;
    this.#declared = declared;
  }

  write(text: string): void {
    this.#documents.write(text);
  }

  end(): void {
    this.#documents.end();
    this.#log.format ??= "json";
  }

  value(value: unknown, text: string, line: number, ownLine: boolean): void {
    const records = Array.isArray(value) ? (value as readonly unknown[]) : recordsOf(value);
    this.#log.format ??= ownLine && records === null ? "ndjson" : "json";
    if (records === null) this.#event(value, text, line);
    else for (const record of records) this.#event(record, text, line);
  }

  broken(fault: DocumentFault, reason: string, place: TextPlace): void {
    const { code, what } = FAULTS[fault];
    this.#log.skip(code, `${what}: ${reason}.`, place);
  }

  #event(value: unknown, text: string, line: number): void {
    const place: TextPlace = { kind: "text", line, column: 1, endColumn: 2, lineText: "" };
    if (!isObject(value)) {
      const found = JSON.stringify(value).slice(0, 40);
      this.#log.skip("recording/not-an-event", `An event is an object, found ${found}.`, place);
    } else if (!isShallow(value, MAX_DEPTH))
      this.broken("too-deep", `more than ${MAX_DEPTH} levels`, place);
    else {
      this.#log.events++;
      const position = this.#log.format === "ndjson" ? line : this.#log.events;
      this.#see(
        eventOfJson(LONG_NUMBER.test(text) ? exact(value, text) : value, position, this.#declared),
      );
    }
  }
}

/** CloudTrail delivers `{"Records": […]}`, Azure's diagnostic settings `{"records": […]}`. */
function recordsOf(value: unknown): readonly unknown[] | null {
  if (!isObject(value)) return null;
  const records = value["Records"] ?? value["records"];
  return Array.isArray(records) ? records : null;
}

/** Whether a value has no more levels than that. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  for (const member of Object.values(value)) if (!isShallow(member, levels - 1)) return false;
  return true;
}

/**
 * Windows telemetry is text, so a number must keep all its digits: returns the value again with long
 * numbers as strings. Other JSON keeps its types.
 */
function exact(value: JsonObject, text: string): JsonObject {
  if (!("Event" in value || "System" in value || "EventID" in value || "winlog" in value))
    return value;
  const quoted = text.replace(STRING_OR_LONG_NUMBER, (found) =>
    found[0] === '"' ? found : `"${found}"`,
  );
  const again: unknown = JSON.parse(quoted);
  return isObject(again) ? again : value;
}
