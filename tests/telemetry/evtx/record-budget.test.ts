import { expect } from "chai";
import { faultsOf, fieldsOf, readAll } from "../read-all.ts";
import {
  buildEvtx,
  ChunkBuilder,
  eventTag,
  systemValues,
  text,
  utf16,
  type Part,
  type Tag,
  type Value,
} from "./evtx-builder.ts";

const FRAGMENT: Part = { substitution: 0, type: 0x21 };
const VALUE: Part = { substitution: 3, type: 0x01 };

function read(content: readonly (Tag | Part)[], values: readonly Value[]) {
  const chunk = new ChunkBuilder()
    .add(eventTag(content), [...systemValues(1, 7), ...values])
    .add(eventTag([]), systemValues(1, 8));
  const { events, report } = readAll(buildEvtx([chunk.build()]));
  return { events, faults: faultsOf(report) };
}

function times<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}

/** A fragment that names the one inside it so many times, in so many levels. */
function nested(levels: number, uses: number): Value {
  if (levels === 0) return { nested: { tag: "Data", content: ["x"] } };
  const template: Tag = { tag: "D", content: times(uses, FRAGMENT) };
  return { nested: template, values: [nested(levels - 1, uses)] };
}

describe("the budget of a record", () => {
  const tooMany =
    /^evtx\/bad-record: Record 1 is damaged: its templates make more than 16384 elements/;
  const tooMuch =
    /^evtx\/bad-record: Record 1 is damaged: its templates make more than 262144 bytes of text/;

  for (const [levels, uses] of [
    [10, 60],
    [14, 2],
    [3, 60],
  ] as const)
    it(`ends at a fragment that is named ${uses} times in ${levels} levels`, () => {
      const slot: Tag = { tag: "UserData", content: [{ substitution: 3, type: 0x21 }] };
      const { events, faults } = read([slot], [nested(levels, uses)]);
      expect(events.map(({ record }) => record)).to.deep.equal([8]);
      expect(faults.join("\n")).to.match(tooMany);
    });

  it("ends at a long value that is named many times", () => {
    const content = times(500, { tag: "Data", content: [VALUE] });
    const { events, faults } = read(content, [text("x".repeat(10_000))]);
    expect(events.map(({ record }) => record)).to.deep.equal([8]);
    expect(faults.join("\n")).to.match(tooMuch);
  });

  it("ends at a long value that is named many times in one text", () => {
    const content = [{ tag: "Data", attributes: {}, content: times(60, VALUE) }];
    const { events, faults } = read(content, [text("x".repeat(10_000))]);
    expect(events.map(({ record }) => record)).to.deep.equal([8]);
    expect(faults.join("\n")).to.match(tooMuch);
  });

  it("ends at an array that repeats a long text", () => {
    const content = [{ tag: "Data", content: ["y".repeat(1000), VALUE] }];
    const { events, faults } = read(content, [{ type: 0x81, bytes: utf16("a\0".repeat(1000)) }]);
    expect(events.map(({ record }) => record)).to.deep.equal([8]);
    expect(faults.join("\n")).to.match(tooMuch);
  });

  it("ends at names of fields that are made of a long value", () => {
    const content = times(500, { tag: "Data", attributes: { Name: VALUE }, content: ["v"] });
    const value = text("x".repeat(10_000));
    const { events, faults } = read([{ tag: "EventData", content }], [value]);
    expect(events.map(({ record }) => record)).to.deep.equal([8]);
    expect(faults.join("\n")).to.match(tooMuch);
  });

  it("judges each record of a template by its own values", () => {
    const content = times(500, { tag: "Data", content: [VALUE] });
    const template = eventTag(content);
    const chunk = new ChunkBuilder();
    for (const length of [1, 10_000, 2])
      chunk.add(template, [...systemValues(1, 7), text("x".repeat(length))]);
    const { events, report } = readAll(buildEvtx([chunk.build()]));
    expect(faultsOf(report)).to.have.length(1);
    expect(events.map((event) => fieldsOf(event)["Data"])).to.deep.equal([
      times(500, "x"),
      times(500, "xx"),
    ]);
  });

  it("is not reached by what a chunk can hold", () => {
    const content = times(400, { tag: "Data", attributes: { Name: VALUE }, content: [VALUE] });
    const value = text("x".repeat(100));
    const { events, faults } = read([{ tag: "EventData", content }], [value]);
    expect(faults).to.deep.equal([]);
    expect(fieldsOf(events[0]!)["x".repeat(100)]).to.deep.equal(times(400, "x".repeat(100)));
  });
});
