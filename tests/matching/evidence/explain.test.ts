import { expect } from "chai";
import { NearestMiss, type ExplainedTest } from "../../../harness/matching/evidence/explain.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { make4688, makeEvent } from "../../events/make-event.ts";
import { call, field } from "../evaluate/expression/build.ts";
import { all, formula, is, not, PROCESS_CREATION } from "../predicates.ts";

function explained(
  predicate: Predicate,
  event = makeEvent({ A: ["1", "2"], B: "3" }),
): readonly ExplainedTest[] {
  const miss = new NearestMiss({ logSource: PROCESS_CREATION, predicate }, "r");
  miss.see(event);
  return miss.explanation?.tests ?? [];
}

describe("explanations of formulas", () => {
  const test = { selection: "", label: "A > B", negated: false };
  const greater = formula(call("greater", field("A"), field("B")), "A > B");
  const rows: readonly [
    name: string,
    tests: readonly ExplainedTest[],
    expected: readonly ExplainedTest[],
  ][] = [
    [
      "give the label and the first field's value",
      explained(greater),
      [{ ...test, satisfied: false, value: "1", presence: "carried" }],
    ],
    [
      "know negation",
      explained(not(greater)),
      [{ ...test, negated: true, satisfied: true, value: "1", presence: "carried" }],
    ],
    [
      "tell that a further field is absent",
      explained(formula(call("greater", field("A"), field("X")), "A > X")),
      [{ ...test, label: "A > X", satisfied: false, value: null, presence: "absent" }],
    ],
    [
      "tell that the sensor has no such field",
      explained(
        formula(call("greater", field("Image"), field("Hashes")), "Image > Hashes"),
        make4688({ NewProcessName: "a.exe" }),
      ),
      [{ ...test, label: "Image > Hashes", satisfied: false, value: null, presence: "never" }],
    ],
    [
      "stand in the order of the rule",
      explained(all(is("B", "3"), greater)),
      [
        { ...test, label: "B '3'", satisfied: true, value: "3", presence: "carried" },
        { ...test, satisfied: false, value: "1", presence: "carried" },
      ],
    ],
  ];
  for (const [name, tests, expected] of rows) it(name, () => expect(tests).to.deep.equal(expected));
});
