import { expect } from "chai";
import { matchLogSource } from "../../../harness/events/log-sources/log-source-match.ts";
import type { LogSource } from "../../../harness/events/log-sources/log-source.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import {
  blindness,
  unsupplied,
  type Blindness,
} from "../../../harness/matching/liveness/liveness.ts";
import { Observer } from "../../../harness/matching/liveness/observed.ts";
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
  same,
} from "../predicates.ts";

const SYSMON = makeEvent({ Image: "C:\\a.exe", CommandLine: "a", ParentImage: "" });
const AUDIT = make4688({ NewProcessName: "C:\\a.exe", CommandLine: "", ProcessId: "0x1" });
const SECURITY: LogSource = { product: "windows", service: "security" };
const LIVE = null;
const fields = (...names: string[]): Blindness => ({ kind: "fields", fields: names });
const wanted = (...labels: string[]): Blindness => ({ kind: "class", wanted: labels });

const ROWS: readonly [
  name: string,
  source: LogSource,
  predicate: Predicate,
  events: LogEvent[],
  blind: Blindness | null,
][] = [
  ["a rule whose fields are carried", PROCESS_CREATION, is("Image", "x"), [SYSMON], LIVE],
  ["a rule whose field has another name here", PROCESS_CREATION, is("Image", "x"), [AUDIT], LIVE],
  [
    "no event at all",
    PROCESS_CREATION,
    is("Image", "x"),
    [],
    { kind: "log-source", logSource: PROCESS_CREATION },
  ],
  [
    "no event of the log source",
    { category: "file_event" },
    is("Image", "x"),
    [SYSMON],
    { kind: "log-source", logSource: { category: "file_event" } },
  ],
  [
    "another class of the log source",
    SECURITY,
    is("EventID", "4720"),
    [AUDIT],
    wanted("EventID '4720'"),
  ],
  [
    "one of several classes",
    SECURITY,
    any(is("EventID", "4720"), is("EventID", "4688")),
    [AUDIT],
    LIVE,
  ],
  [
    "a field the sensor never supplies",
    PROCESS_CREATION,
    is("OriginalFileName", "x"),
    [AUDIT],
    fields("OriginalFileName"),
  ],
  [
    "a field no record carries",
    PROCESS_CREATION,
    is("OriginalFileName", "x"),
    [SYSMON],
    fields("OriginalFileName"),
  ],
  [
    "an alternative that is left",
    PROCESS_CREATION,
    any(is("OriginalFileName", "x"), is("Image", "x")),
    [AUDIT],
    LIVE,
  ],
  [
    "a needed field beside one that is there",
    PROCESS_CREATION,
    all(is("Hashes", "x"), is("Image", "x")),
    [AUDIT],
    fields("Hashes"),
  ],
  [
    "a field that is always empty",
    PROCESS_CREATION,
    has("CommandLine", "x"),
    [AUDIT],
    fields("CommandLine"),
  ],
  [
    "an empty field that is asked to be empty",
    PROCESS_CREATION,
    is("CommandLine", ""),
    [AUDIT],
    LIVE,
  ],
  [
    "a field empty in one record, carried in another",
    PROCESS_CREATION,
    has("ParentImage", "x"),
    [SYSMON, makeEvent({ ParentImage: "p" })],
    LIVE,
  ],
  [
    "a negated absent field",
    PROCESS_CREATION,
    all(is("Image", "x"), not(is("OriginalFileName", "y"))),
    [AUDIT],
    LIVE,
  ],
  ["null on an absent field", PROCESS_CREATION, isNull("OriginalFileName"), [AUDIT], LIVE],
  [
    "not null on an absent field",
    PROCESS_CREATION,
    not(isNull("OriginalFileName")),
    [AUDIT],
    fields("OriginalFileName"),
  ],
  [
    "exists on an absent field",
    PROCESS_CREATION,
    exists("OriginalFileName"),
    [AUDIT],
    fields("OriginalFileName"),
  ],
  [
    "a reference to an absent field",
    PROCESS_CREATION,
    same("Image", "OriginalFileName"),
    [AUDIT],
    fields("OriginalFileName"),
  ],
  ["a keyword", SECURITY, has("keywords", "x"), [AUDIT], LIVE],
  [
    "a formula whose fields are carried",
    PROCESS_CREATION,
    formula(call("less", field("Image"), field("ParentProcessId"))),
    [AUDIT],
    LIVE,
  ],
  [
    "a formula on fields that nothing supplies",
    PROCESS_CREATION,
    formula(call("equal", call("concat", field("Image"), field("Hashes")), field("Company"))),
    [AUDIT],
    fields("Company", "Hashes"),
  ],
  [
    "a formula that holds without the field",
    PROCESS_CREATION,
    formula(call("isNull", field("Hashes"))),
    [AUDIT],
    LIVE,
  ],
  [
    "a negated formula that holds without the field",
    PROCESS_CREATION,
    not(formula(call("isNull", call("length", field("Hashes"))))),
    [AUDIT],
    fields("Hashes"),
  ],
  [
    "a formula that asks for more than an empty text",
    PROCESS_CREATION,
    formula(call("greater", call("length", field("CommandLine")), 3n)),
    [AUDIT],
    fields("CommandLine"),
  ],
  [
    "a formula that an empty text may satisfy",
    PROCESS_CREATION,
    formula(call("less", call("length", field("CommandLine")), 3n)),
    [AUDIT],
    LIVE,
  ],
  [
    "a formula that asks for another class",
    SECURITY,
    formula(call("greater", field("EventID", "long"), 4700n), "EventID > 4700"),
    [AUDIT],
    wanted("EventID > 4700"),
  ],
  [
    "a formula that asks for another class, beside a field",
    SECURITY,
    formula(
      call("and", call("greater", field("EventID", "long"), 4700n), field("ProcessId")),
      "EventID > 4700 and ProcessId",
    ),
    [AUDIT],
    wanted("EventID > 4700 and ProcessId"),
  ],
  ["a negated test of another class", SECURITY, not(is("EventID", "4720")), [AUDIT], LIVE],
  [
    "a negated reference to a constant of the class",
    SECURITY,
    not(same("EventID", "ProcessId")),
    [AUDIT],
    LIVE,
  ],
  [
    "the sensor that can",
    PROCESS_CREATION,
    is("OriginalFileName", "x"),
    [AUDIT, makeEvent({ OriginalFileName: "y" })],
    LIVE,
  ],
];

function observe(events: readonly LogEvent[]): Observer {
  const observer = new Observer();
  for (const event of events) observer.see(event);
  return observer;
}

describe("blindness", () => {
  for (const [name, logSource, predicate, events, blind] of ROWS)
    it(`${name}: ${blind === null ? "live" : blind.kind}`, () =>
      expect(blindness({ logSource, predicate }, observe(events))).to.deep.equal(blind));
});

describe("alternatives that fell away", () => {
  const rows: readonly [name: string, predicate: Predicate, expected: string[]][] = [
    ["are named", any(is("OriginalFileName", "x"), is("Image", "x")), ["OriginalFileName"]],
    ["are not negated tests", all(is("Image", "x"), not(is("OriginalFileName", "x"))), []],
    [
      "are always empty fields, too",
      any(has("CommandLine", "x"), is("Image", "x")),
      ["CommandLine"],
    ],
    [
      "are not those of another class",
      any(all(is("EventID", "1"), is("Hashes", "x")), is("Image", "x")),
      [],
    ],
    [
      "are in formulas, too",
      any(formula(call("less", field("Hashes"), field("Image"))), is("Image", "x")),
      ["Hashes"],
    ],
    [
      "are not in formulas of another class",
      any(formula(call("equal", field("EventID", "long"), 1n)), is("Image", "x")),
      [],
    ],
    ["are not tests that hold on absence", any(isNull("Hashes"), is("Image", "x")), []],
  ];
  for (const [name, predicate, expected] of rows)
    it(name, () => {
      const stage = { logSource: PROCESS_CREATION, predicate };
      const acceptance = matchLogSource(PROCESS_CREATION, AUDIT.class)!;
      expect(unsupplied(stage, AUDIT.class, acceptance, observe([AUDIT]))).to.deep.equal(expected);
    });
});
