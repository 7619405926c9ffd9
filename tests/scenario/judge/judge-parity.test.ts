import { expect } from "chai";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { make4688, makeEvent } from "../../events/make-event.ts";
import { any, is, PROCESS_CREATION, ruleOf } from "../../matching/predicates.ts";
import { judgeInMemory, ruleSet } from "../in-memory.ts";

const HEAD = `schema: 1
id: test
title: A scenario under test
recordings:
  sysmon: { file: sysmon.xml, sensor: sysmon }
  security: { file: security.xml, sensor: security }
`;

const EVENTS = {
  sysmon: [
    makeEvent({ Image: "a.exe", Company: "x" }, { position: 1 }),
    makeEvent({ Image: "b.exe", Company: "x" }, { position: 2 }),
  ],
  security: [make4688({ NewProcessName: "a.exe" })],
};

/** Two rules, what is written under `parity`, and what comes of it. */
const ROWS: readonly [
  name: string,
  first: Predicate,
  second: Predicate,
  written: string,
  outcomes: string[],
][] = [
  [
    "the same events",
    is("Image", "a.exe"),
    any(is("Image", "a.exe"), is("Image", "c.exe")),
    "[[p, q]]",
    ["sysmon agreed", "security agreed"],
  ],
  [
    "one event more",
    is("Image", "a.exe"),
    any(is("Image", "a.exe"), is("Company", "x")),
    "[[p, q]]",
    ["sysmon disagreed! on 2: p", "security agreed"],
  ],
  [
    "one that cannot see what the other does",
    is("Image", "a.exe"),
    is("Company", "x"),
    "[{ rules: [p, q], on: security }]",
    ["security disagreed! on 1: q"],
  ],
  [
    "silence of one that could not fire",
    is("Image", "c.exe"),
    is("Company", "y"),
    "[{ rules: [p, q], on: [sysmon, security], why: so }]",
    ["sysmon agreed", "security blind!"],
  ],
  [
    "a rule that is not there",
    is("Image", "a.exe"),
    is("Image", "b.exe"),
    "[[p, other]]",
    ["sysmon broken!", "security broken!"],
  ],
];

describe("parity", () => {
  for (const [name, first, second, written, wanted] of ROWS)
    it(name, () => {
      const rules = ruleSet(
        ruleOf(first, PROCESS_CREATION, "p.yml"),
        ruleOf(second, PROCESS_CREATION, "q.yml"),
      );
      const text = `${HEAD}expect: { parity: ${written}, others: ignore }\n`;
      const { parity } = judgeInMemory(text, rules, EVENTS);
      const found = parity.map(({ recording, outcome, passed, rules: compared, disagreements }) => {
        const against = disagreements.map(({ event, answers }) => {
          const silent = answers.flatMap(({ matched }, place) =>
            matched ? [] : compared[place]!.reference,
          );
          return ` on ${event.position}: ${silent.join(", ")}`;
        });
        return `${recording} ${outcome}${passed ? "" : "!"}${against.join("")}`;
      });
      expect(found).to.deep.equal(wanted);
    });

  it("names the rules it compares", () => {
    const rules = ruleSet(
      ruleOf(is("Image", "a.exe"), PROCESS_CREATION, "p.yml"),
      ruleOf(is("Image", "a.exe"), PROCESS_CREATION, "q.yml"),
    );
    const { verdicts } = judgeInMemory(`${HEAD}expect: { parity: [[p, q]] }\n`, rules, EVENTS);
    expect(verdicts).to.deep.equal([]);
  });

  it("is blind where no recording is of the log source of each rule", () => {
    const rules = ruleSet(
      ruleOf(is("Image", "a.exe"), PROCESS_CREATION, "p.yml"),
      ruleOf(is("Image", "a.exe"), { category: "ps_script" }, "q.yml"),
    );
    const text = `${HEAD}expect: { parity: [[p, q]], others: ignore }\n`;
    const [verdict] = judgeInMemory(text, rules, EVENTS).parity;
    expect(verdict).to.include({ outcome: "blind", passed: false, recording: null });
  });
});
