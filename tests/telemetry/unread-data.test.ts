/** Records of known shapes whose data is held in a form that is not known: none is an event without fields. */
import { expect } from "chai";
import { readAll } from "./read-all.ts";

const CHANNEL = "Microsoft-Windows-Sysmon/Operational";
const SYSTEM = { Provider: { Name: "P" }, EventID: 1, EventRecordID: 7, Channel: CHANNEL };
const DATA = { RuleName: "-", Image: "C:\\Windows\\System32\\mshta.exe", CommandLine: "mshta x" };
const PAIRS = Object.entries(DATA);
const XML = `<EventData>${PAIRS.map(([name, text]) => `<Data Name="${name}">${text}</Data>`).join("")}</EventData>`;
const MESSAGE = `Process Create:\r\n${PAIRS.map(([name, text]) => `${name}: ${text}`).join("\r\n")}`;
const FLAT = { EventID: 1, Channel: CHANNEL, Computer: "H", EventRecordID: 7 };
const OTHER = { EventID: 7036, Channel: "System", ProviderName: "P", Hostname: "H" };
const WINLOG = { channel: CHANNEL, event_id: 1, provider_name: "P" };
const ECS = { "@timestamp": "2026-01-15T09:00:00Z", ecs: { version: "8" } };
const WINDOWS = { product: "windows", service: "sysmon" };

/** A flat event of which one field was read, and what else it holds in other forms. */
const STARTED = { EventID: 4688, Channel: "Security", Computer: "W", SubjectUserName: "bob" };
const MORE = [{ Name: "NewProcessName", Value: "C:\\mshta.exe" }];
const STARTED_XML = `<EventData><Data Name="NewProcessName">C:\\mshta.exe</Data></EventData>`;
const READ_WHOLE = { ...STARTED, NewProcessName: "C:\\mshta.exe" };

/** What, the document, the part that is named. */
const UNREAD: readonly (readonly [string, object, string])[] = [
  ["EventData as XML", { Event: { System: SYSTEM, EventData: XML } }, "EventData"],
  ["UserData as text", { Event: { System: SYSTEM, UserData: "a=1" } }, "UserData"],
  [
    "pairs of Name and content",
    {
      Event: {
        System: SYSTEM,
        EventData: { Data: PAIRS.map(([Name, content]) => ({ Name, content })) },
      },
    },
    "EventData/Data",
  ],
  [
    "pairs of xml2js",
    {
      Event: {
        System: SYSTEM,
        EventData: { Data: PAIRS.map(([Name, _]) => ({ $: { Name }, _ })) },
      },
    },
    "EventData/Data",
  ],
  [
    "pairs of another name",
    {
      Event: {
        System: SYSTEM,
        EventData: { Property: PAIRS.map(([Name, Value]) => ({ Name, Value })) },
      },
    },
    "EventData",
  ],
  [
    "EventData as a list",
    { Event: { System: SYSTEM, EventData: PAIRS.map(([Name, Value]) => ({ Name, Value })) } },
    "EventData",
  ],
  [
    "values without names",
    { Event: { System: SYSTEM, EventData: { Data: { "#text": PAIRS.map(([, text]) => text) } } } },
    "EventData",
  ],
  ["data beside Event", { Event: { System: SYSTEM }, EventData: DATA }, "EventData"],
  [
    "what the log service could not lay out",
    { Event: { System: SYSTEM, ProcessingErrorData: { ErrorCode: 15005, EventPayload: "00" } } },
    "ProcessingErrorData",
  ],
  [
    "only what was rendered",
    { Event: { System: SYSTEM, RenderingInfo: { Message: MESSAGE } } },
    "RenderingInfo",
  ],
  [
    "a System of another form",
    { Event: { System: { EventID: { _text: "1" }, Channel: { _text: CHANNEL } } } },
    "System",
  ],
  ["flat beside an EventData", { ...FLAT, EventData: DATA }, "EventData"],
  ["flat beside an EventData of another class", { ...OTHER, EventData: DATA }, "EventData"],
  ["flat beside a part of it", { ...FLAT, Image: DATA.Image, EventData: DATA }, "EventData"],
  ["flat beside Event.EventData", { ...FLAT, Event: { EventData: DATA } }, "Event"],
  [
    "Payload as text",
    { ...FLAT, Payload: JSON.stringify({ EventData: DATA }), PayloadData1: "x" },
    "Payload",
  ],
  [
    "Payload as text, of another class",
    { ...OTHER, Payload: '{"EventData":{"Data":"x, y"}}', PayloadData1: "x" },
    "Payload",
  ],
  ["XML in flat JSON", { ...FLAT, EventData: `<DataItem type="x">${XML}</DataItem>` }, "EventData"],
  ["XML under another name", { ...FLAT, Details: XML }, "Details"],
  [
    "StringInserts",
    { ...FLAT, Message: MESSAGE, StringInserts: PAIRS.map(([, text]) => text) },
    "StringInserts",
  ],
  [
    "StringInserts of another class",
    { ...OTHER, StringInserts: ["x", "running"] },
    "StringInserts",
  ],
  ["a field, and EventData as XML", { ...STARTED, EventData: STARTED_XML }, "EventData"],
  ["a field, and EventData as text", { ...STARTED, EventData: "NewProcessName: x" }, "EventData"],
  ["a field, and pairs below EventData", { ...STARTED, EventData: { Data: MORE } }, "EventData"],
  ["a field, and EventData as pairs", { ...STARTED, EventData: MORE }, "EventData"],
  ["a field, and EventData as values", { ...STARTED, EventData: ["bob", "x.exe"] }, "EventData"],
  [
    "a field, and a Payload as text",
    { ...STARTED, Payload: JSON.stringify({ EventData: { Data: MORE } }) },
    "Payload",
  ],
  ["a field, and EventXml", { ...STARTED, EventXml: STARTED_XML }, "EventXml"],
  [
    "a field, and the whole event as XML",
    { ...STARTED, raw: `<Event><System><EventID>4688</EventID></System>${STARTED_XML}</Event>` },
    "raw",
  ],
  [
    "a field, and XML below a member of another case",
    { ...STARTED, Event: { event_data: STARTED_XML } },
    "Event",
  ],
  ["a field, and Fields that nest", { ...STARTED, Fields: { process: { image: "x" } } }, "Fields"],
  ["a field, and pairs under any name", { ...STARTED, parsed: { list: MORE } }, "parsed"],
  ["a field, and others deeper", { ...STARTED, a: { b: { NewProcessName: "x" } } }, "a"],
  [
    "a field, and XML with values in CDATA sections",
    {
      ...STARTED,
      EventData: "<EventData><Data Name='NewProcessName'><![CDATA[x]]></Data></EventData>",
    },
    "EventData",
  ],
  [
    "a field, and XML with values without names",
    { ...STARTED, EventData: "<EventData><Data>x</Data></EventData>" },
    "EventData",
  ],
  [
    "names that are paths",
    { ...STARTED, "EventData.NewProcessName": "x" },
    "EventData.NewProcessName",
  ],
  [
    "names that are longer paths",
    { ...FLAT, "Event.EventData.Image": "x" },
    "Event.EventData.Image",
  ],
  ["an object of unknown name", { ...OTHER, parsed: { a: "x" } }, "parsed"],
  ["nothing but a message", { ...FLAT, Message: MESSAGE }, "Message"],
  ["names in another case", { ...FLAT, command_line: `mshta ${"x".repeat(200)}` }, "command_line"],
  ["Winlogbeat with XML", { winlog: { ...WINLOG, event_data: XML } }, "winlog.event_data"],
  [
    "Winlogbeat with pairs",
    {
      winlog: { ...WINLOG, event_data: { Data: PAIRS.map(([Name, Value]) => ({ Name, Value })) } },
    },
    "winlog.event_data",
  ],
  [
    "Winlogbeat with a list",
    { winlog: { ...WINLOG, event_data: PAIRS.map(([, text]) => text) } },
    "winlog.event_data",
  ],
  ["Winlogbeat with a message", { winlog: WINLOG, message: MESSAGE }, "message"],
  ["Winlogbeat with other members", { winlog: { ...WINLOG, EventData: DATA } }, "winlog.EventData"],
  [
    "Event XML in a document of another agent",
    { ...ECS, message: `<Event xmlns="x"><System/>${XML}</Event>` },
    "message",
  ],
];

/** Events that hold all they have, though it be nothing. */
const READ: readonly (readonly [string, object])[] = [
  ["no data", { Event: { System: SYSTEM, EventData: null } }],
  ["no EventData", { Event: { System: { ...SYSTEM, EventID: 4608, Channel: "Security" } } }],
  ["an empty text", { Event: { System: SYSTEM, EventData: "" } }],
  [
    "values without names, of a class without table",
    { Event: { System: { ...SYSTEM, Channel: "Application" }, EventData: { Data: ["x", "y"] } } },
  ],
  ["flat, no data", FLAT],
  ["flat, rendered besides", { ...FLAT, ...DATA, Message: MESSAGE }],
  ["flat, with what the shipper knows", { ...FLAT, ...DATA, host: { name: "x" }, tags: ["a"] }],
  ["flat, with the data once more", { ...FLAT, ...DATA, EventData: DATA }],
  ["flat, with its pairs once more", { ...READ_WHOLE, EventData: { Data: MORE } }],
  ["flat, with paths once more", { ...READ_WHOLE, "EventData.NewProcessName": "x" }],
  ["flat, with its values once more", { ...READ_WHOLE, StringInserts: ["bob", "C:\\mshta.exe"] }],
  ["flat, with its JSON once more", { ...READ_WHOLE, Payload: JSON.stringify(MORE) }],
  ["flat, with its XML once more", { ...READ_WHOLE, EventData: STARTED_XML }],
  [
    "flat, with the whole event once more",
    {
      ...READ_WHOLE,
      raw: `<Event><System><EventID>4688</EventID></System>${STARTED_XML}<RenderingInfo><Level>x</Level></RenderingInfo></Event>`,
    },
  ],
  [
    "flat, with empty values that were left out",
    {
      ...STARTED,
      EventData: "<EventData><Data Name='NewProcessName'/><Data Name='X'> </Data></EventData>",
    },
  ],
  ["flat, with words of the shipper", { ...STARTED, fields: { env: "prod" }, raw: "a" }],
  ["flat, and what a shipper says of it", { ...FLAT, ...DATA, event: { created: "x" } }],
  ["flat, a message of a class without data", { ...OTHER, Message: "a\r\nb" }],
  [
    "module logging, with a Payload of its own",
    {
      EventID: 4103,
      Channel: "Microsoft-Windows-PowerShell/Operational",
      ContextInfo: "x",
      UserData: "",
      Payload: '{"a": 1}',
    },
  ],
  [
    "properties that begin like JSON",
    { ...FLAT, EventID: 4662, Channel: "Security", ObjectName: "x", Properties: "{bf967aba}" },
  ],
  [
    "Winlogbeat, no data",
    { winlog: { ...WINLOG, event_id: 4608, channel: "Security" }, message: MESSAGE },
  ],
  [
    "Winlogbeat, with its XML besides",
    { winlog: { ...WINLOG, event_data: DATA }, event: { original: `<Event>${XML}</Event>` } },
  ],
];

/** The line itself, and behind one of the same members whose data was read, which the scanner then knows. */
function waysOf(document: object): readonly string[] {
  const line = JSON.stringify(document);
  const emptied = line.replace(
    /("(?:Payload|Message|message|EventData|event_data|Details)":)"(?:[^"\\]|\\.)*"/g,
    '$1""',
  );
  return [line, `${emptied}\n${line}`, JSON.stringify([document], null, 1)];
}

describe("data in a form that is not known", () => {
  for (const [what, document, part] of UNREAD)
    it(`is no event without fields: ${what}`, () => {
      for (const text of waysOf(document)) {
        const { events, report } = readAll(text);
        const last = report.diagnostics.at(-1);
        expect(last?.code, text).to.equal("recording/unread-data");
        expect(last?.message).to.include(`held by "${part}"`);
        expect(events.length + report.skipped).to.equal(text.includes("\n{") ? 2 : 1);
        expect(report.skipped).to.be.above(0);
      }
    });

  for (const [what, document] of READ)
    it(`is not taken for it: ${what}`, () => {
      for (const text of waysOf(document))
        expect(readAll(text).report.diagnostics).to.deep.equal([]);
    });

  for (const [what, document] of [
    ["Get-WinEvent", { Id: 1, LogName: CHANNEL, Properties: [{ Value: "-" }, { Value: "x" }] }],
    ["Wazuh", { data: { win: { system: { eventID: "1" }, eventdata: { image: "x" } } } }],
    ["Splunk", { result: { _raw: `<Event><System/>${XML}</Event>` } }],
  ] as const)
    it(`is told of what was declared to be of Windows: ${what}`, () => {
      const { report } = readAll(JSON.stringify(document), WINDOWS);
      expect(report.diagnostics.map(({ code }) => code)).to.deep.equal(["recording/unread-data"]);
      expect(readAll(JSON.stringify(document)).events[0]!.class.sensor).to.equal("unknown");
    });
});

const SYSTEM_XML = `<System><EventID>1</EventID><Channel>${CHANNEL}</Channel></System>`;

describe("data of Event XML in a form that is not known", () => {
  for (const [what, xml, part] of [
    ["escaped XML", "<EventData>&lt;Data Name='Image'>x&lt;/Data></EventData>", "EventData"],
    ["a CDATA section", `<EventData><![CDATA[${XML}]]></EventData>`, "EventData"],
    ["text in UserData", "<UserData>Image=x</UserData>", "UserData"],
    [
      "names as elements",
      "<EventData><Data><Name>Image</Name><Value>x</Value></Data></EventData>",
      "EventData/Data",
    ],
    ["names in lower case", '<EventData><Data name="Image">x</Data></EventData>', "EventData/Data"],
    ["values without names", "<EventData><Data>-</Data><Data>x</Data></EventData>", "EventData"],
    [
      "only what was rendered",
      `<RenderingInfo Culture="en-US"><Message>${MESSAGE}</Message></RenderingInfo>`,
      "RenderingInfo",
    ],
    [
      "what the log service could not lay out",
      "<ProcessingErrorData><ErrorCode>15005</ErrorCode><EventPayload>00</EventPayload></ProcessingErrorData>",
      "ProcessingErrorData",
    ],
    [
      "bytes without a layout",
      `<BinaryEventData>${"00FF".repeat(40)}</BinaryEventData>`,
      "BinaryEventData",
    ],
  ] as const)
    it(what, () => {
      const bad = `<Event>${SYSTEM_XML}${xml}</Event>`;
      const good = `<Event>${SYSTEM_XML}<EventData><Data Name="Image">x</Data></EventData></Event>`;
      const { events, report } = readAll(`<Events>${good}${bad}${good}${bad}</Events>`);
      expect(events).to.have.length(2);
      expect(report.skipped).to.equal(2);
      expect(report.diagnostics[0]!.message).to.include(`held by "${part}"`);
    });

  it("is not an empty EventData, nor data beside what was rendered", () => {
    for (const xml of [
      "",
      "<EventData/>",
      "<EventData>\n</EventData>",
      "<UserData> </UserData>",
      `<EventData><Data Name="Image">x</Data></EventData><RenderingInfo><Message>${MESSAGE}</Message></RenderingInfo>`,
    ])
      expect(readAll(`<Event>${SYSTEM_XML}${xml}</Event>`).report.diagnostics, xml).to.deep.equal(
        [],
      );
  });
});
