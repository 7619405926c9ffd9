import { expect } from "chai";
import { globSync } from "tinyglobby";
import type { LogEvent } from "../../harness/events/event.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import { CORPORA, hasCorpus } from "../corpora.ts";
import { buildEvtx, ChunkBuilder, eventTag, systemValues, text } from "./evtx/evtx-builder.ts";
import { faultsOf, readAll } from "./read-all.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

/** Attributes that `System` has, by their field: element and attribute. */
const ATTRIBUTE = /^(Provider|EventID|TimeCreated|Correlation|Execution|Security)_(\w+)$/;
const ELEMENTS = [
  "EventID",
  "Version",
  "Level",
  "Task",
  "Opcode",
  "Keywords",
  "EventRecordID",
  "Channel",
  "Computer",
];

interface Written {
  readonly system: Map<string, { text?: string; attributes: [string, string][] }>;
  readonly data: readonly (readonly [name: string, texts: readonly string[]])[];
}

/** Takes an event apart into what a recorder writes: `System`, and data by name. */
function takenApart(event: LogEvent): Written {
  const system: Written["system"] = new Map();
  const data: [string, string[]][] = [];
  for (const field of event.fields) {
    const texts = [event.get(field)].flat() as string[];
    const [, element, attribute] = ATTRIBUTE.exec(field) ?? [];
    const name = element ?? (ELEMENTS.includes(field) ? field : undefined);
    if (name === undefined) data.push([field, texts]);
    else {
      const part = system.get(name) ?? { attributes: [] };
      system.set(name, part);
      const [own, ...others] = texts;
      if (attribute === undefined) part.text = own!;
      else part.attributes.push([attribute, own!]);
      if (others.length > 0) data.push([field, others]);
    }
  }
  return { system, data };
}

/** Event XML as Windows writes it; what XML cannot hold as it is, as a reference. */
function asXml(event: LogEvent): string {
  const escaped = (value: string): string =>
    value.replace(/[&<>"']|\p{Cc}/gu, (sign) =>
      /[\t\r\n]/.test(sign) ? sign : `&#${sign.charCodeAt(0)};`,
    );
  const { system, data } = takenApart(event);
  const elements = [...system].map(([name, { text: content = "", attributes }]) => {
    const written = attributes.map(([key, value]) => ` ${key}='${escaped(value)}'`).join("");
    return `<${name}${written}>${escaped(content)}</${name}>`;
  });
  const items = data.flatMap(([name, texts]) => {
    const attribute = name === "Data" ? "" : ` Name='${escaped(name)}'`;
    return texts.map((value) =>
      name === "Binary"
        ? `<Binary>${value}</Binary>`
        : `<Data${attribute}>${escaped(value)}</Data>`,
    );
  });
  return `<Event><System>${elements.join("\r\n")}</System><EventData>${items.join("\r\n  ")}</EventData></Event>`;
}

/** A line of NDJSON as evtx_dump writes it. */
function asJson(event: LogEvent): string {
  const { system, data } = takenApart(event);
  const elements = [...system].map(([name, { text: content, attributes }]) => {
    const own = attributes.length > 0 ? { "#attributes": Object.fromEntries(attributes) } : null;
    return [
      name,
      own === null ? content : { ...own, ...(content === undefined ? {} : { "#text": content }) },
    ];
  });
  const items = data.map(([name, texts]) => [
    name,
    name === "Data" ? { "#text": texts } : texts.length === 1 ? texts[0] : texts,
  ]);
  return JSON.stringify({
    Event: { System: Object.fromEntries(elements), EventData: Object.fromEntries(items) },
  });
}

function valuesOf(event: LogEvent): Record<string, unknown> {
  const { time, record, computer } = event;
  const fields = [...event.fields].sort().map((field) => [field, event.get(field)]);
  return { class: event.class, time, record, computer, fields };
}

/** Compares events with what is read of them when they are written in the other encodings. */
function expectSame(events: readonly LogEvent[]): void {
  const expected = events.map(valuesOf);
  for (const written of [
    `<Events>${events.map(asXml).join("\r\n")}</Events>`,
    events.map(asJson).join("\n"),
  ]) {
    const read = readAll(Buffer.from(written));
    expect(faultsOf(read.report)).to.deep.equal([]);
    expect(read.events.map(valuesOf)).to.deep.equal(expected);
  }
}

describe("one event in every encoding", () => {
  it("is the same for texts of all kinds", () => {
    const texts = [
      "",
      "x",
      " x ",
      "a\r\nb\tc",
      "<&>\"'",
      "0012",
      "0x3e7",
      "true",
      "ü\u{1f600}",
      "x\0y\x01",
      "]]>",
      "{}",
      "Data",
    ];
    const names = ["A", "B b", "A", "Data", "Channel", "x-y.z", "EventID"];
    const chunk = new ChunkBuilder();
    for (const value of texts) {
      const tags = names.map((name, i) => ({
        tag: "Data",
        ...(name === "Data" ? {} : { attributes: { Name: name } }),
        content: [{ substitution: 3 + (i % 2) }],
      }));
      chunk.add(eventTag([{ tag: "EventData", content: tags }]), [
        ...systemValues(1, 1),
        text(value),
        text("other"),
      ]);
    }
    const { events } = readAll(buildEvtx([chunk.build()]));
    expect(events).to.have.length(texts.length);
    expectSame(events);
  });
});

describe("recorded events in every encoding", function () {
  this.timeout(60_000);
  if (!hasCorpus(this, "evtx")) return;
  // A few of each folder: Event XML is slow to read.
  const files = globSync("**/*.evtx", { cwd: `${CORPORA}/evtx` })
    .sort()
    .filter((_, i) => i % 8 === 0);
  it("has recordings", () => expect(files).not.to.have.length(0));
  for (const file of files)
    it(file, async () => {
      const events: LogEvent[] = [];
      await readRecording(`${CORPORA}/evtx/${file}`, (event) => events.push(keepEvent(event)));
      expectSame(events.slice(0, 50));
    });
});
