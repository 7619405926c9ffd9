/** The law of the scanner: what it takes has the fields that the parser gives, or it takes nothing. */
import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import type { ShownEvent } from "../../../harness/events/event.ts";
import { ReadLog, type ReadReport } from "../../../harness/telemetry/read-log.ts";
import { readContent } from "../read-content.ts";
import { MemorySink } from "../write/memory-sink.ts";
import { recordingWriter } from "../../../harness/telemetry/write/recording-writer.ts";
import { XmlReader } from "../../../harness/telemetry/xml/xml-reader.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";

/** Leaves every event to the parser. */
class PlainReader extends XmlReader {
  override whole(): number {
    return -1;
  }
}

/** Counts what the scanner takes. */
class CountingReader extends XmlReader {
  taken = 0;

  override whole(start: number): number {
    const end = super.whole(start);
    if (end >= 0) this.taken++;
    return end;
  }
}

interface Reading {
  readonly events: readonly unknown[];
  readonly report: ReadReport;
}

function plainly(event: ShownEvent): unknown {
  const { position, record, time, computer, fields } = event;
  return {
    cls: event.class,
    position,
    record,
    time,
    computer,
    fields: fields.map((field) => [field, event.get(field)]),
  };
}

function read<R extends XmlReader>(
  Reader: new (log: ReadLog, see: (event: ShownEvent) => void) => R,
  text: string,
  size = Infinity,
): Reading & { readonly reader: R } {
  const events: unknown[] = [];
  const log = new ReadLog("recording");
  const reader = new Reader(log, (event) => events.push(plainly(event)));
  for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
  reader.end();
  return { events, report: log.report(), reader };
}

/** Reads a text both ways, expects the same, and returns how many events the scanner took. */
function expectSame(text: string, size = Infinity): number {
  const { events, report, reader } = read(CountingReader, text, size);
  const plain = read(PlainReader, text, size);
  expect({ events, report }).to.deep.equal({ events: plain.events, report: plain.report });
  return reader.taken;
}

const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "",
      "x",
      "0",
      "4688",
      "C:\\Windows\\a.exe",
      "2026-01-15T09:00:00.1234567Z",
      "{0}",
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .string({ unit: "grapheme", maxLength: 12 })
      .map((text) => text.replace(/[<&]/g, "")),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replace(/[<&]/g, "")),
  },
  fc.constantFrom(
    " ",
    "\t",
    "\n",
    "\r\n",
    " x ",
    "a\rb",
    "a\nb",
    "a\tb",
    "\u00a0",
    "\ufeff",
    "\0",
    "\u0001",
    "]]>",
    ">",
    "/",
    "=",
    "--",
    "&amp;",
    "&lt;b&gt;",
    "&quot;",
    "&apos;",
    "&#13;",
    "&#10;",
    "&#32;",
    "&#xA0;",
    "&#x1F600;",
    "&#xD800;",
    "&#0;",
  ),
);
/** What the parser refuses, or what means something else than it seems. */
const oddValue = fc.constantFrom(
  "&",
  "& ",
  "&nbsp;",
  "&#;",
  "&#x;",
  "&#X41;",
  "&#1114112;",
  "&#0001114111;",
  "&bomb;",
  "&amp",
  "<",
  "<b",
  "'",
  '"',
  "<![CDATA[x]]>",
  "a<![CDATA[</Event>]]>b",
  "<![CDATA[]]>",
  "<!-- x -->",
  "<?pi x?>",
  "<!DOCTYPE x>",
  "</Data>",
  "</Event>",
  "<Event>",
);
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("Data", "Binary", "Reason", "a", "a:b", "_x", "x-1.2") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "Event",
      "Events",
      "e:Event",
      "System",
      "ComplexData",
      "p:Data",
      "EventID",
      "é",
      "1",
      "constructor",
      "__proto__",
      "toString",
      "xmlns",
      "a:b:c",
    ),
  },
);
const attributeName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("Name", "Guid", "b", "xml:lang", "xmlns", "xmlns:p") },
  fc.constantFrom("constructor", "__proto__", "valueOf", "é", "1", "x:y:z", "-"),
);
const space = fc.oneof(
  { weight: 6, arbitrary: fc.constant(" ") },
  fc.constantFrom("  ", "\n", "\t", "\r\n", ""),
);
const between = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  fc.constantFrom("\n  ", "\r\n", " ", "x", "&amp;", "<!-- c -->"),
);

/** Stands for each value in a piece of XML. */
const VALUE = "\ue000";
const quoted = fc.constantFrom(`'${VALUE}'`, `"${VALUE}"`);
const attributes = fc
  .array(fc.tuple(space, attributeName, quoted), { maxLength: 3 })
  .map((list) => list.map(([blank, key, text]) => `${blank}${key}=${text}`).join(""));

function elements(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(name, attributes, fc.option(inner, { freq: 5 }), fc.constantFrom("", "", "", " "))
    .map(([tag, attrs, content, blank]) =>
      content === null
        ? `<${tag}${attrs}${blank}/>`
        : `<${tag}${attrs}${blank}>${content}</${tag}>`,
    );
}
const leaf = elements(fc.constant(VALUE));
const nested = elements(
  fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 3, arbitrary: leaf },
          elements(fc.array(leaf, { maxLength: 3 }).map((list) => list.join(""))),
        ),
        between,
      ),
      { maxLength: 3 },
    )
    .map((list) => list.flat().join("")),
);
const named = fc
  .tuple(
    fc.constantFrom("A", "B B", "C", "", " ", "Image", "a&amp;b", "x>y"),
    fc.constantFrom(`>${VALUE}</Data>`, "/>", "></Data>"),
    quoted,
  )
  .map(([key, rest, quote]) => `<Data Name=${quote.replace(VALUE, key)}${rest}`);
const data = fc
  .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: named }, leaf), between), { maxLength: 6 })
  .map((list) => list.flat().join(""));
const part = fc.oneof(
  { weight: 5, arbitrary: data.map((inner) => `<EventData>${inner}</EventData>`) },
  {
    weight: 3,
    arbitrary: fc
      .array(nested, { maxLength: 2 })
      .map((list) => `<UserData>${list.join("")}</UserData>`),
  },
  fc.constant(
    `<RenderingInfo Culture='en-US'><Message>${VALUE}</Message><Level>${VALUE}</Level></RenderingInfo>`,
  ),
  nested,
);
const system = fc
  .record({
    provider: fc.constantFrom(
      `<Provider Name='P' Guid='${VALUE}'/>`,
      `<Provider Name="${VALUE}"/>`,
      "<Provider Name='P'></Provider>",
      "",
    ),
    id: fc.constantFrom(
      "<EventID>1</EventID>",
      "<EventID Qualifiers=''>4688</EventID>",
      `<EventID Qualifiers='${VALUE}'>${VALUE}</EventID>`,
      "",
    ),
    rest: fc.constantFrom(
      `<Version>${VALUE}</Version><TimeCreated SystemTime='${VALUE}'/><EventRecordID>${VALUE}</EventRecordID><Correlation/><Channel>Security</Channel><Computer>${VALUE}</Computer><Security UserID='${VALUE}'/>`,
      `<Channel>${VALUE}</Channel><Computer></Computer><Security/>`,
      "<Channel>System</Channel>",
      `<a><b>${VALUE}</b></a>`,
    ),
    blank: between,
  })
  .map(
    ({ provider, id, rest, blank }) =>
      `<System>${blank}${provider}${blank}${id}${blank}${rest}${blank}</System>`,
  );
const template = fc
  .tuple(
    fc.constantFrom(
      "<Event>",
      "<Event xmlns='x'>",
      '<Event xmlns="x" >',
      "<Event\n a='b'>",
      "<e:Event>",
    ),
    fc.array(system, { minLength: 1, maxLength: 1 }),
    fc.array(part, { maxLength: 3 }),
    between,
    fc.boolean(),
  )
  .map(([open, head, parts, blank, systemLast]) => {
    const order = systemLast ? [...parts, ...head] : [...head, ...parts];
    const close = open.startsWith("<e:") ? "</e:Event>" : "</Event>";
    return `${open}${blank}${order.join(blank)}${blank}${close}`;
  });

/** Events of a few templates, each several times over with other values. */
function recordings(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const filled = fc
    .tuple(
      template,
      fc.array(fc.array(values, { minLength: 30, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
    )
    .map(([text, sets]) =>
      sets.map((set) => {
        let i = 0;
        return text.replaceAll(VALUE, () => set[i++ % set.length]!);
      }),
    );
  return fc
    .tuple(
      fc.array(filled, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("", "\n", "\r\n"),
      fc.boolean(),
    )
    .map(([templates, blank, isWrapped]) => {
      const events = templates.flat().join(blank);
      return isWrapped ? `<Events>${blank}${events}${blank}</Events>` : events;
    });
}
const mutation = fc.tuple(
  fc.nat(),
  fc.nat({ max: 6 }),
  fc.constantFrom(
    "",
    "",
    "<",
    ">",
    "'",
    '"',
    "&",
    "/",
    "=",
    " ",
    "\r",
    "\0",
    "x",
    "</",
    "/>",
    "<Event>",
    "</Event>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "&lt;",
    "\n\n",
  ),
);

describe("the scanner of Event XML", () => {
  it("gives what the parser gives, whatever is well-formed", function () {
    this.timeout(30_000);
    let taken = 0;
    let events = 0;
    fc.assert(
      fc.property(recordings(value), fc.constantFrom(Infinity, Infinity, 64, 7), (text, size) => {
        taken += expectSame(text, size);
        events += text.split(/<\/(?:e:)?Event>/).length - 1;
      }),
      { seed: 11, numRuns: 800 },
    );
    expect(taken).to.be.above(events * 0.2);
  });

  it("gives what the parser gives, whatever the values", function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        recordings(fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: oddValue })),
        (text) => void expectSame(text),
      ),
      { seed: 12, numRuns: 800 },
    );
  });

  it("gives what the parser gives, whatever was broken", function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        recordings(value),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(Infinity, 50),
        (text, mutations, size) => {
          let broken = text;
          for (const [at, length, inserted] of mutations) {
            const from = at % (broken.length + 1);
            broken = broken.slice(0, from) + inserted + broken.slice(from + length);
          }
          expectSame(broken, size);
        },
      ),
      { seed: 13, numRuns: 800 },
    );
  });
});

describe("the scanner of Event XML, over recordings of the corpora", function () {
  if (!hasCorpus(this, "evtx")) return;
  const files = globSync("**/*.evtx", { cwd: `${CORPORA}/evtx` }).sort();
  it("has recordings", () => expect(files).not.to.have.length(0));
  it("gives what the parser gives", function () {
    this.timeout(120_000);
    let taken = 0;
    let events = 0;
    for (const file of files) {
      const sink = new MemorySink();
      const writer = recordingWriter("xml", sink, "recording");
      let written = 0;
      // The parser is slow; a few events of each file show every template in it that comes often.
      const write = (event: ShownEvent): void =>
        void (written++ % 7 < 2 && written < 150 && writer.write(event));
      readContent(readFileSync(`${CORPORA}/evtx/${file}`), file, write);
      writer.end();
      const text = sink.bytes.toString("utf8");
      taken += expectSame(text);
      events += text.split("</Event>").length - 1;
    }
    expect(taken).to.equal(events);
  });
});
