import { expect } from "chai";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import {
  compareEvents,
  readLeaf,
  type CorrelatedEvent,
} from "../../../../harness/matching/states/correlation/window-item.ts";
import type { Occurrence } from "../../../../harness/matching/model/matcher.ts";

describe("what a correlation reads of an event", () => {
  const fields: Readonly<Record<string, FieldValue>> = {
    user: "a",
    pair: ["a", "b"],
    size: "12",
    sizes: ["1", " 2.5 ", "x", "1"],
    empty: [],
    hex: "0x10",
    none: null,
  };
  const read = (by: string[], values: string[] = []) =>
    readLeaf({ stage: 0, by, values }, (field) => fields[field]);

  const keys: readonly (readonly [why: string, by: string[], key: string | null])[] = [
    ["one group without fields", [], "[]"],
    ["a group by the texts of a field", ["user"], '[["a"]]'],
    ["a group by several fields", ["user", "pair"], '[["a"],["a","b"]]'],
    ["no group without a field", ["user", "absent"], null],
    ["no group without a value", ["none"], null],
  ];
  for (const [why, by, key] of keys) it(why, () => expect(read(by).key).to.equal(key));

  const rows: readonly (readonly [string, string[], string[], number[]])[] = [
    ["nothing, if nothing is measured", [], [], []],
    ["a value that is a number", ["size"], ["12"], [12]],
    ["the values of a list, and all of its numbers", ["sizes"], ["1", " 2.5 ", "x"], [1, 2.5, 1]],
    ["no hexadecimal number", ["hex"], ["0x10"], []],
    ["one value of several fields", ["user", "size"], ['[["a"],["12"]]'], []],
    ["nothing, if a field is absent", ["size", "absent"], [], []],
    ["nothing of an empty list", ["empty"], [], []],
  ];
  for (const [why, measured, values, numbers] of rows)
    it(why, () => expect(read([], measured)).to.deep.equal({ key: "[]", values, numbers }));
});

describe("the order of correlated events", () => {
  const event = (ticks: bigint, position: number, stage: number): CorrelatedEvent<Occurrence> => ({
    ticks,
    occurrence: { stage, position, time: "" },
    readings: [],
  });

  it("is by time, position and stage", () => {
    const sorted = [event(1n, 2, 1), event(1n, 2, 2), event(1n, 3, 0), event(2n, 1, 0)];
    expect([...sorted].reverse().sort(compareEvents)).to.deep.equal(sorted);
    expect(compareEvents(sorted[0]!, sorted[0]!)).to.equal(0);
  });
});
