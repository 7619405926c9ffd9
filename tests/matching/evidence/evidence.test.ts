import { expect } from "chai";
import fc from "fast-check";
import { absencesOf } from "../../../harness/matching/evidence/absence.ts";
import { classFields } from "../../../harness/matching/binding/class-fields.ts";
import { evidenceOf } from "../../../harness/matching/evidence/evidence.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { bindFields } from "../../../harness/matching/binding/bound-field.ts";
import { makeEvent } from "../../events/make-event.ts";
import { call, field } from "../evaluate/expression/build.ts";
import { evaluate } from "../plain-evaluate.ts";
import { all, any, exists, formula, has, is, isNull, not, same } from "../predicates.ts";
import { fields, predicate } from "../random-predicates.ts";
import { slowVia } from "../slow-evidence.ts";

/** Every row holds for the event { A: "1", B: "2", E: "" } of Sysmon 1. */
const ROWS: readonly [name: string, predicate: Predicate, via: string[], byAbsence: string[]][] = [
  ["a positive test", is("A", "1"), ["A"], []],
  ["all tests of a conjunction", all(is("A", "1"), is("B", "2")), ["A", "B"], []],
  ["every true branch", any(is("A", "1"), is("B", "2"), is("B", "3")), ["A", "B"], []],
  ["no test of a false branch", any(is("A", "1"), all(is("B", "2"), is("A", "0"))), ["A"], []],
  ["constants of the class", all(is("EventID", "1"), is("A", "1")), ["A", "EventID"], []],
  ["a keyword", has("keywords", "2"), ["keywords"], []],
  ["no negated test", all(is("A", "1"), not(is("B", "3"))), ["A"], []],
  ["a doubly negated test", not(not(is("A", "1"))), ["A"], []],
  ["a negation of an absent field", all(is("A", "1"), not(is("X", "3"))), ["A"], ["X"]],
  [
    "a negated conjunction that fails anyway",
    all(is("A", "1"), not(all(is("X", "3"), is("B", "9")))),
    ["A"],
    [],
  ],
  ["a negated conjunction that fails by absence", not(all(is("X", "3"), is("B", "2"))), [], ["X"]],
  ["a negated alternative of absent fields", not(any(is("X", "3"), is("Y", "2"))), [], ["X", "Y"]],
  ["an alternative that holds anyway", any(is("A", "1"), not(is("X", "3"))), ["A"], []],
  ["null on an absent field", isNull("X"), ["X"], ["X"]],
  ["not exists", not(exists("X")), [], ["X"]],
  ["exists", exists("E"), ["E"], []],
  ["an empty text, which is there", not(is("E", "3")), [], []],
  ["a reference to an absent field, negated", not(same("A", "X")), [], ["A"]],
  ["all fields of a formula", formula(call("less", field("A"), field("B"))), ["A", "B"], []],
  ["no negated formula", not(formula(call("less", field("B"), field("A")))), [], []],
  [
    "the absent field of a formula",
    formula(call("isNull", call("concat", field("A"), field("X")))),
    ["A", "X"],
    ["X"],
  ],
  [
    "the absent field of a negated formula",
    not(formula(call("less", field("A"), field("X")))),
    [],
    ["X"],
  ],
  [
    "no field of a formula that holds beside one by absence",
    any(is("A", "1"), formula(call("isNull", field("X")))),
    ["A", "X"],
    [],
  ],
];

describe("evidence", () => {
  const event = makeEvent({ A: "1", B: "2", E: "" });
  for (const [name, asked, via, byAbsence] of ROWS)
    it(`names ${name}`, () => {
      const evidence = evidenceOf(asked, event, classFields(bindFields(event.class, {})));
      expect(evidence.via).to.deep.equal(via);
      expect(evidence.byAbsence).to.deep.equal(byAbsence);
    });

  it("law: is what the plain way finds, for random predicates that hold", () => {
    let held = 0;
    fc.assert(
      fc.property(predicate, fields, (asked, values) => {
        const seen = makeEvent(values);
        const bind = bindFields(seen.class, {});
        if (!evaluate(asked, seen, bind)) return;
        held++;
        const { via, byAbsence } = evidenceOf(asked, seen, classFields(bind));
        expect(via).to.deep.equal([...new Set(slowVia(asked, seen, bind))].sort());
        expect(byAbsence).to.deep.equal([...absencesOf(asked, seen, bind)].sort());
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(held).to.be.greaterThan(500);
  });
});
