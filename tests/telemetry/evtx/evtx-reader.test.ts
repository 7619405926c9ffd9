import { expect } from "chai";
import { readContent } from "../read-content.ts";
import { faultsOf, fieldsOf, readAll } from "../read-all.ts";
import {
  buildEvtx,
  ChunkBuilder,
  eventTag,
  NULL,
  systemValues,
  text,
  u16,
  utf16,
  type Part,
  type Tag,
  type Value,
} from "./evtx-builder.ts";

const SYSTEM = {
  Provider_Name: "Microsoft-Windows-Sysmon",
  EventID: "1",
  EventRecordID: "7",
  TimeCreated_SystemTime: "2026-01-15T09:00:00.1234567Z",
  Channel: "Microsoft-Windows-Sysmon/Operational",
  Computer: "host.example",
};

function logOf(chunk: ChunkBuilder): Buffer {
  return buildEvtx([chunk.build()]);
}

/** Reads one record whose `Event` holds this besides its `System`; gives its fields beyond `System`. */
function read(
  content: readonly (Tag | Part)[],
  values: readonly Value[] = [],
): Record<string, unknown> {
  const chunk = new ChunkBuilder().add(eventTag(content), [...systemValues(1, 7), ...values]);
  const { events, report } = readAll(logOf(chunk));
  expect(faultsOf(report)).to.deep.equal([]);
  const { ...fields } = fieldsOf(events[0]!);
  for (const [name, value] of Object.entries(SYSTEM)) {
    expect(fields[name], name).to.equal(value);
    delete fields[name];
  }
  return fields;
}

const substitution = (index: number, optional = false, type = 0x01): Part => ({
  substitution: index,
  optional,
  type,
});
const data = (name: string, ...content: (Part | Tag)[]): Tag => ({
  tag: "Data",
  attributes: { Name: name },
  content,
});
const eventData = (...content: Tag[]): Tag => ({ tag: "EventData", content });
const strings = (...items: string[]): Value => ({
  type: 0x81,
  bytes: utf16(items.map((item) => `${item}\0`).join("")),
});

/** What, elements beside `System`, values from the third on, fields. */
const ROWS: readonly (readonly [
  string,
  readonly (Tag | Part)[],
  readonly Value[],
  Record<string, unknown>,
])[] = [
  ["named data", [eventData(data("Image", substitution(3)))], [text("a.exe")], { Image: "a.exe" }],
  [
    "a name with spaces",
    [eventData(data("Target File Name", substitution(3)))],
    [text("x")],
    { TargetFileName: "x" },
  ],
  ["empty data", [eventData(data("A", substitution(3)), data("B"))], [text("")], { A: "", B: "" }],
  ["data without a value", [eventData(data("A", substitution(3)))], [NULL], { A: "" }],
  [
    "optional data without a value is left out",
    [eventData(data("A", substitution(3, true)), data("B", "b"))],
    [NULL],
    { B: "b" },
  ],
  [
    "optional data with an empty value",
    [eventData(data("A", substitution(3, true)))],
    [text("")],
    { A: "" },
  ],
  [
    "a substitution for which there is no value",
    [eventData(data("A", substitution(9)))],
    [],
    { A: "" },
  ],
  [
    "one unnamed data",
    [eventData({ tag: "Data", content: [substitution(3)] })],
    [text("x")],
    { Data: "x" },
  ],
  [
    "several unnamed data",
    [eventData({ tag: "Data", content: [substitution(3)] }, { tag: "Data", content: ["y"] })],
    [text("x")],
    { Data: ["x", "y"] },
  ],
  [
    "an array repeats its element",
    [eventData({ tag: "Data", content: [substitution(3)] }, { tag: "Data", content: ["z"] })],
    [strings("x", "", "y")],
    { Data: ["x", "", "y", "z"] },
  ],
  ["an array of one", [eventData(data("A", substitution(3)))], [strings("x")], { A: "x" }],
  [
    "an array of nothing",
    [eventData(data("A", substitution(3)))],
    [{ type: 0x81, bytes: Buffer.alloc(0) }],
    { A: "" },
  ],
  [
    "an array beside text",
    [eventData(data("A", "<", substitution(3), ">"))],
    [strings("x", "y")],
    { A: ["<x>", "<y>"] },
  ],
  [
    "text put together",
    [eventData(data("A", "a", substitution(3), "c"))],
    [text("b")],
    { A: "abc" },
  ],
  ["a name twice", [eventData(data("A", "1"), data("A", "2"))], [], { A: ["1", "2"] }],
  [
    "binary",
    [eventData({ tag: "Binary", content: [substitution(3, true, 0x0e)] })],
    [{ type: 0x0e, bytes: Buffer.from("00ff", "hex") }],
    { Binary: "00FF" },
  ],
  [
    "a name of EventData",
    [{ tag: "EventData", attributes: { Name: "Start" }, content: [data("A", "1")] }],
    [],
    { EventData_Name: "Start", A: "1" },
  ],
  [
    "user data",
    [
      {
        tag: "UserData",
        content: [
          {
            tag: "Outer",
            attributes: { xmlns: "x" },
            content: [
              { tag: "Reason", content: [substitution(3)] },
              { tag: "Inner", content: [{ tag: "Code", content: ["5"] }, { tag: "None" }] },
            ],
          },
        ],
      },
    ],
    [text("r")],
    { Reason: "r", Code: "5", None: "" },
  ],
  [
    "user data in attributes",
    [
      {
        tag: "UserData",
        content: [
          {
            tag: "Certificate",
            attributes: { fileRef: substitution(3), subject: substitution(4, true) },
          },
        ],
      },
    ],
    [text("f"), NULL],
    { Certificate_fileRef: "f" },
  ],
  [
    "a namespace prefix",
    [
      {
        tag: "UserData",
        content: [{ tag: "a:Outer", content: [{ tag: "b:Reason", content: ["r"] }] }],
      },
    ],
    [],
    { Reason: "r" },
  ],
  [
    "rendering information is no data",
    [
      { tag: "RenderingInfo", content: [{ tag: "Message", content: ["m"] }] },
      eventData(data("A", "1")),
    ],
    [],
    { A: "1" },
  ],
  [
    "a nested template",
    [substitution(3, true, 0x21)],
    [
      {
        nested: eventData(data("A", substitution(0)), data("B", substitution(1))),
        values: [text("1"), text("2")],
      },
    ],
    { A: "1", B: "2" },
  ],
  [
    "a nested template inside a nested one",
    [substitution(3, true, 0x21)],
    [
      {
        nested: { tag: "UserData", content: [substitution(0, false, 0x21)] },
        values: [
          {
            nested: { tag: "X", content: [{ tag: "Y", content: [substitution(0)] }] },
            values: [text("y")],
          },
        ],
      },
    ],
    { Y: "y" },
  ],
  [
    "a nested fragment without template",
    [substitution(3, true, 0x21)],
    [{ nested: eventData(data("A", "1")), direct: true }],
    { A: "1" },
  ],
  ["no event data at all", [substitution(3, true, 0x21)], [NULL], {}],
  [
    "a name among the values",
    [eventData({ tag: "Data", attributes: { Name: substitution(3) }, content: ["1"] })],
    [text("My Name")],
    { MyName: "1" },
  ],
  [
    "CDATA",
    [eventData(data("A", { raw: Buffer.concat([Buffer.from([0x07, 2, 0]), utf16("<>")]) }))],
    [],
    { A: "<>" },
  ],
  [
    "a character reference",
    [eventData(data("A", "x", { raw: Buffer.from([0x48, 0x41, 0]) }))],
    [],
    { A: "xA" },
  ],
  [
    "a literal number",
    [eventData(data("A", { raw: Buffer.from([0x05, 0x08, 5, 0, 0, 0]) }))],
    [],
    { A: "5" },
  ],
  ["a literal null", [eventData(data("A", { raw: Buffer.from([0x05, 0x00]) }))], [], { A: "" }],
  [
    "a processing instruction's data",
    [eventData(data("A", "x", { raw: Buffer.from([0x0b, 1, 0, 0x41, 0]) }))],
    [],
    { A: "x" },
  ],
];

describe("EVTX records", () => {
  for (const [what, content, values, fields] of ROWS)
    it(what, () => expect(read(content, values)).to.deep.equal(fields));

  it("puts System first where a name is System's as well", () => {
    const chunk = new ChunkBuilder().add(
      eventTag([eventData(data("Channel", "mine"))]),
      systemValues(1, 7),
    );
    const [event] = readAll(logOf(chunk)).events;
    expect(event!.get("Channel")).to.deep.equal([SYSTEM.Channel, "mine"]);
    expect(event!.class.channel).to.equal(SYSTEM.Channel);
  });

  it("leaves out what System has no value for", () => {
    const tag: Tag = {
      tag: "Event",
      content: [
        {
          tag: "System",
          content: [
            {
              tag: "EventID",
              attributes: { Qualifiers: substitution(1, true, 0x06) },
              content: [substitution(0)],
            },
            { tag: "Version", content: [substitution(1, true, 0x04)] },
            { tag: "Correlation", attributes: { ActivityID: substitution(1, true, 0x0f) } },
            { tag: "Security", attributes: { UserID: substitution(2) } },
            {
              tag: "Execution",
              attributes: { ProcessID: substitution(3), ThreadID: substitution(1) },
            },
          ],
        },
      ],
    };
    const chunk = new ChunkBuilder().add(tag, [u16(4), NULL, text(""), u16(12)]);
    expect(fieldsOf(readAll(logOf(chunk)).events[0]!)).to.deep.equal({
      EventID: "4",
      Execution_ProcessID: "12",
    });
  });

  it("reads records without a template, which carry no dependency identifiers", () => {
    const chunk = new ChunkBuilder().addDirect({
      tag: "Event",
      content: [
        {
          tag: "System",
          content: [
            { tag: "EventID", content: ["1116"] },
            { tag: "TimeCreated", attributes: { SystemTime: "2021-04-27T15:03:16.983Z" } },
          ],
        },
        eventData(data("Threat Name", "EICAR")),
      ],
    });
    const { events, report } = readAll(logOf(chunk));
    expect(faultsOf(report)).to.deep.equal([]);
    expect(fieldsOf(events[0]!)).to.deep.equal({
      EventID: "1116",
      TimeCreated_SystemTime: "2021-04-27T15:03:16.9830000Z",
      ThreatName: "EICAR",
    });
    expect(events[0]!.time).to.equal("2021-04-27T15:03:16.9830000Z");
    expect(events[0]!.class).to.include({ channel: null, eventId: 1116 });
  });

  it("gives each event its class, position, record number, time and computer", () => {
    const tag = eventTag([eventData(data("A", substitution(3)))]);
    const chunk = new ChunkBuilder();
    for (const record of [7, 9]) chunk.add(tag, [...systemValues(1, record), text("x")]);
    const { events, report } = readAll(logOf(chunk));
    expect(report).to.deep.include({ format: "evtx", events: 2, skipped: 0, unreadable: false });
    expect(events.map(({ position, record }) => ({ position, record }))).to.deep.equal([
      { position: 1, record: 7 },
      { position: 2, record: 9 },
    ]);
    expect(events[0]!.time).to.equal(SYSTEM.TimeCreated_SystemTime);
    expect(events[0]!.computer).to.equal("host.example");
    expect(events[0]!.class).to.equal(events[1]!.class);
    expect(events[0]!.class).to.include({ sensor: "sysmon", eventId: 1, channel: SYSTEM.Channel });
  });

  it("shares one array of fields among records with the same fields, across chunks", () => {
    const tag = eventTag([eventData(data("A", substitution(3, true)))]);
    const values = [...systemValues(1, 7), text("x")];
    const first = new ChunkBuilder()
      .add(tag, values)
      .add(tag, [...systemValues(1, 8), NULL])
      .add(tag, values);
    // The names stand elsewhere in the second chunk, the template is the same.
    const second = new ChunkBuilder()
      .add(eventTag([eventData(data("Z", "z"))]), systemValues(2, 9))
      .add(tag, values);
    const { events } = readAll(buildEvtx([first.build(), second.build()]));
    expect(events).to.have.length(5);
    expect(events[2]!.fields).to.equal(events[0]!.fields);
    expect(events[4]!.fields).to.equal(events[0]!.fields);
    expect(events[1]!.fields).not.to.include("A");
    expect(fieldsOf(events[4]!)).to.include({ A: "x", EventID: "1" });
  });

  it("does not take a template for another whose GUID, size and bytes are the same but not its names", () => {
    const logs = ["Name1", "Name2"].map((name) =>
      logOf(
        new ChunkBuilder().add(eventTag([eventData(data(name, substitution(3)))]), [
          ...systemValues(1, 7),
          text("x"),
        ]),
      ),
    );
    const names = logs.map((log) => readAll(log).events[0]!.fields.at(-1));
    expect(names).to.deep.equal(["Name1", "Name2"]);
  });

  it("gives undefined for fields that a record does not carry", () => {
    const chunk = new ChunkBuilder().add(eventTag([]), systemValues(1, 7));
    const [event] = readAll(logOf(chunk)).events;
    for (const field of ["Image", "constructor", "__proto__", "", "Correlation"])
      expect(event!.get(field), field).to.equal(undefined);
  });

  for (const version of [
    [3, 1],
    [3, 2],
  ] as const)
    it(`reads version ${version.join(".")}`, () => {
      const chunk = new ChunkBuilder().add(eventTag([]), systemValues(1, 7)).build();
      expect(readAll(buildEvtx([chunk], version)).report).to.deep.include({
        events: 1,
        diagnostics: [],
      });
    });

  it("warns of a version it does not know, and reads on", () => {
    const chunk = new ChunkBuilder().add(eventTag([]), systemValues(1, 7)).build();
    const { report } = readAll(buildEvtx([chunk], [4, 0]));
    expect(report.events).to.equal(1);
    expect(faultsOf(report)).to.deep.equal([
      "evtx/bad-header: The log is of version 4.0; 3.1 and 3.2 are known.",
    ]);
  });

  it("keeps events valid after their chunk has been read", () => {
    const tag = eventTag([eventData(data("A", substitution(3)))]);
    const chunks = Array.from({ length: 20 }, (_, i) =>
      new ChunkBuilder().add(tag, [...systemValues(1, i), text(`value ${i}`)]).build(),
    );
    const { events } = readAll(buildEvtx(chunks));
    expect(events.map((event) => event.get("A"))).to.deep.equal(chunks.map((_, i) => `value ${i}`));
  });

  it("passes on what the receiver throws", () => {
    const log = logOf(new ChunkBuilder().add(eventTag([]), systemValues(1, 7)));
    const fail = (): void => {
      throw new Error("ours");
    };
    expect(() => readContent(log, "x", fail)).to.throw("ours");
  });

  it("takes a log without records for a recording without events", () => {
    const { report } = readAll(buildEvtx([new ChunkBuilder().build(), Buffer.alloc(0x10000)]));
    expect(report).to.deep.include({ events: 0, skipped: 0, unreadable: false });
    expect(faultsOf(report)).to.deep.equal(["recording/no-events: The recording holds no event."]);
  });

  it("does not replay records that lie in the slack of a chunk", () => {
    const chunk = new ChunkBuilder().add(eventTag([]), systemValues(1, 7));
    const { free } = chunk;
    const bytes = chunk.add(eventTag([]), systemValues(1, 8)).build();
    bytes.writeUInt32LE(free, 48);
    for (const last of [16, 32]) bytes.writeBigUInt64LE(1n, last);
    expect(readAll(buildEvtx([bytes])).report).to.deep.include({
      events: 1,
      skipped: 0,
      diagnostics: [],
    });
  });
});
