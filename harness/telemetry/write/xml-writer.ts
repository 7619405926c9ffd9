/**
 * Writes Event XML as `wevtutil qe … /f:xml /e:Events` does, an event on a line. What is written is
 * well-formed XML 1.0 whatever the values hold: characters that XML has no place for are replaced by
 * U+FFFD, and that is told.
 *
 * @see XML 1.0, "Characters" 2.2, "End-of-Line Handling" 2.11, "Attribute-Value Normalization" 3.3.3
 */
import type { ShownEvent } from "../../events/event.ts";
import type { ByteSink } from "./byte-sink.ts";
import type { RecordingWriter } from "./event-writer.ts";
import { ALWAYS_WRITTEN, NAMESPACE, SYSTEM_ELEMENTS, SYSTEM_VALUES } from "./system-values.ts";
import { BINARY, windowsForm, type WindowsForm } from "./windows-form.ts";
import type { WriteLog, WriteReport } from "./write-log.ts";

/** In UTF-16 units: the reader takes no longer event. */
const MAX_EVENT = 4 * 1024 * 1024;

/** Lone surrogates, control characters but tab and line ends, and the two non-characters. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MARKUP = /[&<>'"\r\n\t]/;

export class XmlWriter implements RecordingWriter {
  readonly #sink: ByteSink;
  readonly #log: WriteLog;

  constructor(sink: ByteSink, log: WriteLog) {
    this.#sink = sink;
    this.#log = log;
    this.#append('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>\n');
  }

  write(event: ShownEvent): boolean {
    const form = windowsForm(event, this.#log);
    if (!form) return false;
    const text = this.#event(form);
    if (text.length > MAX_EVENT) {
      this.#log.refuse(
        event,
        "write/too-large",
        `has ${text.length} characters as XML, more than ${MAX_EVENT}`,
      );
      return false;
    }
    this.#append(text);
    this.#log.events++;
    return true;
  }

  end(): WriteReport {
    this.#append("</Events>\n");
    return this.#log.report();
  }

  #append(text: string): void {
    this.#sink.append(Buffer.from(text));
  }

  #event({ system, data }: WindowsForm): string {
    let text = `<Event xmlns='${NAMESPACE}'><System>`;
    for (const element of SYSTEM_ELEMENTS) {
      let attributes = "";
      for (const row of element.attributes) {
        const value = system[row];
        if (value === undefined) continue;
        const { attribute, field } = SYSTEM_VALUES[row]!;
        attributes += ` ${attribute}='${this.#attribute(value, field)}'`;
      }
      const { name } = element;
      const content = element.text < 0 ? undefined : system[element.text];
      if (content !== undefined)
        text += `<${name}${attributes}>${this.#text(content, name)}</${name}>`;
      else if (attributes !== "" || ALWAYS_WRITTEN.has(name)) text += `<${name}${attributes}/>`;
    }
    text += "</System>";
    if (data.length === 0) return `${text}</Event>\n`;
    text += "<EventData>";
    for (const { name, value } of data) {
      const content = this.#text(value, name);
      if (name === null) text += `<Data>${content}</Data>`;
      else if (name === BINARY) text += `<${BINARY}>${content}</${BINARY}>`;
      else text += `<Data Name='${this.#attribute(name, name)}'>${content}</Data>`;
    }
    return `${text}</EventData></Event>\n`;
  }

  #text(value: string, field: string | null): string {
    const text = this.#legal(value, field);
    return MARKUP.test(text) ? text.replace(/[&<>\r]/g, reference) : text;
  }

  /** A reader makes blanks of the line ends and tabs of an attribute, unless they are references. */
  #attribute(value: string, field: string): string {
    const text = this.#legal(value, field);
    return MARKUP.test(text) ? text.replace(/[&<>'"\r\n\t]/g, reference) : text;
  }

  #legal(value: string, field: string | null): string {
    if (value.search(NOT_XML) < 0) return value;
    this.#log.changed(
      field,
      "holds characters that XML cannot carry; they were written as U+FFFD",
      "As .evtx or .ndjson the recording keeps them.",
    );
    return value.replace(NOT_XML, "\ufffd");
  }
}

function reference(sign: string): string {
  switch (sign) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    default:
      return `&#${sign.charCodeAt(0)};`;
  }
}
