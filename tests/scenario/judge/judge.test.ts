import { expect } from "chai";
import type { LogEvent } from "../../../harness/events/event.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { make4688, makeEvent } from "../../events/make-event.ts";
import { any, is, PROCESS_CREATION, ruleOf } from "../../matching/predicates.ts";
import { judgeInMemory, ruleSet } from "../in-memory.ts";

const HEAD = `schema: 1
id: test
title: A scenario under test
recordings:
  sysmon: { file: sysmon.xml, sensor: sysmon }
  security: { file: security.xml, sensor: security }
signals:
  start: { where: { Image: a.exe }, on: [sysmon] }
  stop: { where: { Image: b.exe }, on: [sysmon] }
`;

const SYSMON = [
  makeEvent({ Image: "a.exe", Company: "x" }, { position: 1 }),
  makeEvent({ Image: "b.exe", Company: "x" }, { position: 2 }),
  makeEvent({ Image: "a.exe", Company: "x" }, { position: 3 }),
];
const SECURITY = [make4688({ NewProcessName: "a.exe" })];

const FIRES = is("Image", "a.exe");
const NEVER_FIRES = is("Image", "c.exe");
const NOT_ON_4688 = is("Company", "y");

/** One expectation for the rule r.yml, and what comes of it on a recording. */
const ROWS: readonly [name: string, predicate: Predicate, expected: string, outcomes: string[]][] =
  [
    ["fire, fired", FIRES, "fire: [{ rule: r }]", ["sysmon fired", "security fired"]],
    ["fire, silent", NEVER_FIRES, "fire: [{ rule: r }]", ["sysmon missed!", "security missed!"]],
    ["fire, blind", NOT_ON_4688, "fire: [{ rule: r, on: security }]", ["security blind!"]],
    [
      "fire on one, silent on the other",
      any(FIRES, is("Hashes", "z")),
      "{ fire: [{ rule: r, on: sysmon }], silent: [{ rule: r }] }",
      ["sysmon fired", "security false-alarm!"],
    ],
    ["silent, silent", NEVER_FIRES, "silent: [{ rule: r }]", ["sysmon silent", "security silent"]],
    [
      "silent, fired",
      FIRES,
      "silent: [{ rule: r, on: sysmon }]",
      ["sysmon false-alarm!", "others security false-alarm!"],
    ],
    ["silent, blind", NOT_ON_4688, "silent: [{ rule: r }]", ["sysmon silent", "security blind!"]],
    [
      "known gap, silent",
      NEVER_FIRES,
      "silent: [{ rule: r, on: sysmon, known: gap, why: so }]",
      ["sysmon silent gap"],
    ],
    [
      "known gap, fired",
      FIRES,
      "silent: [{ rule: r, known: gap, why: so }]",
      ["sysmon outdated! gap", "security outdated! gap"],
    ],
    [
      "known gap, blind",
      NOT_ON_4688,
      "silent: [{ rule: r, on: security, known: gap, why: so }]",
      ["security blind! gap"],
    ],
    [
      "known false positive, fired",
      FIRES,
      "fire: [{ rule: r, known: false-positive, why: so }]",
      ["sysmon fired false-positive", "security fired false-positive"],
    ],
    [
      "known false positive, silent",
      NEVER_FIRES,
      "fire: [{ rule: r, on: sysmon, known: false-positive, why: so }]",
      ["sysmon outdated! false-positive"],
    ],
    [
      "known false positive, fired otherwise",
      FIRES,
      "fire: [{ rule: r, on: sysmon, count: 1, known: false-positive, why: so }]",
      ["sysmon differs! false-positive", "others security false-alarm!"],
    ],
    [
      "known blind, blind",
      NOT_ON_4688,
      "blind: [{ rule: r, on: security, why: so }]",
      ["security blind blind"],
    ],
    [
      "known blind, silent",
      NEVER_FIRES,
      "blind: [{ rule: r, on: sysmon, why: so }]",
      ["sysmon outdated! blind"],
    ],
    [
      "known blind, fired",
      FIRES,
      "blind: [{ rule: r, why: so }]",
      ["sysmon outdated! blind", "security outdated! blind"],
    ],
    [
      "count as stated",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, count: 2 }], others: ignore }",
      ["sysmon fired"],
    ],
    [
      "count not as stated",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, count: 3 }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "count below the least",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, count: { min: 3 } }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "count in its range",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, count: { min: 1, max: 2 } }], others: ignore }",
      ["sysmon fired"],
    ],
    [
      "events as stated",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, events: start }], others: ignore }",
      ["sysmon fired"],
    ],
    [
      "events of another signal",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, events: stop }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "not all events",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, events: [start, stop] }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "events that are not there",
      FIRES,
      "{ fire: [{ rule: r, on: security, events: start }], others: ignore }",
      ["security differs!"],
    ],
    [
      "sequence of one",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, sequence: start }], others: ignore }",
      ["sysmon fired"],
    ],
    [
      "sequence of an event that is not of its signal",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, sequence: stop }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "sequence of more events than the match has",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, sequence: [start, stop] }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "via as stated",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, via: Image }], others: ignore }",
      ["sysmon fired"],
    ],
    [
      "via another field",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, via: [Image, Company] }], others: ignore }",
      ["sysmon differs!"],
    ],
    [
      "level as stated",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, level: high }], others: ignore }",
      ["sysmon fired"],
    ],
    [
      "level not as stated",
      FIRES,
      "{ fire: [{ rule: r, on: sysmon, level: low }], others: ignore }",
      ["sysmon differs!"],
    ],
    ["unknown rule", FIRES, "{ fire: [{ rule: other }], others: ignore }", ["nowhere broken!"]],
    [
      "title that agrees",
      FIRES,
      "fire: [{ rule: r.yml, title: r.yml }]",
      ["sysmon fired", "security fired"],
    ],
    [
      "title that does not agree",
      FIRES,
      "{ fire: [{ rule: r, title: Another }], others: ignore }",
      ["nowhere broken!"],
    ],
    ["others fail", FIRES, "{}", ["others sysmon false-alarm!", "others security false-alarm!"]],
    [
      "others warn",
      FIRES,
      "fire: [{ rule: r, on: sysmon }], others: warn",
      ["sysmon fired", "others security false-alarm"],
    ],
    ["others ignore", FIRES, "fire: [{ rule: r, on: sysmon }], others: ignore", ["sysmon fired"]],
  ];

/** Each verdict as `recording outcome known`; `!` marks what fails, `others` a rule that no item names. */
function outcomes(
  predicate: Predicate,
  expected: string,
  events: Record<string, LogEvent[]>,
  source = PROCESS_CREATION,
): string[] {
  const written = expected.startsWith("{") ? expected : `{ ${expected} }`;
  const rules = ruleSet(ruleOf(predicate, source, "r.yml"));
  const { verdicts } = judgeInMemory(`${HEAD}expect: ${written}\n`, rules, events);
  return verdicts.map(({ expectation, recording, outcome, passed, known }) => {
    const words = [
      recording ?? "nowhere",
      passed ? outcome : `${outcome}!`,
      ...(known ? [known] : []),
    ];
    return (expectation === "others" ? ["others", ...words] : words).join(" ");
  });
}

describe("verdicts", () => {
  for (const [name, predicate, expected, wanted] of ROWS)
    it(name, () =>
      expect(outcomes(predicate, expected, { sysmon: SYSMON, security: SECURITY })).to.deep.equal(
        wanted,
      ),
    );

  it("are blind where a signal is unmet", () => {
    const events = { sysmon: SYSMON.slice(0, 1), security: SECURITY };
    expect(outcomes(FIRES, "fire: [{ rule: r }]", events)).to.deep.equal([
      "sysmon blind!",
      "security fired",
    ]);
  });

  it("are blind on a recording without events, whatever was expected", () => {
    const events = { sysmon: SYSMON, security: [] };
    expect(outcomes(FIRES, "silent: [{ rule: r, on: security }]", events)).to.include(
      "security blind!",
    );
    expect(outcomes(NEVER_FIRES, "blind: [{ rule: r, on: security, why: so }]", events)).to.include(
      "security blind! blind",
    );
  });

  it("are blind where no recording is of the rule's log source", () => {
    const found = outcomes(
      FIRES,
      "silent: [{ rule: r }]",
      { sysmon: SYSMON, security: SECURITY },
      { category: "ps_script" },
    );
    expect(found).to.deep.equal(["nowhere blind!"]);
  });
});

describe("recordings", () => {
  const recordings = (events: Record<string, LogEvent[]>) =>
    judgeInMemory(`${HEAD}expect: {}\n`, ruleSet(), events).recordings.map(({ reason }) => reason);

  it("hold what their sensors say, no less", () =>
    expect(recordings({ sysmon: SYSMON, security: SYSMON })[1]).to.match(
      /no event of the sensor security; it holds events of sysmon/,
    ));
  it("hold what their sensors say, no more", () =>
    expect(recordings({ sysmon: [...SYSMON, ...SECURITY], security: SECURITY })[0]).to.match(
      /also has events of security/,
    ));
  it("are not empty", () =>
    expect(recordings({ sysmon: [], security: SECURITY })[0]).to.match(/no event/));
});

describe("two expectations", () => {
  it("on one rule and recording are an error", () => {
    const rules = ruleSet(ruleOf(FIRES, PROCESS_CREATION, "r.yml") satisfies CompiledRule);
    const text = `${HEAD}expect: { fire: [{ rule: r, on: sysmon }], silent: [{ rule: r.yml, on: sysmon }] }\n`;
    expect(() => judgeInMemory(text, rules, {})).to.throw("scenario/two-expectations");
  });
  it("on different sensors of one recording are none", () => {
    const rules = ruleSet(ruleOf(FIRES, PROCESS_CREATION, "r.yml"));
    const text = `schema: 1
id: test
title: A scenario under test
recordings: { both: { file: x.xml, sensor: [sysmon, security] } }
expect: { fire: [{ rule: r, on: both/sysmon }], silent: [{ rule: r, on: both/security }] }
`;
    const { verdicts } = judgeInMemory(text, rules, { both: [...SYSMON, ...SECURITY] });
    expect(verdicts.map(({ recording, outcome }) => `${recording} ${outcome}`)).to.deep.equal([
      "both/sysmon fired",
      "both/security false-alarm",
    ]);
  });
});
