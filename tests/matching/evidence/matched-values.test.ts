import { expect } from "chai";
import fc from "fast-check";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import { MAX_VALUE_LENGTH } from "../../../harness/matching/evidence/matched-values.ts";
import type { MatchedValue } from "../../../harness/matching/model/match.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { makeEvent } from "../../events/make-event.ts";
import { all, any, has, is, ruleOf } from "../predicates.ts";

const engineOf = (predicate: Predicate) => new Engine([ruleOf(predicate)]);

function valuesOf(predicate: Predicate, fields: Record<string, FieldValue>): MatchedValue[] {
  const pass = engineOf(predicate).open("r.xml", { values: true });
  pass.see(makeEvent(fields));
  return pass.end().matches.flatMap(({ values = [] }) => values);
}

const LONG = `${"a".repeat(5_000)}needle${"z".repeat(5_000)}`;

describe("the values of a match", () => {
  it("are those of the fields that it rests on, in their order", () => {
    const found = valuesOf(all(is("B", "2"), any(is("A", "1"), is("C", "9"))), {
      A: "1",
      B: "2",
      C: "3",
    });
    expect(found).to.deep.equal([
      { position: 1, field: "A", text: "1", start: 0, length: 1 },
      { position: 1, field: "B", text: "2", start: 0, length: 1 },
    ]);
  });

  it("are cut around the text that was looked for, in whatever letter case", () => {
    for (const wanted of ["needle", "NEEDLE"]) {
      const [value] = valuesOf(has("A", wanted), { A: LONG });
      expect(value!.text).to.have.lengthOf(MAX_VALUE_LENGTH).and.contain("needle");
      expect(value!.text).to.equal(LONG.slice(value!.start, value!.start + MAX_VALUE_LENGTH));
      expect(value!.length).to.equal(LONG.length);
    }
  });

  it("are cut behind their beginning, where nothing tells what matters", () => {
    const regex: Predicate = {
      kind: "test",
      field: "A",
      pattern: {
        kind: "regex",
        source: ".",
        flags: { ignoreCase: false, multiline: false, dotAll: false },
      },
      label: "A|re",
    };
    const [value] = valuesOf(regex, { A: LONG });
    expect([value!.start, value!.text]).to.deep.equal([0, "a".repeat(MAX_VALUE_LENGTH)]);
  });

  it("are, of a list, those that were looked for", () => {
    const list = [...Array.from({ length: 500 }, (_, i) => `v${i}`), "needle"];
    expect(valuesOf(is("A", "needle"), { A: list }).map(({ text }) => text)).to.deep.equal([
      "needle",
    ]);
    expect(valuesOf(has("A", "v"), { A: list }).map(({ text }) => text)).to.deep.equal([
      "v0",
      "v1",
      "v2",
    ]);
  });

  it("are not kept unless that is asked for", () => {
    const pass = engineOf(is("A", "1")).open("r.xml");
    pass.see(makeEvent({ A: "1" }));
    expect(pass.end().matches[0]).to.not.have.property("values");
  });

  it("are of one event each, once, for a rule on several", () => {
    const stages = ["1", "2"].map((text) => ruleOf(is("A", text)).stages[0]!);
    const rule = {
      ...ruleOf(is("A", "1")),
      stages,
      state: {
        kind: "sequence" as const,
        steps: stages.map((_, stage) => ({ stage, keys: [], isMissing: false })),
        maxspan: null,
        until: null,
        limits: [],
      },
    };
    const pass = new Engine([rule]).open("r.xml", { values: true });
    for (const [i, A] of ["1", "2"].entries())
      pass.see(makeEvent({ A }, { position: i + 1, time: `2026-01-15T09:00:0${i}.0000000Z` }));
    const [match] = pass.end().matches;
    expect(match!.values!.map(({ position, text }) => [position, text])).to.deep.equal([
      [1, "1"],
      [2, "2"],
    ]);
  });

  it("stay within their bounds, whatever a recording holds", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 600 }),
      fc.nat(3_000).map((length) => `${"x".repeat(length)}needle`),
    );
    const fields = Array.from({ length: 40 }, (_, i) => `F${i}`);
    const rule = any(...fields.map((field) => has(field, "")));
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 8 }), { maxLength: 40 }), (values) => {
        const event = Object.fromEntries(values.map((value, i) => [fields[i]!, value]));
        const found = valuesOf(rule, event);
        expect(found.length).to.be.at.most(60);
        for (const { field, text: piece, start, length } of found) {
          expect(piece.length).to.be.at.most(MAX_VALUE_LENGTH);
          const whole = (event[field] as string[]).filter((one) => one.length === length);
          expect(whole.map((one) => one.slice(start, start + piece.length))).to.include(piece);
        }
      }),
    );
  });

  it("are kept of so many events of a rule, and of other rules still", () => {
    const engine = new Engine([
      ruleOf(is("A", "1"), undefined, "noisy.yml"),
      ruleOf(is("A", "2"), undefined, "quiet.yml"),
    ]);
    const pass = engine.open("r.xml", { values: true });
    for (let position = 1; position <= 1_000; position++)
      pass.see(makeEvent({ A: position === 1_000 ? "2" : "1" }, { position }));
    const { matches } = pass.end();
    expect(matches).to.have.lengthOf(1_000);
    expect(matches.filter(({ values }) => values)).to.have.lengthOf(201);
    expect(matches.at(-1)).to.have.property("values");
  });
});
