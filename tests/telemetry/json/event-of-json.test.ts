import { expect } from "chai";
import type { LogSource } from "../../../harness/events/log-sources/log-source.ts";
import { eventOfJson } from "../../../harness/telemetry/read.ts";
import { fieldsOf } from "../read-all.ts";

const SYSMON = "Microsoft-Windows-Sysmon";
const CHANNEL = `${SYSMON}/Operational`;
const GUID = "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}";

/** One event, which every recorder of Windows events writes in its own way. */
const WINDOWS_FIELDS = {
  Provider_Name: SYSMON,
  EventID: "1",
  TimeCreated_SystemTime: "2026-01-15T09:00:00.1230000Z",
  EventRecordID: "42",
  Channel: CHANNEL,
  Computer: "host.example",
  Image: "C:\\a.exe",
  ProcessId: "4711",
};

const SYSTEM = {
  Provider: { "#attributes": { Name: SYSMON } },
  EventID: 1,
  TimeCreated: { "#attributes": { SystemTime: "2026-01-15T09:00:00.123Z" } },
  EventRecordID: 42,
  Correlation: null,
  Channel: CHANNEL,
  Computer: "host.example",
};
const DATA = { Image: "C:\\a.exe", ProcessId: 4711 };

/** What, the JSON value, fields beyond the ones above (undefined: not there). */
const WINDOWS: readonly (readonly [string, unknown, Record<string, unknown>?])[] = [
  ["evtx_dump", { Event: { "#attributes": { xmlns: "x" }, System: SYSTEM, EventData: DATA } }],
  ["evtx_dump without Event", { System: SYSTEM, EventData: DATA }],
  [
    "evtx_dump with attributes beside",
    {
      Event: {
        System: {
          Provider_attributes: { Name: SYSMON },
          EventID: 1,
          EventID_attributes: { Qualifiers: 16384 },
          TimeCreated_attributes: { SystemTime: "2026-01-15T09:00:00.123000Z" },
          EventRecordID: 42,
          Channel: CHANNEL,
          Computer: "host.example",
        },
        EventData: DATA,
        Event_attributes: { xmlns: "x" },
      },
    },
    { EventID_Qualifiers: "16384" },
  ],
  [
    "xmltodict",
    {
      Event: {
        "@xmlns": "x",
        System: {
          Provider: { "@Name": SYSMON, "@Guid": GUID },
          EventID: { "@Qualifiers": "", "#text": "1" },
          TimeCreated: { "@SystemTime": "2026-01-15 09:00:00.123" },
          EventRecordID: "42",
          Channel: CHANNEL,
          Computer: "host.example",
          Security: { "@UserID": "S-1-5-18" },
        },
        EventData: {
          Data: [
            { "@Name": "Image", "#text": "C:\\a.exe" },
            { "@Name": "ProcessId", "#text": "4711" },
          ],
        },
      },
    },
    { Provider_Guid: GUID, Security_UserID: "S-1-5-18" },
  ],
  [
    "Winlogbeat",
    {
      "@timestamp": "2026-01-15T09:00:00.123Z",
      event: { code: "1" },
      winlog: {
        channel: CHANNEL,
        event_id: 1,
        provider_name: SYSMON,
        record_id: 42,
        computer_name: "host.example",
        event_data: DATA,
        process: { pid: 8, thread: { id: 9 } },
      },
    },
    { Execution_ProcessID: "8", Execution_ThreadID: "9" },
  ],
  [
    "Winlogbeat with dotted keys, as a hit of a search",
    {
      _index: "x",
      _source: {
        "@timestamp": "2026-01-15T09:00:00.123Z",
        "winlog.channel": CHANNEL,
        "winlog.event_id": "1",
        "winlog.provider_name": SYSMON,
        "winlog.record_id": "42",
        "winlog.computer_name": "host.example",
        "winlog.event_data.Image": "C:\\a.exe",
        "winlog.event_data.ProcessId": "4711",
      },
    },
  ],
  [
    "Winlogbeat 6",
    {
      "@timestamp": "2026-01-15T09:00:00.123Z",
      log_name: CHANNEL,
      event_id: 1,
      source_name: SYSMON,
      record_number: "42",
      computer_name: "host.example",
      event_data: DATA,
    },
  ],
  [
    "NXLog",
    {
      EventTime: "2026-01-15 09:00:00.123",
      Hostname: "host.example",
      EventID: 1,
      SourceName: SYSMON,
      RecordNumber: 42,
      Channel: CHANNEL,
      ...DATA,
    },
    { Hostname: "host.example", SourceName: SYSMON, RecordNumber: "42" },
  ],
  [
    "Sysmon flattened, without a channel",
    {
      EventID: "1",
      ProviderName: SYSMON,
      "@timestamp": "2026-01-15T09:00:00.123Z",
      EventRecordID: 42,
      Computer: "host.example",
      ...DATA,
    },
  ],
];

describe("Windows events as JSON", () => {
  for (const [what, value, more = {}] of WINDOWS)
    it(what, () => {
      const event = eventOfJson(value, 3);
      expect(fieldsOf(event)).to.include({ ...WINDOWS_FIELDS, ...more });
      expect(event.class).to.equal(eventOfJson(WINDOWS[0]![1], 1).class);
      expect(event.class).to.include({
        sensor: "sysmon",
        provider: SYSMON,
        channel: CHANNEL,
        eventId: 1,
      });
      expect(event).to.include({
        position: 3,
        record: 42,
        time: "2026-01-15T09:00:00.1230000Z",
        computer: "host.example",
      });
      expect(event.get("Correlation")).to.equal(undefined);
    });

  /** EventData or UserData in the shape of evtx_dump, fields beyond System. */
  const PARTS: readonly (readonly [string, unknown, Record<string, unknown>])[] = [
    ["one unnamed Data", { EventData: { Data: "x" } }, { Data: "x" }],
    ["unnamed Data as array", { EventData: { Data: ["x", "y"] } }, { Data: ["x", "y"] }],
    [
      "unnamed Data as #text",
      { EventData: { Data: { "#text": ["x", "y"] } } },
      { Data: ["x", "y"] },
    ],
    ["unnamed Data, one, as #text", { EventData: { Data: { "#text": "x" } } }, { Data: "x" }],
    ["empty and null", { EventData: { A: "", B: null, Data: null } }, { A: "", B: "", Data: "" }],
    [
      "types",
      { EventData: { A: 5, B: true, C: 0.5, D: "5" } },
      { A: "5", B: "true", C: "0.5", D: "5" },
    ],
    ["a name with spaces", { EventData: { "Threat Name": "x" } }, { ThreatName: "x" }],
    [
      "numbered names",
      { EventData: { A: "1", A_1: "2", A_2: "3", B_1: "4" } },
      { A: ["1", "2", "3"], B_1: "4" },
    ],
    ["binary", { EventData: { Data: ["x"], Binary: "00FF" } }, { Data: "x", Binary: "00FF" }],
    [
      "a GUID without its braces",
      {
        EventData: {
          G: "5770385F-C22A-43E0-BF4C-06F5698FFBD9",
          L: "5770385f-c22a-43e0-bf4c-06f5698ffbd9",
        },
      },
      { G: GUID, L: "5770385f-c22a-43e0-bf4c-06f5698ffbd9" },
    ],
    [
      "a time without its seventh digit",
      { EventData: { T: "2026-01-15T09:00:00.123456Z" } },
      { T: "2026-01-15T09:00:00.1234560Z" },
    ],
    [
      "attributes of EventData",
      { EventData: { "#attributes": { Name: "N" }, A: "1" } },
      { EventData_Name: "N", A: "1" },
    ],
    [
      "user data",
      {
        UserData: {
          Outer: { "#attributes": { xmlns: "x" }, Reason: "r", Inner: { Code: 5, None: null } },
        },
      },
      { Reason: "r", Code: "5", None: "" },
    ],
    [
      "user data in attributes",
      { UserData: { Certificate: { "#attributes": { fileRef: "f" } } } },
      { Certificate_fileRef: "f" },
    ],
    ["no data", { EventData: null }, {}],
  ];
  for (const [what, part, fields] of PARTS)
    it(`evtx_dump: ${what}`, () => {
      const event = eventOfJson(
        { Event: { System: { EventID: 1, Channel: "Security" }, ...(part as object) } },
        1,
      );
      const { EventID: id, Channel: channel, ...rest } = fieldsOf(event);
      expect({ id, channel }).to.deep.equal({ id: "1", channel: "Security" });
      expect(rest).to.deep.equal(fields);
    });

  it("names unnamed data of Winlogbeat as well", () => {
    const event = eventOfJson(
      { winlog: { channel: "Application", event_id: 1, event_data: { param1: "x", param2: "y" } } },
      1,
    );
    expect(fieldsOf(event)).to.include({ param1: "x", param2: "y" });
    expect(event.get("Data")).to.deep.equal(["x", "y"]);
  });

  it("finds user data of Winlogbeat at any depth", () => {
    const event = eventOfJson(
      {
        winlog: {
          channel: "System",
          event_id: 104,
          user_data: { xml_name: "LogFileCleared", A: { B: "x" } },
        },
      },
      1,
    );
    expect(event.get("B")).to.equal("x");
  });

  it("takes a declared channel for flat events that name none", () => {
    const event = eventOfJson({ EventID: 4688, NewProcessName: "x" }, 1, {
      product: "windows",
      service: "security",
    });
    expect(event.class).to.include({ sensor: "security", channel: "Security", eventId: 4688 });
  });

  it("knows a flat event by the first of several channels", () => {
    const event = eventOfJson({ EventID: 104, Channel: ["System", "Security"] }, 1);
    expect(event.class).to.include({ channel: "System", eventId: 104 });
    expect(event.get("Channel")).to.deep.equal(["System", "Security"]);
  });

  it("shares one array of fields among events with the same fields", () => {
    const [first, second] = [1, 2].map((id) =>
      eventOfJson({ EventID: id, Channel: "Security", A: "x" }, id),
    );
    expect(first!.fields).to.equal(second!.fields);
  });
});

const OPEN = {
  name: "x",
  count: 5,
  flag: false,
  none: null,
  "flat.key": 1,
  nested: { a: { b: "deep" }, "c.d": 2, empty: {} },
  list: [1, "two", null],
  objects: [{ a: 1 }, { a: [2, 3] }, { b: 4 }],
  "@timestamp": "2026-01-15T10:00:00.5+01:00",
  host: { name: "box" },
};

describe("open JSON", () => {
  const event = eventOfJson(OPEN, 7);
  for (const [field, value] of [
    ["name", "x"],
    ["count", 5],
    ["flag", false],
    ["none", null],
    ["flat.key", 1],
    ["nested.a.b", "deep"],
    ["nested.c.d", 2],
    ["nested.a", '{"b":"deep"}'],
    ["nested.empty", "{}"],
    ["list", [1, "two", null]],
    ["objects.a", [1, 2, 3]],
    ["objects.b", [4]],
    ["objects", ['{"a":1}', '{"a":[2,3]}', '{"b":4}']],
    ["nothing", undefined],
    ["nested.a.b.c", undefined],
    ["name.length", undefined],
    ["list.length", undefined],
    ["toString", undefined],
    ["", undefined],
  ] as const)
    it(`gives ${JSON.stringify(value)} for "${field}"`, () =>
      expect(event.get(field)).to.deep.equal(value));

  it("lists the paths of its leaves", () => {
    expect(event.fields).to.deep.equal([
      "name",
      "count",
      "flag",
      "none",
      "flat.key",
      "nested.a.b",
      "nested.c.d",
      "nested.empty",
      "list",
      "objects.a",
      "objects.b",
      "@timestamp",
      "host.name",
    ]);
    for (const field of event.fields) expect(event.get(field), field).not.to.equal(undefined);
  });

  it("knows time, computer and position, and has no channel", () => {
    expect(event).to.include({
      time: "2026-01-15T09:00:00.5000000Z",
      computer: "box",
      position: 7,
      record: null,
    });
    expect(event.class).to.include({
      channel: null,
      eventId: null,
      declared: null,
      sensor: "unknown",
    });
  });

  it("is what it was declared to be", () => {
    const declared: LogSource = { product: "gcp", service: "gcp.audit" };
    expect(eventOfJson({ a: 1 }, 1, declared).class).to.deep.include({
      declared,
      channel: null,
      sensor: "gcp.audit",
    });
    expect(eventOfJson({ Image: "x" }, 1).class).to.include({ channel: null, declared: null });
  });

  it("knows CloudTrail by its fields", () => {
    const record = {
      eventVersion: "1.08",
      eventSource: "iam.amazonaws.com",
      eventName: "CreateUser",
      eventTime: "2026-01-15T09:00:00Z",
      userIdentity: { type: "Root" },
    };
    const trail = eventOfJson(record, 1);
    expect(trail.class.declared).to.deep.equal({ product: "aws", service: "cloudtrail" });
    expect(trail.get("userIdentity.type")).to.equal("Root");
    expect(trail.time).to.equal("2026-01-15T09:00:00.0000000Z");
  });

  it("gives an event without fields for what is no object", () => {
    for (const value of [null, 5, "x", [1]])
      expect(eventOfJson(value, 1).fields, JSON.stringify(value)).to.deep.equal([]);
  });
});
