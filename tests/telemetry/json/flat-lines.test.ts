/** The law of the line scanner for flat Windows events, and for those of Winlogbeat. */
import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import type { ShownEvent } from "../../../harness/events/event.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { readContent } from "../read-content.ts";
import { expectSame, keepsTheLaw, NUMBER, STRING } from "./both-ways.ts";

const SYSMON = '"Microsoft-Windows-Sysmon"';

const blank = fc.oneof({ weight: 9, arbitrary: fc.constant("") }, fc.constantFrom(" ", "  ", "\t"));
const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constant(STRING) },
  { weight: 3, arbitrary: fc.constant(NUMBER) },
  fc.constantFrom("null", "true", "false", '""', "1.5", "-0", "1e3", "1234567890123456789"),
);
const list = fc.array(scalar, { maxLength: 3 }).map((all) => `[${all.join(",")}]`);
const nested = fc.constantFrom(
  `{"a":${STRING}}`,
  `{"a":{"b":[${NUMBER},${STRING}]}}`,
  "{}",
  `[{"a":${NUMBER}}]`,
  `{"EventData":${STRING}}`,
  `{"Data":[{"Name":${STRING},"Value":${STRING}}]}`,
  `[{"Name":"CommandLine","Value":${STRING}}]`,
);
const value = fc.oneof(
  { weight: 12, arbitrary: scalar },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: nested },
);

/** Names that mean something to the reader of flat events, in whatever spelling. */
const systemName = fc.constantFrom(
  ..."Provider_Name ProviderName SourceName Provider source_name provider_name".split(" "),
  ..."Provider_Guid ProviderGuid EventID EventId event_id EventRecordID RecordNumber".split(" "),
  ..."TimeCreated_SystemTime TimeCreated SystemTime @timestamp EventTime UtcTime".split(" "),
  ..."RecordId RecordID ActivityID Execution_ProcessID ExecutionProcessID ThreadID".split(" "),
  ..."Channel channel LogName EventLog Logfile Computer Hostname host_name RuleName".split(" "),
);
const otherName = fc.constantFrom(
  ..."Image CommandLine Data Message 1 02 __proto__ constructor toString a\\u0041 \\u00001".split(
    " ",
  ),
  ..."Event System winlog log_name _source Records event xmlns é a.b".split(" "),
  ..."EventData UserData Payload Properties StringInserts raw Details tags host".split(" "),
  ..."EventData.Image EventXml Fields fields event Strings data".split(" "),
  "",
  "A B",
);
const name = fc.oneof(
  { weight: 4, arbitrary: systemName },
  { weight: 3, arbitrary: fc.constantFrom("Image", "CommandLine", "User", "ProcessId") },
  { weight: 1, arbitrary: otherName },
);
const time = fc.constantFrom(
  '"2026-01-15T09:00:00.123Z"',
  '"2026-01-15 09:00:00"',
  "1768467600",
  "133500000000000001",
  '"1768467600.5"',
  "1768467600.25",
  STRING,
  NUMBER,
);

type Member = readonly [name: string, value: string];

/** What makes an object a flat event, or nearly so. */
const head = fc
  .tuple(
    fc.constantFrom<Member[]>(
      [["EventID", "1"]],
      [["EventID", "4688"]],
      [["EventID", '"4688"']],
      [["EventId", "7"]],
      [["event_id", NUMBER]],
      [["EventID", NUMBER]],
      [["EventID", STRING]],
      [
        ["EventID", "1"],
        ["EventId", NUMBER],
      ],
    ),
    fc.constantFrom<Member[]>(
      [["Channel", '"Security"']],
      [["Channel", '"Security"']],
      [["LogName", '"System"']],
      [["Provider_Name", SYSMON]],
      [["SourceName", SYSMON]],
      [
        ["UtcTime", STRING],
        ["RuleName", STRING],
      ],
      [["Channel", STRING]],
      [["Channel", NUMBER]],
      [["Channel", "[]"]],
      [["Channel", `["System",${STRING}]`]],
      [["channel", `[${STRING},${STRING}]`]],
      [["Channel", '""']],
      [],
    ),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<Member[]>([]) },
      time.map((written): Member[] => [["TimeCreated", written]]),
      time.map((written): Member[] => [["TimeCreated_SystemTime", written]]),
    ),
  )
  .map((parts) => parts.flat());

function object(members: readonly Member[], blanks: readonly string[]): string {
  let i = 0;
  const next = (): string => blanks[i++ % blanks.length] ?? "";
  const texts = members.map(
    ([key, text]) => `${next()}"${key}"${next()}:${next()}${text}${next()}`,
  );
  return `{${texts.join(",")}}`;
}

const flat = fc
  .tuple(
    head,
    fc.array(fc.tuple(name, value), { maxLength: 8 }),
    fc.nat(),
    fc.array(blank, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("as it is", "as it is", "as it is", "as it is", "_source", "in front"),
  )
  .map(([first, others, cut, blanks, how]) => {
    const at = cut % (others.length + 1);
    const text = object([...others.slice(0, at), ...first, ...others.slice(at)], blanks);
    switch (how) {
      case "_source":
        return `{"_source":${text}}`;
      case "in front":
        return ` ${text}`;
      default:
        return text;
    }
  });

describe("the line scanner, of flat events", () =>
  keepsTheLaw(flat, 0.1, [
    {},
    {},
    { declared: { product: "windows", service: "security" } },
    { declared: { product: "windows", service: "sysmon" } },
    { declared: { product: "okta" } },
  ]));

const dataName = fc.constantFrom(
  ..."Image CommandLine param1 param2 Data xml_name TimeCreated_SystemTime EventID Channel".split(
    " ",
  ),
  "Threat Name",
);
const dataMembers = fc.array(fc.tuple(dataName, value), { maxLength: 6 });
const winlogMembers = fc.array(
  fc.tuple(
    fc.constantFrom(
      ..."provider_name provider_guid version keywords opcode task time_created record_id".split(
        " ",
      ),
      ..."activity_id computer_name channel event_id process user logon event_data".split(" "),
    ),
    fc.oneof(value, time, fc.constant(`{"pid":${NUMBER},"thread":{"id":${NUMBER}}}`)),
  ),
  { maxLength: 6 },
);
const ecsMembers = fc.array(
  fc.tuple(
    fc.constantFrom(
      ..."@timestamp event process user host tags message log_name event_id computer_name".split(
        " ",
      ),
      ..."event.code event.type process.pid user.name winlog.logon.id host.name".split(" "),
      ..."winlog.event_data.Image winlog.channel event_data.User".split(" "),
      ..."event.original EventData Payload winlog.event_data event_data".split(" "),
    ),
    fc.oneof(
      value,
      time,
      fc.constantFrom(
        `{"code":${STRING},"kind":"event"}`,
        `{"category":["process"],"type":["start"],"code":${NUMBER}}`,
        `{"executable":${STRING},"pid":${NUMBER},"entity_id":${STRING}}`,
        `{"name":${STRING},"id":12345678901234567890}`,
      ),
    ),
  ),
  { maxLength: 5 },
);
const winlogbeat = fc
  .tuple(
    winlogMembers,
    dataMembers,
    ecsMembers,
    fc.constantFrom('"Security"', '"Security"', '"Security"', STRING, NUMBER),
    fc.constantFrom("1", '"4688"', "4688", NUMBER, STRING),
    fc.constantFrom("nested", "nested", "dotted", "version 6", "user data"),
    fc.array(blank, { minLength: 1, maxLength: 5 }),
  )
  .map(([winlog, data, ecs, channel, id, form, blanks]) => {
    const own: Member[] = [
      ["channel", channel],
      ["event_id", id],
    ];
    const [first = [], ...rest] = ecs.length > 0 ? [ecs.slice(0, 1), ecs.slice(1)] : [];
    const others = rest.flat();
    const dataText = object(data, blanks);
    switch (form) {
      case "nested":
      case "user data": {
        const part = form === "nested" ? "event_data" : "user_data";
        const inner = object([...winlog, ...own, [part, dataText]], blanks);
        return object([...first, ["winlog", inner], ...others], blanks);
      }
      case "dotted": {
        const dotted = [...own, ...winlog].map(([key, text]): Member => [`winlog.${key}`, text]);
        const members = data.map(([key, text]): Member => [`winlog.event_data.${key}`, text]);
        return object([...first, ...dotted, ...members, ...others], blanks);
      }
      default: {
        const old: Member[] = [
          ["log_name", channel],
          ["event_id", id],
          ["event_data", dataText],
        ];
        return object([...first, ...winlog, ...old, ...others], blanks);
      }
    }
  });

describe("the line scanner, of Winlogbeat's events", () => keepsTheLaw(winlogbeat, 0.1));

/** Values as recorders write them: what is a whole number is one. */
function written(field: string, given: unknown): string {
  if (typeof given !== "string") return JSON.stringify(given);
  return /^(?:0|[1-9]\d{0,19})$/.test(given) && field !== "Version" ? given : JSON.stringify(given);
}

const RENAMED: Readonly<Record<string, string>> = {
  Provider_Name: "SourceName",
  Provider_Guid: "ProviderGuid",
  TimeCreated_SystemTime: "EventTime",
  EventRecordID: "RecordNumber",
  Execution_ProcessID: "ExecutionProcessID",
  Execution_ThreadID: "ThreadID",
  Computer: "Hostname",
};
const OF_WINLOG: Readonly<Record<string, string>> = {
  Provider_Name: "provider_name",
  EventID: "event_id",
  EventRecordID: "record_id",
  Channel: "channel",
  Computer: "computer_name",
  Keywords: "keywords",
};

/** One event as a line, the way some recorders write it. */
const FORMS: Readonly<Record<string, (event: ShownEvent) => string>> = {
  "flat, names as they are": (event) =>
    JSON.stringify(Object.fromEntries(event.fields.map((field) => [field, event.get(field)]))),
  "flat, as Python writes it": (event) => {
    const members = event.fields.map(
      (field) =>
        `"${field}": ${event.get(field) === "" ? "null" : written(field, event.get(field))}`,
    );
    return `{"product": "windows", ${members.join(", ")}}`;
  },
  "flat, as NXLog names it": (event) => {
    const members = event.fields.map(
      (field) => `"${RENAMED[field] ?? field}":${written(field, event.get(field))}`,
    );
    return `{${members.join(",")}}`;
  },
  Winlogbeat: (event) => {
    const winlog: string[] = [];
    const data: string[] = [];
    for (const field of event.fields) {
      const name = OF_WINLOG[field];
      // What is not of `System` has a name of it now and then, and comes second.
      const [own, ...others] = name === undefined ? [] : textsOf(event.get(field));
      if (own !== undefined) winlog.push(`"${name}":${written(field, own)}`);
      const value = name === undefined ? event.get(field) : others;
      if (name === undefined || others.length > 0)
        data.push(`${JSON.stringify(field)}:${written(field, value)}`);
    }
    const stamp = `"@timestamp":${JSON.stringify(event.time)}`;
    const code = `"event":{"code":${JSON.stringify(event.get("EventID"))},"category":["process"]}`;
    return `{${stamp},${code},"winlog":{${winlog.join(",")},"event_data":{${data.join(",")}}}}`;
  },
};

describe("the line scanner, over recordings of the corpora as other recorders write them", function () {
  if (!hasCorpus(this, "evtx")) return;
  const files = globSync("**/*.evtx", { cwd: `${CORPORA}/evtx` }).sort();
  it("has recordings", () => expect(files).not.to.have.length(0));
  for (const [form, lineOf] of Object.entries(FORMS))
    it(`gives what parsing gives: ${form}`, function () {
      this.timeout(120_000);
      let taken = 0;
      let lines = 0;
      for (const file of files) {
        const texts: string[] = [];
        const see = (event: ShownEvent): void => {
          if (texts.length < 100 && event.get("Channel") !== undefined) texts.push(lineOf(event));
        };
        readContent(readFileSync(`${CORPORA}/evtx/${file}`), file, see);
        taken += expectSame(texts.map((text) => `${text}\n`).join(""));
        lines += texts.length;
      }
      expect(taken).to.equal(lines);
    });
});
