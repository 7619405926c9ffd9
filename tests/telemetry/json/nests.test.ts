import { expect } from "chai";
import { nest, row, unclosed, type Nest } from "../../nests.ts";
import { changedEvent } from "../../../harness/slice/changed-event.ts";
import { readContent } from "../read-content.ts";
import { FORMATS, written } from "../write/written.ts";

const VALUES: Readonly<Record<string, Nest>> = {
  lists: nest("[", "1", "]"),
  objects: nest('{"a":', "1", "}"),
  "lists of objects": nest('[{"a":', "1", "}]"),
  "objects with two members": nest('{"b":1,"a":', "12345678901234567890", "}"),
  "unclosed lists": unclosed("["),
  "unclosed objects": unclosed('{"a":'),
  "unopened lists": unclosed("]"),
  "lists in lines": (depth) => {
    const lines = Math.min(depth, 5000);
    return "[\n".repeat(lines) + "1\n" + "]\n".repeat(lines);
  },
  "a list of many": row("[1", ",1", "]"),
  quotes: unclosed('"'),
  "a text of a list": (depth) => JSON.stringify(nest("[", "1", "]")(depth)),
  "a text of an object": (depth) => JSON.stringify(nest('{"a":', "1", "}")(depth)),
  "a text of an object of lists": (depth) => JSON.stringify(`{"a":${nest("[", "1", "]")(depth)}}`),
};

const SHAPES: Readonly<Record<string, (value: string) => string>> = {
  "on its own": (value) => value,
  "in open JSON": (value) => `{"x":${value},"x.a.b":1,"y":2}`,
  "in records": (value) => `{"Records":[${value},{"x":1}]}`,
  "in _source": (value) => `{"_source":{"x":${value}}}`,
  "in evtx_dump": (value) =>
    `{"Event":{"System":{"EventID":1,"Channel":"Security","Provider":{"#attributes":{"Name":"a"}},"Computer":"c","TimeCreated":{"#attributes":{"SystemTime":"2026-01-01T00:00:00Z"}}},"EventData":{"x":${value}},"UserData":{"a":${value}}}}`,
  "in Winlogbeat": (value) =>
    `{"@timestamp":"2026-01-01T00:00:00Z","winlog":{"channel":"Security","event_id":1,"provider_name":"a","event_data":{"x":${value}},"user_data":${value}},"event":{"x":${value}}}`,
  "in NXLog": (value) =>
    `{"EventTime":"2026-01-01 00:00:00","Channel":"Security","EventID":1,"SourceName":"a","Hostname":"c","x":${value}}`,
  "in CloudTrail": (value) =>
    `{"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"a","eventTime":"2026-01-01T00:00:00Z","requestParameters":${value}}`,
  "in ECS": (value) =>
    `{"@timestamp":"2026-01-01T00:00:00Z","ecs":{"version":"8.0"},"event":{"kind":"event","module":"a"},"x":${value}}`,
};

const SOUND = '{"sound":1}';

describe("nested JSON", function () {
  this.timeout(120_000);

  for (const [shape, into] of Object.entries(SHAPES))
    for (const [name, make] of Object.entries(VALUES))
      it(`${name} ${shape}`, () => {
        for (const depth of [10, 150, 1000, 4500, 100_000])
          for (const text of [into(make(depth)), `${SOUND}\n${into(make(depth))}\n${SOUND}\n`]) {
            const events: string[] = [];
            const { diagnostics } = readContent(Buffer.from(text), "a.json", (event) => {
              const changed = changedEvent(event, (_, text) => text.toUpperCase(), 0n);
              for (const field of event.fields)
                events.push(JSON.stringify([event.get(field), changed.get(field)]));
              for (const format of FORMATS) written([event], format);
            });
            expect(events.length + diagnostics.length).to.be.greaterThan(0);
          }
      });
});
