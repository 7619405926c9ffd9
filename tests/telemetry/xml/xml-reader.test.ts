import { expect } from "chai";
import type { TextPlace } from "../../../harness/text/source.ts";
import { fieldsOf, readAll, readInPieces } from "../read-all.ts";

const XMLNS = "http://schemas.microsoft.com/win/2004/08/events/event";

function event(data: string, id = 1): string {
  return (
    `<Event xmlns='${XMLNS}'><System><Provider Name='P' Guid='{0}'/><EventID Qualifiers=''>${id}</EventID>` +
    `<TimeCreated SystemTime='2026-01-15T09:00:00.123456700Z'/><EventRecordID>7</EventRecordID><Correlation/>` +
    `<Channel>Security</Channel><Computer>host</Computer><Security/></System>${data}</Event>`
  );
}

const SYSTEM = {
  Provider_Name: "P",
  Provider_Guid: "{0}",
  EventID: "1",
  TimeCreated_SystemTime: "2026-01-15T09:00:00.1234567Z",
  EventRecordID: "7",
  Channel: "Security",
  Computer: "host",
};

/** What, the content of an event beside its System, its fields beside those of System. */
const FIELDS: readonly (readonly [string, string, Record<string, unknown>])[] = [
  [
    "named data",
    "<EventData><Data Name='A B'>x</Data><Data Name=\"C\">y</Data></EventData>",
    { AB: "x", C: "y" },
  ],
  ["empty data", "<EventData><Data Name='A'/><Data Name='B'></Data></EventData>", { A: "", B: "" }],
  [
    "unnamed data",
    "<EventData><Data>x</Data><Data>y</Data><Binary>00FF</Binary></EventData>",
    { Data: ["x", "y"], Binary: "00FF" },
  ],
  ["white space is kept", "<EventData><Data Name='A'> x\t</Data></EventData>", { A: " x\t" }],
  [
    "numbers and hexadecimals stay text",
    "<EventData><Data Name='A'>0012</Data><Data Name='B'>0x3e7</Data><Data Name='C'>1e5</Data></EventData>",
    { A: "0012", B: "0x3e7", C: "1e5" },
  ],
  [
    "references",
    "<EventData><Data Name='A'>&lt;&gt;&amp;&quot;&apos;&#13;&#10;&#x41;&#x1F600;&amp;lt;</Data></EventData>",
    { A: "<>&\"'\r\nA\u{1f600}&lt;" },
  ],
  ["references in attributes", "<EventData><Data Name='A&#x42;'>x</Data></EventData>", { AB: "x" }],
  [
    "line ends as they are written",
    "<EventData>\r\n<Data Name='A'>x\r\ny\nz\r</Data>\r\n</EventData>",
    { A: "x\r\ny\nz\r" },
  ],
  [
    "CDATA",
    "<EventData><Data Name='A'>a<![CDATA[</Event> & <b>]]>c</Data></EventData>",
    { A: "a</Event> & <b>c" },
  ],
  [
    "comments",
    "<!-- </Event> --><EventData><Data Name='A'>a<!-- x -->b</Data></EventData>",
    { A: "ab" },
  ],
  [
    "a greater-than sign in an attribute",
    "<EventData><Data Name='A>B'>x</Data></EventData>",
    { "A>B": "x" },
  ],
  [
    "user data",
    "<UserData><Outer xmlns='x'><Reason>r</Reason><Inner><Code>5</Code><None/></Inner></Outer></UserData>",
    { Reason: "r", Code: "5", None: "" },
  ],
  [
    "user data in attributes",
    "<UserData><Certificate fileRef='f' subject=''/></UserData>",
    { Certificate_fileRef: "f" },
  ],
  [
    "an element called Event in user data",
    "<UserData><Event><Event/>x</Event></UserData>",
    { Event: "" },
  ],
  ...["toString", "constructor", "__proto__", "prototype", "hasOwnProperty"].map(
    (name): (typeof FIELDS)[number] => [
      `an element and attributes called ${name}`,
      `<EventData><${name}>x</${name}><n ${name}='y'/><!-- --><Data Name='${name}'>z</Data></EventData>`,
      Object.fromEntries([
        [name, ["x", "z"]],
        [`n_${name}`, "y"],
      ]),
    ],
  ),
  [
    "namespace prefixes",
    "<UserData><a:Outer xmlns:a='x'><a:Reason>r</a:Reason></a:Outer></UserData>",
    { Reason: "r" },
  ],
  ["rendering information", "<RenderingInfo Culture='en'><Message>m</Message></RenderingInfo>", {}],
  [
    "names that objects have by themselves",
    "<EventData><Data Name='__proto__'>x</Data><Data Name='constructor'>y</Data></EventData>",
    { ["__proto__"]: "x", constructor: "y" },
  ],
];

describe("Event XML", () => {
  for (const [what, content, fields] of FIELDS)
    it(what, () => {
      const { events, report } = readAll(event(content));
      expect(report.diagnostics).to.deep.equal([]);
      const got = events[0]!.fields.map((field) => [field, events[0]!.get(field)]);
      expect(got).to.deep.equal([...Object.entries(SYSTEM), ...Object.entries(fields)]);
    });

  it("gives class, record, time and computer", () => {
    const [first] = readAll(event("")).events;
    expect(first).to.include({
      position: 1,
      record: 7,
      time: SYSTEM.TimeCreated_SystemTime,
      computer: "host",
    });
    expect(first!.class).to.include({
      sensor: "security",
      provider: "P",
      channel: "Security",
      eventId: 1,
    });
  });

  const A = event("<EventData><Data Name='A'>1</Data></EventData>");
  const B = event("<EventData><Data Name='A'>2</Data></EventData>");
  const DECLARATION = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>';
  const broken = event("<EventData><Data Name='A'>1</Dat></EventData>");

  /** What, the text, `A` of each event, `line:column code` of each fault. */
  const FILES: readonly (readonly [string, string, string[], string[]])[] = [
    ["events in Events", `${DECLARATION}\r\n<Events>${A}${B}</Events>`, ["1", "2"], []],
    ["events one after another", `${A}\n${B}`, ["1", "2"], []],
    ["a declaration before each event", `${DECLARATION}${A}${DECLARATION}${B}`, ["1", "2"], []],
    [
      "comments between events",
      `<!-- <Event> --><Events>${A}<!-- ${A} -->${B}</Events>`,
      ["1", "2"],
      [],
    ],
    ["no events", "<Events></Events>", [], [" recording/no-events"]],
    [
      "a tag that does not close",
      `${A}\n${broken}\n${B}`,
      ["1", "2"],
      [`2:${broken.indexOf("</Dat>") + 1} recording/broken-xml`],
    ],
    [
      "an unknown entity",
      `${A}\n<Events>${A.replace(">1<", ">&bomb;<")}</Events>`,
      ["1"],
      [`2:${A.indexOf(">1<") + 10} recording/broken-xml`],
    ],
    [
      "an ampersand by itself",
      `${A.replace(">1<", ">a & b<")}\n${B}`,
      ["2"],
      [`1:${A.indexOf(">1<") + 4} recording/broken-xml`],
    ],
    [
      "an export that is cut between events",
      `${DECLARATION}<Events>\n${A}`,
      ["1"],
      [`2:${A.length + 1} recording/truncated`],
    ],
    ["an export that is cut before its events", "<Events>", [], ["1:9 recording/truncated"]],
    [
      "an export that is cut between events, before another",
      `<Events>${A}\n<Events>${B}</Events>`,
      ["1", "2"],
      [`2:${B.length + 18} recording/truncated`],
    ],
    [
      "an export that is cut in an event",
      `<Events>\n${A}\n${B.slice(0, -20)}`,
      ["1"],
      ["3:1 recording/truncated"],
    ],
    ["an export whose beginning is lost", `${A}\n</Events>`, ["1"], ["2:1 recording/broken-xml"]],
    [
      "exports one after another",
      `<Events>${A}</Events><Events/><Events>${B}</Events>`,
      ["1", "2"],
      [],
    ],
    ["an event that is cut off", `${A}\n${B.slice(0, -20)}`, ["1"], ["2:1 recording/truncated"]],
    ["the end in a tag", `${A}\n<Eve`, ["1"], ["2:1 recording/truncated"]],
    [
      "an event that is not closed, before another",
      `<Events>\n${A.slice(0, -8)}\n${B}</Events>`,
      ["2"],
      ["2:1 recording/broken-xml"],
    ],
    ["text between events", `${A}\nsome text\n${B}`, ["1", "2"], ["2:1 recording/broken-xml"]],
    ["text behind events", `<Events>${A}</Events>\n2>&1`, ["1"], ["2:1 recording/broken-xml"]],
    ["padding behind events", `${A}\n\0\0\0`, ["1"], []],
    ["much padding behind events", `${A}\n${"\0".repeat(5000)}`, ["1"], []],
    ["a lost block between events", `${A}\n\0\0\0\n${B}`, ["1", "2"], ["2:1 recording/broken-xml"]],
    [
      "lost blocks between events",
      `<Events>${A}${"\0".repeat(5000)}\n${B}\0${A}\n \0</Events>`,
      ["1", "2", "1"],
      [
        `1:${A.length + 9} recording/broken-xml`,
        `2:${B.length + 1} recording/broken-xml`,
        "3:2 recording/broken-xml",
      ],
    ],
    [
      "a lost block from one event into the next",
      `${A.slice(0, -20)}\0\0\0${B.slice(-30)}\n${B}`,
      ["2"],
      [`1:${A.length - 19} recording/broken-xml`],
    ],
    [
      "a NUL in a value",
      `${A}\n${B.replace(">2<", ">\0<")}\n${B}`,
      ["1", "2"],
      [`2:${B.indexOf(">2<") + 2} recording/broken-xml`],
    ],
    ["headings of evtx_dump", `${A}\nRecord 2\n${DECLARATION}\n${B}`, ["1", "2"], []],
    [
      "an event whose beginning is lost",
      `<Events>${A}\nent><System/><EventData>x</EventData></Event>${B}</Events>`,
      ["1", "2"],
      ["2:1 recording/broken-xml"],
    ],
    [
      "two events whose beginnings are lost",
      `<Events><System/></Event>${A}\n</Event>${B}</Events>`,
      ["1", "2"],
      ["1:9 recording/broken-xml", "2:1 recording/broken-xml"],
    ],
    [
      "an event without System",
      `<Event><EventData/></Event>${A}`,
      ["1"],
      ["1:1 recording/not-an-event"],
    ],
    ["an empty event", `<Events><Event/>${A}</Events>`, ["1"], ["1:9 recording/not-an-event"]],
    [
      "a document type with entities",
      `<!DOCTYPE x [<!ENTITY a "<Event>"> ]>\n${A}${B.replace(">2<", ">&a;<")}`,
      ["1"],
      ["1:1 recording/doctype", `2:${A.length + B.indexOf(">2<") + 2} recording/broken-xml`],
    ],
    [
      "other XML",
      `<?xml version="1.0"?><html><Event/></html>`,
      [],
      ["1:22 recording/unknown-format"],
    ],
  ];
  for (const [what, text, values, faults] of FILES)
    for (const size of [Infinity, 7])
      it(`${what}${size === 7 ? ", in small pieces" : ""}`, () => {
        const { events, report } = readInPieces(text, size);
        expect(events.map((each) => each.get("A"))).to.deep.equal(values);
        expect(report.format).to.equal("xml");
        const places = report.diagnostics.map(({ code, place }) => {
          const at = place as TextPlace | undefined;
          return `${at ? `${at.line}:${at.column}` : ""} ${code}`;
        });
        expect(places).to.deep.equal(faults);
        expect(report.skipped).to.equal(
          faults.filter((fault) => !/no-events|doctype|unknown/.test(fault)).length,
        );
      });

  for (const [encoding, bytes] of [
    ["UTF-8", Buffer.from(A.replace("1</Data", "ü\u{1f600}</Data"))],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${A.replace("1</Data", "ü\u{1f600}</Data")}`)],
    [
      "UTF-16",
      Buffer.from(
        `\ufeff<?xml version="1.0" encoding="utf-16"?>${A.replace("1</Data", "ü\u{1f600}</Data")}`,
        "utf16le",
      ),
    ],
    [
      "UTF-16, big-endian",
      Buffer.from(`\ufeff${A.replace("1</Data", "ü\u{1f600}</Data")}`, "utf16le").swap16(),
    ],
    ["UTF-16 without a mark", Buffer.from(A.replace("1</Data", "ü\u{1f600}</Data"), "utf16le")],
  ] as const)
    it(`reads ${encoding}`, () => {
      for (const size of [Infinity, 3])
        expect(readInPieces(bytes, size).events[0]!.get("A")).to.equal("ü\u{1f600}");
    });

  it("reads what its declaration says is Latin-1", () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${A.replace("1</Data", "ü</Data")}`;
    expect(readAll(Buffer.from(text, "latin1")).events[0]!.get("A")).to.equal("ü");
  });

  it("reads thousands of references in one text", () => {
    const text = A.replace("1</Data", `${"&amp;&#13;".repeat(20_000)}</Data`);
    expect(fieldsOf(readAll(text).events[0]!)["A"]).to.satisfy(
      (value: string) => value === "&\r".repeat(20_000),
    );
  });

  it("bears elements nested without end", () => {
    const { events, report } = readAll(
      event("<UserData>" + "<a>".repeat(5000) + "</a>".repeat(5000) + "</UserData>") + A,
    );
    expect(events.map((each) => each.get("A"))).to.deep.equal(["1"]);
    expect(report).to.deep.include({ skipped: 1 });
  });

  it("bears events begun without end", () => {
    const { report } = readAll("<Event>".repeat(20_000));
    expect(report).to.deep.include({ events: 0, unreadable: true });
  });

  it("gives up an event that is larger than any", () => {
    const { events, report } = readInPieces(
      `<Events>${A.slice(0, -8)}${"x".repeat(5_000_000)}</Events>${B}`,
      65536,
    );
    expect(events.map((each) => each.get("A"))).to.deep.equal(["2"]);
    expect(report).to.deep.include({ skipped: 1 });
  });

  it("looks for events behind a comment that is never closed", () => {
    const { events, report } = readInPieces(
      `<Events>${A}<!-- ${"x".repeat(5_000_000)}${B}</Events>`,
      65536,
    );
    expect(events.map((each) => each.get("A"))).to.deep.equal(["1", "2"]);
    expect(report).to.deep.include({ skipped: 1 });
  });

  for (const [what, unit] of [
    ["comments", "<!--<Event "],
    ["attributes", "<Event a='"],
  ] as const)
    it(`bears ${what} opened without end`, () => {
      const { events, report } = readInPieces(`<Events>${A}${unit.repeat(1_000_000)}`, 65536);
      expect(events.map((each) => each.get("A"))).to.deep.equal(["1"]);
      expect(report.skipped).to.be.greaterThan(0);
    });
});
