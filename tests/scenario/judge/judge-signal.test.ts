import { expect } from "chai";
import type { LogEvent } from "../../../harness/events/event.ts";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { makeEvent } from "../../events/make-event.ts";
import { is, ruleOf } from "../../matching/predicates.ts";
import { judgeInMemory, ruleSet } from "../in-memory.ts";

const at = (second: number): string => `2026-01-15T09:00:0${second}.0000000Z`;
const event = (position: number, fields: Record<string, FieldValue>, eventId = 1): LogEvent =>
  makeEvent(fields, { position, eventId, time: at(position) });

const EVENTS = [
  event(1, { Image: "a.exe", ProcessGuid: "{1}", ParentProcessGuid: "{0}", Company: "" }),
  event(2, { Image: "b.exe", ProcessGuid: "{2}", ParentProcessGuid: "{1}", Company: "" }),
];

/** What comes of the signals of a recording of Sysmon 1, and of a rule that is silent there. */
function judged(signals: string, events: readonly LogEvent[] = EVENTS) {
  const text = `schema: 1
id: test
title: A scenario under test
recordings:
  r: { file: r.xml, sensor: sysmon }
signals: ${signals}
expect: { silent: [{ rule: r }] }
`;
  const rules = ruleSet(ruleOf(is("Image", "never.exe"), undefined, "r.yml"));
  const { signals: found, verdicts } = judgeInMemory(text, rules, { r: events });
  return {
    signals: found.map(({ signal, outcome, reason }) => `${signal} ${outcome}: ${reason}`),
    verdict: `${verdicts[0]!.outcome}: ${verdicts[0]!.reason}`,
  };
}

const lines: readonly (readonly [
  why: string,
  signals: string,
  expected: string[],
  events?: LogEvent[],
])[] = [
  ["is met", "{ s: { where: { Image: a.exe } } }", ["s met: "]],
  [
    "is unmet if its events could have been there",
    "{ s: { where: { Image: c.exe } } }",
    ["s unmet: expected at least 1 event, found 0"],
  ],
  [
    "is blind if its field is in no event, and names the near one",
    "{ s: { where: { Imge: a.exe } } }",
    ['s blind: it needs Imge, which no event of the recording carries. Did you mean "Image"?'],
  ],
  [
    "is blind if its field is empty in all",
    "{ s: { where: { Company: x } } }",
    ["s blind: it needs Company, which no event of the recording carries"],
  ],
  [
    "is blind without an event of its class",
    "{ s: { where: { EventID: 11 } } }",
    ["s blind: there is no event of the class it asks for (EventID 11)"],
  ],
  [
    "is not met by the absence of what could not be there",
    "{ s: { where: { Imge: a.exe }, count: 0 }, t: { where: { Imge: a.exe }, count: { max: 2 } } }",
    ["s", "t"].map(
      (name) =>
        `${name} blind: it needs Imge, which no event of the recording carries. Did you mean "Image"?`,
    ),
  ],
  [
    "is met by the absence of what could",
    "{ s: { where: { Image: c.exe }, count: 0 } }",
    ["s met: "],
  ],
  [
    "is live if one of its alternatives is",
    "{ s: { where: [{ Imge: a.exe }, { Image: c.exe }], count: 0 } }",
    ["s met: "],
  ],
  [
    "knows the names of Sigma and those of the record",
    "{ s: { where: { Image: c.exe, Company: '' }, count: 0 } }",
    ["s met: "],
  ],
  [
    "refers to what is there",
    "{ s: { where: { Image: a.exe } }, t: { where: { ParentProcessGuid: '@s.ProcessGuid' } } }",
    ["s met: ", "t met: "],
  ],
  [
    "is blind if it refers to a field that those events do not have",
    "{ s: { where: { Image: a.exe } }, t: { where: { ParentProcessGuid: '@s.ProcesGuid' }, count: { max: 1 } } }",
    [
      "s met: ",
      't blind: it refers to @s.ProcesGuid, which no event of that signal carries. Did you mean "ProcessGuid"?',
    ],
  ],
  [
    "is blind if its own side of the reference is nowhere",
    "{ s: { where: { Image: a.exe } }, t: { where: { ParentGuid: '@s.ProcessGuid' } } }",
    ["s met: ", "t blind: it needs ParentGuid, which no event of the recording carries"],
  ],
  [
    "is blind if what it refers to is not there",
    "{ s: { where: { Image: c.exe } }, t: { where: { ParentProcessGuid: '@s.ProcessGuid' } } }",
    [
      "s unmet: expected at least 1 event, found 0",
      "t blind: it refers to the signal s, which has no event",
    ],
  ],
  [
    "is blind if what it comes after is not there",
    "{ s: { where: { Image: c.exe } }, t: { where: { Image: d.exe }, after: s, count: { max: 1 } } }",
    [
      "s unmet: expected at least 1 event, found 0",
      "t blind: it is to come after the signal s, which has no event",
    ],
  ],
  [
    "is blind if it must come within a time, and there are no times",
    "{ s: { where: { Image: a.exe } }, t: { where: { Image: c.exe }, after: s, within: 5s, count: { max: 1 } } }",
    ["s met: ", "t blind: it is to come within 5s of the signal s, whose event has no time"],
    EVENTS.map((one) => ({ ...one, time: null })),
  ],
  [
    "is blind if an event that may come within its time has none, and would be too many",
    "{ s: { where: { Image: a.exe } }, t: { where: { Image: b.exe }, after: s, within: 5s, count: 0 } }",
    ["s met: ", "t blind: 1 event that may be its own has no time, and it asks for one"],
    EVENTS.map((one, i) => (i === 1 ? { ...one, time: null } : one)),
  ],
  [
    "is met by the events that have a time, if another would not be too many",
    "{ s: { where: { Image: a.exe } }, t: { where: { Image: b.exe }, after: s, within: 5s } }",
    ["s met: ", "t met: "],
    [...EVENTS, { ...event(3, { Image: "b.exe" }), time: null }],
  ],
  [
    "is blind on a recording without events",
    "{ s: { where: { Image: a.exe }, count: 0 } }",
    ["s blind: the recording holds no event"],
    [],
  ],
];

describe("a signal", () => {
  for (const [why, signals, expected, events] of lines)
    it(why, () => expect(judged(signals, events).signals).to.deep.equal(expected));

  it("that is blind blinds the rules on its recording", () =>
    expect(judged("{ s: { where: { Imge: a.exe }, count: 0 } }").verdict).to.equal(
      'blind: The signal s is blind: it needs Imge, which no event of the recording carries. Did you mean "Image"?',
    ));
});
