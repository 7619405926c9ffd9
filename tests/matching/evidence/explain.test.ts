import { expect } from "chai";
import { NearestMiss, type ExplainedTest } from "../../../harness/matching/evidence/explain.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { make4688, makeEvent } from "../../events/make-event.ts";
import { call, field } from "../evaluate/expression/build.ts";
import {
  all,
  any,
  exists,
  formula,
  has,
  is,
  isNull,
  not,
  PROCESS_CREATION,
} from "../predicates.ts";

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

const named = (name: string, part: Predicate): Predicate =>
  part.kind === "all" || part.kind === "any" ? { ...part, name } : part;
const constant = (value: boolean): Predicate => ({ kind: "constant", value });

/** A test in one line: selection, label, whether it is as the rule needs it, value, and what is not there. */
function lineOf({ selection, label, satisfied, negated, value, presence }: ExplainedTest): string {
  const answer = satisfied ? "yes" : "no";
  const shown = presence === "carried" ? String(value) : presence;
  return `${selection && `${selection}: `}${negated ? "not " : ""}${label} ${answer} (${shown})`;
}

describe("explanations of tests", () => {
  const rows: readonly (readonly [name: string, predicate: Predicate, lines: readonly string[]])[] =
    [
      ["show the value of a test that held", is("B", "3"), ["B '3' yes (3)"]],
      ["show the first value of a list", is("A", "2"), ["A '2' yes (1)"]],
      ["show the value of a test that failed", is("B", "4"), ["B '4' no (3)"]],
      ["know a field that is absent", is("X", "4"), ["X '4' no (absent)"]],
      ["show no value of keywords", has("keywords", "2"), ["keywords|contains '2' yes (null)"]],
      ["turn a negated test round", not(is("B", "3")), ["not B '3' no (3)"]],
      ["turn it back", not(not(is("B", "3"))), ["B '3' yes (3)"]],
      [
        "know tests of absence",
        all(isNull("X"), exists("B")),
        ["X null yes (absent)", "B|exists yes (3)"],
      ],
      ["say nothing of a constant", all(constant(false), is("B", "3")), ["B '3' yes (3)"]],
      ["name the selection", named("s", all(is("B", "3"))), ["s: B '3' yes (3)"]],
      [
        "name the innermost selection",
        named("s", all(is("B", "3"), named("t", all(is("B", "4"))), all(is("B", "5")))),
        ["s: B '3' yes (3)", "t: B '4' no (3)", "s: B '5' no (3)"],
      ],
      [
        "count alternatives of one field that all failed",
        named("s", any(is("B", "4"), is("B", "5"), has("B", "6"))),
        ["s: B '4' or 2 more no (3)"],
      ],
      [
        "show the alternative that held",
        any(is("B", "4"), is("B", "3"), is("B", "5")),
        ["B '3' yes (3)"],
      ],
      ["show a single alternative by itself", any(is("B", "4")), ["B '4' no (3)"]],
      [
        "show the nearest of alternatives of several fields",
        any(is("B", "4"), all(is("B", "3"), is("X", "1")), is("X", "2")),
        ["B '3' yes (3)", "X '1' no (absent)"],
      ],
      [
        "show the first of alternatives that are as near",
        any(is("X", "1"), is("B", "4")),
        ["X '1' no (absent)"],
      ],
      [
        "show the alternative that a negation came nearest to",
        not(any(is("X", "1"), is("B", "3"))),
        ["not B '3' no (3)"],
      ],
      [
        "take a formula among alternatives",
        any(is("B", "4"), formula(call("greater", field("B", "long"), 2), "B > 2")),
        ["B > 2 yes (3)"],
      ],
      ["show nothing of no alternatives", any(), []],
      [
        "show a formula without fields",
        formula(call("equal", 1, 2), "1 == 2"),
        ["1 == 2 no (null)"],
      ],
    ];
  for (const [name, predicate, lines] of rows)
    it(name, () => expect(explained(predicate).map(lineOf)).to.deep.equal(lines));
});

describe("the nearest miss", () => {
  const stage = { logSource: PROCESS_CREATION, predicate: all(is("A", "1"), is("B", "1")) };
  const seen = (...events: ReturnType<typeof makeEvent>[]): NearestMiss => {
    const miss = new NearestMiss(stage, "r");
    for (const event of events) miss.see(event);
    return miss;
  };
  const event = (a: string, b: string, position: number) => makeEvent({ A: a, B: b }, { position });

  const rows: readonly (readonly [
    why: string,
    miss: NearestMiss,
    position: number | null,
    satisfied: number,
    held: boolean,
  ])[] = [
    ["is none without events", seen(), null, 0, false],
    [
      "is none among events of other log sources",
      seen(makeEvent({ A: "1" }, { eventId: 3 })),
      null,
      0,
      false,
    ],
    ["is any event of the log source", seen(event("2", "2", 1)), 1, 0, false],
    [
      "is the event on which most tests held",
      seen(event("2", "2", 1), event("1", "2", 2)),
      2,
      1,
      false,
    ],
    [
      "stays where a later one is as near",
      seen(event("1", "2", 1), event("2", "1", 2)),
      1,
      1,
      false,
    ],
    [
      "stays where a later one is less near",
      seen(event("1", "2", 1), event("2", "2", 2)),
      1,
      1,
      false,
    ],
    ["is no miss where all held", seen(event("1", "2", 1), event("1", "1", 2)), 2, 2, true],
  ];
  for (const [why, miss, position, satisfied, held] of rows)
    it(why, () => {
      const { explanation } = miss;
      expect(explanation?.event.position ?? null).to.equal(position);
      expect(explanation?.satisfied ?? 0).to.equal(satisfied);
      expect(miss.held).to.equal(held);
    });

  it("is decided by constants, too", () => {
    const held = (predicate: Predicate): boolean => {
      const miss = new NearestMiss({ logSource: PROCESS_CREATION, predicate }, "r");
      miss.see(event("1", "1", 1));
      return miss.held;
    };
    expect([constant(true), constant(false), any()].map(held)).to.deep.equal([true, false, false]);
  });
});
