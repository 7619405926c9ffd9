import { expect } from "chai";
import fc from "fast-check";
import { matchLogSource } from "../../../harness/events/log-sources/log-source-match.ts";
import {
  FieldText,
  partialValue,
} from "../../../harness/matching/candidates/partial-evaluation.ts";
import { discriminatingFieldsOf } from "../../../harness/matching/candidates/discriminating-fields.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { bindFields } from "../../../harness/matching/binding/bound-field.ts";
import { makeEvent } from "../../events/make-event.ts";
import { evaluate } from "../plain-evaluate.ts";
import { all, any, exists, has, is, not, PROCESS_CREATION } from "../predicates.ts";
import { fields, predicate } from "../random-predicates.ts";

const { class: SYSMON_1 } = makeEvent({});
const bind = bindFields(SYSMON_1, matchLogSource(PROCESS_CREATION, SYSMON_1)!);

describe("what the text of a field says of a predicate", () => {
  /** Of events whose field A is "Cmd"; the event id is 1 in all of the class. */
  const rows: readonly [
    name: string,
    predicate: Predicate,
    value: boolean | null,
    discriminating: string[] | null,
  ][] = [
    ["its own test", is("A", "cmd"), true, ["A"]],
    ["its own test, which fails", has("A", "x"), false, ["A"]],
    ["that it is there", exists("A"), true, ["A"]],
    ["nothing of another field", is("B", "cmd"), null, ["B"]],
    ["that one of all fails", all(is("B", "x"), has("A", "x")), false, ["B", "A"]],
    ["nothing, if the rest hangs on another", all(is("B", "x"), is("A", "cmd")), null, ["B", "A"]],
    ["that one of any holds", any(is("B", "x"), is("A", "cmd")), true, []],
    ["the opposite of what is denied", not(any(is("A", "cmd"), is("B", "x"))), false, ["A", "B"]],
    ["that it is not the class", all(is("EventID", "2"), is("B", "x")), false, null],
    ["nothing more than the class", any(is("EventID", "2"), is("B", "x")), null, ["B"]],
  ];
  for (const [name, asked, value, discriminating] of rows)
    it(name, () => {
      expect(partialValue(asked, [new FieldText("A", "Cmd")], bind)).to.equal(value);
      const found = discriminatingFieldsOf(asked, bind);
      expect(found && [...found]).to.deep.equal(discriminating);
    });

  it("law: is what the predicate comes to; and only a discriminating field says that it fails", () => {
    const said = { nothing: 0, something: 0 };
    fc.assert(
      fc.property(predicate, fields, (asked, record) => {
        const event = makeEvent(record);
        const texts = Object.entries(record).filter(
          (entry): entry is [string, string] => typeof entry[1] === "string",
        );
        const known = texts.map(([field, text]) => new FieldText(field, text));
        for (const some of [known, ...known.map((one) => [one])]) {
          const value = partialValue(asked, some, bind);
          said[value === null ? "nothing" : "something"]++;
          if (value !== null) expect(evaluate(asked, event, bind)).to.equal(value);
          const discriminating = discriminatingFieldsOf(asked, bind);
          if (value === false && some.length === 1 && discriminating !== null)
            expect(discriminating).to.include(some[0]!.field);
        }
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(said.nothing).to.be.greaterThan(500);
    expect(said.something).to.be.greaterThan(500);
  });
});
