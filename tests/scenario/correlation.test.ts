import { expect } from "chai";
import type { LogEvent } from "../../harness/events/event.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { makeEvent } from "../events/make-event.ts";
import { is, ruleOf } from "../matching/predicates.ts";
import { judgeInMemory, ruleSet } from "./in-memory.ts";

const HEAD = `schema: 1
id: test
title: A scenario under test
recordings:
  sysmon: { file: sysmon.xml, sensor: sysmon }
signals:
  start: { where: { Image: a.exe } }
  stop: { where: { Image: b.exe, User: u } }
`;
const at = (second: number): string => `2026-01-15T09:00:0${second}.0000000Z`;
const EVENTS = ["a.exe", "b.exe", "b.exe"].map((Image, i) =>
  makeEvent(i === 2 ? { Image } : { Image, User: "u" }, { position: i + 1, time: at(i) }),
);
const PAIR: CompiledRule = {
  ...ruleOf(is("Image", "a.exe"), undefined, "r.yml"),
  stages: ["a.exe", "b.exe"].map((image) => ruleOf(is("Image", image)).stages[0]!),
  state: {
    kind: "correlation",
    inputs: ["a", "b"].map((name, stage) => ({
      name,
      leaves: [{ stage, by: ["User"], values: [] }],
    })),
    timespan: 60,
    condition: { kind: "temporal", ordered: true, alternatives: [{ needs: [0, 1], without: [] }] },
  },
};

function reasons(expected: string, rule: CompiledRule = PAIR): string[] {
  const text = `${HEAD}expect:\n  fire: [{ rule: r${expected} }]\n`;
  const { verdicts } = judgeInMemory(text, ruleSet(rule), { sysmon: EVENTS });
  return verdicts.map(({ outcome, reason }) => `${outcome}: ${reason}`);
}

describe("a rule on several events", () => {
  const LOST = "It did not count 1 event without a field that it groups by.";
  const rows: readonly (readonly [why: string, expected: string, verdict: string])[] = [
    [
      "has all its events in one match",
      ", events: [start, stop]",
      `fired: It fired (1 match). ${LOST}`,
    ],
    [
      "has no other events",
      ", events: [start]",
      `differs: It fired otherwise: also on event 2, which no signal under "events" captured. ${LOST}`,
    ],
    [
      "is counted by its matches",
      ", events: [start, stop], count: 2",
      `differs: It fired otherwise: 1 match, not 2 matches. ${LOST}`,
    ],
  ];
  for (const [why, expected, verdict] of rows)
    it(why, () => expect(reasons(expected)).to.deep.equal([verdict]));

  it("cannot be expected to fire where it is only part of another", () => {
    const part = { ...PAIR, partOf: { ...PAIR.rule, title: "Whole", path: "rules/whole.yml" } };
    expect(reasons("", part)).to.deep.equal([
      'broken: "r" has no matches of its own: it is part of "Whole" (rules/whole.yml), which says no "generate: true".',
    ]);
  });
});

describe("a rule on several events that is to stay silent", () => {
  const verdictOn = (events: readonly LogEvent[], on = "sysmon"): string[] => {
    const text = `${HEAD}expect:\n  silent: [{ rule: r, on: ${on} }]\n  others: ignore\n`;
    const { verdicts } = judgeInMemory(text, ruleSet(PAIR), { sysmon: events });
    return verdicts.map(({ outcome, passed, reason }) => `${passed} ${outcome}: ${reason}`);
  };
  const event = (position: number, Image: string, User: string | null, time = at(position)) =>
    makeEvent({ Image, User }, { position, time });
  const start = event(1, "a.exe", "u");
  const signals = event(4, "b.exe", "u", at(0));

  it("names what it could not count, if that was not all", () =>
    expect(verdictOn([start, event(2, "b.exe", null), signals])).to.deep.equal([
      "true silent: It stayed silent. It did not count 1 event without a field that it groups by.",
    ]));

  it("is blind if it could count nothing of a part", () => {
    const reason =
      "The rule is blind here: it could count none of the 2 events that came to a part of it: 2 events without a field that it groups by.";
    const uncounted = [
      event(1, "a.exe", null),
      event(2, "a.exe", ""),
      signals,
      event(5, "c.exe", "u"),
    ];
    const without = HEAD.replace(/signals:[^]*$/, "");
    const text = `${without}expect:\n  silent: [{ rule: r }]\n  others: ignore\n`;
    for (const on of ["", ", on: sysmon/sysmon"]) {
      const scoped = text.replace("rule: r", `rule: r${on}`);
      const { verdicts } = judgeInMemory(scoped, ruleSet(PAIR), { sysmon: uncounted });
      expect(verdicts.map((one) => `${one.passed} ${one.outcome}: ${one.reason}`)).to.deep.equal([
        `false blind: ${reason}`,
      ]);
    }
  });

  it("is blind where no event has a time", () => {
    const untimed = [event(1, "a.exe", "u"), event(2, "b.exe", "u")].map((one) => ({
      ...one,
      time: null,
    }));
    expect(verdictOn(untimed)).to.deep.equal([
      "false blind: The rule is blind here: it needs the time of events, and no event that it asks for has one that can be read.",
    ]);
  });
});
