/** The law of the line scanner for Windows events as evtx_dump writes them. */
import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import type { ShownEvent } from "../../../harness/events/event.ts";
import { readContent } from "../read-content.ts";
import { MemorySink } from "../write/memory-sink.ts";
import { recordingWriter } from "../../../harness/telemetry/write/recording-writer.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { expectSame, keepsTheLaw, NUMBER, STRING } from "./both-ways.ts";

const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "Image",
      "CommandLine",
      "Data",
      "Binary",
      "A B",
      "param1",
      "param1_1",
    ),
  },
  fc.constantFrom(
    "Data_1",
    "Data_2",
    "1",
    "02",
    "__proto__",
    "constructor",
    "#text",
    "@id",
    "@Name",
    "xmlns",
    "#attributes",
    "User",
    "User_attributes",
    "é",
    "a\\u0041",
    "\\u00001",
    "Name",
    "a:b",
    "",
  ),
);
const scalar = fc.constantFrom(STRING, STRING, STRING, NUMBER, NUMBER, "null", "true", "1.5");
const space = fc.oneof(
  { weight: 12, arbitrary: fc.constant("") },
  fc.constantFrom(" ", "\t", "  "),
);

function members(value: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(key, space, value), { maxLength })
    .map((list) => `{${list.map(([name, blank, text]) => `"${name}":${blank}${text}`).join(",")}}`);
}
const list = fc.array(scalar, { maxLength: 3 }).map((all) => `[${all.join(",")}]`);
const inner = fc.oneof(
  { weight: 4, arbitrary: scalar },
  list,
  members(fc.oneof(scalar, list), 3),
  fc
    .tuple(scalar, members(scalar, 2))
    .map(([text, all]) => `{"#text":${text},"#attributes":${all}}`),
  members(members(fc.oneof(scalar, list), 2), 2),
);
const system = fc
  .record({
    provider: fc.constantFrom(
      `"Provider":{"#attributes":{"Name":"P","Guid":${STRING}}},`,
      `"Provider":{"#attributes":{"Name":${STRING}}},`,
      `"Provider_attributes":{"Name":"P"},"Provider":null,`,
      `"Provider":{"@Name":"P","Guid":${STRING}},`,
      "",
    ),
    id: fc.constantFrom(
      '"EventID":1,',
      `"EventID":${NUMBER},`,
      `"EventID":{"#text":4688,"#attributes":{"Qualifiers":${STRING}}},`,
      `"EventID":${STRING},`,
      "",
    ),
    rest: fc.constantFrom(
      `"Version":${NUMBER},"TimeCreated":{"#attributes":{"SystemTime":${STRING}}},"EventRecordID":${NUMBER},"Correlation":null,"Channel":"Security","Computer":${STRING}`,
      `"Channel":${STRING},"Computer":"","Security":{"#attributes":{"UserID":${STRING}}}`,
      `"Channel":"System","Keywords":${NUMBER}`,
    ),
  })
  .map(({ provider, id, rest }) => `"System":{${provider}${id}${rest}}`);
const template = fc
  .record({
    system,
    parts: fc.array(
      fc.tuple(fc.constantFrom("EventData", "UserData", "RenderingInfo", "x"), members(inner, 6)),
      {
        maxLength: 2,
      },
    ),
    xmlns: fc.constantFrom(
      '"#attributes":{"xmlns":"urn:x"},',
      "",
      `"#attributes":{"a":${STRING}},`,
    ),
    wrap: fc.constantFrom("event", "event", "event", "event", "bare", "_source", "Records", "more"),
  })
  .map(({ system: head, parts, xmlns, wrap }) => {
    const event = `{${xmlns}${[head, ...parts.map(([name, text]) => `"${name}":${text}`)].join(",")}}`;
    switch (wrap) {
      case "event":
        return `{"Event":${event}}`;
      case "bare":
        return event;
      case "_source":
        return `{"_source":{"Event":${event}}}`;
      case "Records":
        return `{"Event":${event},"Records":[{"Event":${event}}]}`;
      case "more":
        return `{"a":[${STRING}],"Event":${event},"b":${NUMBER}}`;
    }
  });

describe("the line scanner", () => keepsTheLaw(template, 0.1));

describe("the line scanner, over recordings of the corpora", function () {
  if (!hasCorpus(this, "evtx")) return;
  const files = globSync("**/*.evtx", { cwd: `${CORPORA}/evtx` }).sort();
  it("has recordings", () => expect(files).not.to.have.length(0));
  it("gives what parsing gives", function () {
    this.timeout(120_000);
    let taken = 0;
    let lines = 0;
    for (const file of files) {
      const sink = new MemorySink();
      const writer = recordingWriter("ndjson", sink, "recording");
      let seen = 0;
      const write = (event: ShownEvent): void => void (seen++ < 300 && writer.write(event));
      readContent(readFileSync(`${CORPORA}/evtx/${file}`), file, write);
      writer.end();
      const text = sink.bytes.toString("utf8");
      taken += expectSame(text);
      lines += text.split("\n").length - 1;
    }
    expect(taken).to.equal(lines);
  });
});
