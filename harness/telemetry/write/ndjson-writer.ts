/**
 * Writes a JSON object on a line: Windows events in the shape of evtx_dump,
 *
 *     {"Event":{"System":{"Provider":{"#attributes":{"Name":…}},"EventID":1,…},
 *               "EventData":{"Image":…,"Data":{"#text":[…,…]}}}}
 *
 * and telemetry of other sources as the object that it was. Numbers of `System` are numbers, all
 * data are strings. Where a name of the data would not come back as it is, because JSON or this
 * shape gives it a meaning, all data of that event are elements of a list that carry their name as
 * an attribute: `"Data":[{"#attributes":{"Name":"@id"},"#text":…}]`.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { ByteSink } from "./byte-sink.ts";
import { openJsonText } from "./open-json.ts";
import type { RecordingWriter } from "./event-writer.ts";
import { ALWAYS_WRITTEN, NAMESPACE, SYSTEM_ELEMENTS, SYSTEM_VALUES } from "./system-values.ts";
import {
  BINARY,
  isWindowsEvent,
  windowsForm,
  type DataItem,
  type WindowsForm,
} from "./windows-form.ts";
import type { WriteLog, WriteReport } from "./write-log.ts";

const INTEGER = /^(?:0|[1-9]\d{0,14})$/;
/** Keys that JSON.parse puts first, or that mark attributes and texts. */
const SPECIAL_NAME = /^(?:0|[1-9]\d*|[@#].*|__proto__|.*_attributes|.*_[1-9]\d*)$/s;
/** What readers of this shape take for a GUID or a time that lost its braces or last digit. */
const COMPLETED =
  /^(?:[\dA-F]{8}-(?:[\dA-F]{4}-){3}[\dA-F]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)$/;
const COMPLETED_SIZES = new Set([36, 27]);

export class NdjsonWriter implements RecordingWriter {
  readonly #sink: ByteSink;
  readonly #log: WriteLog;

  constructor(sink: ByteSink, log: WriteLog) {
    this.#sink = sink;
    this.#log = log;
  }

  write(event: ShownEvent): boolean {
    const text = this.#lineOf(event);
    if (text === null) return false;
    this.#sink.append(Buffer.from(`${text}\n`));
    this.#log.events++;
    return true;
  }

  end(): WriteReport {
    return this.#log.report();
  }

  #lineOf(event: ShownEvent): string | null {
    if (!isWindowsEvent(event)) return openJsonText(event);
    const form = windowsForm(event, this.#log);
    return form && this.#windowsEvent(form);
  }

  #windowsEvent({ system, data }: WindowsForm): string {
    const elements: string[] = [];
    for (const element of SYSTEM_ELEMENTS) {
      const attributes: string[] = [];
      for (const row of element.attributes) {
        const value = system[row];
        if (value === undefined) continue;
        const { attribute, field } = SYSTEM_VALUES[row]!;
        attributes.push(`"${attribute}":${this.#system(value, row, field)}`);
      }
      const marked = attributes.length > 0 ? `"#attributes":{${attributes.join(",")}}` : "";
      const content = element.text < 0 ? undefined : system[element.text];
      const text = content === undefined ? "" : this.#system(content, element.text, element.name);
      const { name } = element;
      if (text !== "" && marked !== "") elements.push(`"${name}":{${marked},"#text":${text}}`);
      else if (text !== "") elements.push(`"${name}":${text}`);
      else if (marked !== "") elements.push(`"${name}":{${marked}}`);
      else if (ALWAYS_WRITTEN.has(name)) elements.push(`"${name}":null`);
    }
    const eventData = data.length === 0 ? "" : `,"EventData":{${this.#data(data)}}`;
    return `{"Event":{"#attributes":{"xmlns":"${NAMESPACE}"},"System":{${elements.join(",")}}${eventData}}}`;
  }

  #system(value: string, row: number, field: string): string {
    const { type } = SYSTEM_VALUES[row]!;
    return type.startsWith("uint") && INTEGER.test(value) ? value : this.#string(value, field);
  }

  #data(data: readonly DataItem[]): string {
    if (data.some(({ name }) => name !== null && SPECIAL_NAME.test(name)))
      return this.#dataList(data);
    const texts = new Map<string | null, string[]>();
    for (const { name, value } of data) {
      const known = texts.get(name);
      const text = this.#string(value, name);
      if (known) known.push(text);
      else texts.set(name, [text]);
    }
    const members = [...texts].map(([name, values]) => {
      const value = values.length === 1 ? values[0]! : `[${values.join(",")}]`;
      return name === null ? `"Data":{"#text":${value}}` : `${JSON.stringify(name)}:${value}`;
    });
    return members.join(",");
  }

  #dataList(data: readonly DataItem[]): string {
    const elements: string[] = [];
    const binary: string[] = [];
    for (const { name, value } of data) {
      const text = this.#string(value, name);
      if (name === null) elements.push(text);
      else if (name === BINARY) binary.push(text);
      else elements.push(`{"#attributes":{"Name":${this.#string(name, name)}},"#text":${text}}`);
    }
    const members = elements.length === 0 ? [] : [`"Data":[${elements.join(",")}]`];
    if (binary.length > 0) members.push(`"${BINARY}":[${binary.join(",")}]`);
    return members.join(",");
  }

  #string(value: string, field: string | null): string {
    if (COMPLETED_SIZES.has(value.length) && COMPLETED.test(value))
      this.#log.changed(
        field,
        "looks like a GUID without braces, or a time of six digits; readers of NDJSON complete it",
        "As .evtx or .xml the recording keeps it.",
      );
    return JSON.stringify(value);
  }
}
