import { expect } from "chai";
import { Engine } from "../../harness/matching/engine.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import type { LogSource } from "../../harness/events/log-sources/log-source.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import type { Step } from "../../harness/matching/model/sequence.ts";
import { make4688, makeEvent } from "../events/make-event.ts";
import { all, any, is, not, PROCESS_CREATION, ruleOf } from "./predicates.ts";

function replay(rules: readonly CompiledRule[], ...events: LogEvent[]) {
  const pass = new Engine(rules).open("r.evtx");
  for (const event of events) pass.see(event);
  return pass.end();
}

describe("engine", () => {
  it("binds one rule to two sensors", () => {
    const rule = ruleOf(is("Image", "a.exe"));
    const { matches } = replay(
      [rule],
      makeEvent({ Image: "A.EXE" }),
      make4688({ NewProcessName: "a.exe" }),
    );
    expect(matches.map(({ events }) => events[0]!.sensor)).to.deep.equal(["sysmon", "security"]);
  });

  it("reads values in the form that the rule's vocabulary has", () => {
    const event = make4688({
      NewProcessId: "0x1f4",
      ProcessId: "0x4d2",
      MandatoryLabel: "S-1-16-12288",
      SubjectUserName: "j.doe",
      SubjectDomainName: "CORP",
    });
    const wanted = [
      ["ProcessId", "500"],
      ["ProcessId", "0x1f4"],
      ["ParentProcessId", "1234"],
      ["IntegrityLevel", "High"],
      ["IntegrityLevel", "S-1-16-12288"],
      ["User", "corp\\j.doe"],
    ] as const;
    for (const [field, text] of wanted) {
      const { matches } = replay([ruleOf(is(field, text))], event);
      expect(matches, `${field} ${text}`).to.have.lengthOf(1);
    }
  });

  it("takes only the records of a category that has a condition", () => {
    const registry = (type: string, position: number): LogEvent =>
      makeEvent({ EventType: type, TargetObject: "HKLM\\x" }, { eventId: 12, position });
    const rule = ruleOf(is("TargetObject", "hklm\\x"), {
      product: "windows",
      category: "registry_delete",
    });
    const { matches } = replay([rule], registry("CreateKey", 1), registry("DeleteKey", 2));
    expect(matches.map(({ events }) => events[0]!.position)).to.deep.equal([2]);
  });

  it("sorts matches by position, then by path", () => {
    const rules = [
      ruleOf(is("A", "1"), PROCESS_CREATION, "b.yml"),
      ruleOf(is("A", "1"), PROCESS_CREATION, "a.yml"),
    ];
    const { matches } = replay(
      rules,
      makeEvent({ A: "1" }, { position: 1 }),
      makeEvent({ A: "1" }, { position: 2 }),
    );
    const order = matches.map(({ rule, events }) => `${events[0]!.position} ${rule.path}`);
    expect(order).to.deep.equal(["1 a.yml", "1 b.yml", "2 a.yml", "2 b.yml"]);
  });

  it("flags what held by absence, and what fell away", () => {
    const rule = ruleOf(
      all(any(is("OriginalFileName", "a"), is("Image", "a")), not(is("Company", "x"))),
    );
    const [match] = replay([rule], make4688({ NewProcessName: "a" })).matches;
    expect(match).to.deep.include({
      via: ["Image"],
      byAbsence: ["Company"],
      unsupplied: ["OriginalFileName"],
    });
  });

  it("holds for a list if any element does", () => {
    const event = makeEvent({ Data: ["one", null, ["two"]] });
    expect(replay([ruleOf(is("Data", "TWO"))], event).matches).to.have.lengthOf(1);
    expect(replay([ruleOf(is("Data", "onetwo"))], event).matches).to.have.lengthOf(0);
  });

  it("shows a rule on several events only those on which a stage held", () => {
    const step = (stage: number): Step => ({ stage, keys: [], isMissing: false });
    const pair: CompiledRule = {
      ...ruleOf(is("A", "1")),
      stages: [is("A", "1"), is("A", "2")].map((predicate) => ({
        logSource: PROCESS_CREATION,
        predicate,
      })),
      state: {
        kind: "sequence",
        steps: [step(0), step(1)],
        maxspan: null,
        until: null,
        limits: [],
      },
    };
    const time = "2026-01-15T09:00:00.0000000Z";
    const events = ["2", "1", "0", "2"].map((value, index) =>
      makeEvent({ A: value }, { position: index + 1, time }),
    );
    const { matches } = replay([pair], ...events);
    expect(matches.map((match) => match.events.map(({ position }) => position))).to.deep.equal([
      [2, 4],
    ]);
    expect(matches[0]).to.not.have.property("joinedBy");
  });

  it("says by what the events of a match are joined", () => {
    const step = (stage: number, field: string): Step => ({
      stage,
      keys: [{ field, type: "long", isOptional: false }],
      isMissing: false,
    });
    const pair: CompiledRule = {
      ...ruleOf(is("A", "1")),
      stages: [is("A", "1"), is("A", "2")].map((predicate) => ({
        logSource: PROCESS_CREATION,
        predicate,
      })),
      state: { kind: "sample", steps: [step(0, "ProcessId"), step(1, "ParentProcessId")] },
    };
    const { matches } = replay(
      [pair],
      makeEvent({ A: "2", ParentProcessId: "4" }, { position: 1 }),
      makeEvent({ A: "1", ProcessId: "4" }, { position: 2 }),
    );
    expect(matches[0]?.joinedBy).to.deep.equal([{ field: "ProcessId", value: 4 }]);
  });
});

/** One rule, two sensors: the event of the audit log holds what the rule asks in Sysmon's words. */
describe("Sysmon's words in the audit log", () => {
  const registry = (type: string): LogEvent =>
    makeEvent(
      {
        SubjectUserName: "j.doe",
        SubjectDomainName: "CORP",
        ObjectName: "\\REGISTRY\\MACHINE\\SOFTWARE\\Run",
        ObjectValueName: "x",
        OperationType: type,
        NewValueType: "%%1876",
        NewValue: "1",
        ProcessId: "0x10",
        ProcessName: "C:\\reg.exe",
      },
      { channel: "Security", eventId: 4657 },
    );
  const connection = makeEvent(
    {
      ProcessID: "1234",
      Application: "\\device\\harddiskvolume3\\windows\\certutil.exe",
      Direction: "%%14593",
      SourceAddress: "10.0.0.1",
      SourcePort: "50000",
      DestAddress: "127.0.0.1",
      DestPort: "8080",
      Protocol: "6",
    },
    { channel: "Security", eventId: 5156 },
  );
  const set = { product: "windows", category: "registry_set" };
  const add = { product: "windows", category: "registry_add" };
  const network = { product: "windows", category: "network_connection" };
  const rows: readonly [
    source: LogSource,
    field: string,
    text: string,
    event: LogEvent,
    holds: boolean,
  ][] = [
    [set, "TargetObject", "HKLM\\Software\\Run\\x", registry("%%1905"), true],
    [set, "Details", "DWORD (0x00000001)", registry("%%1905"), true],
    [set, "Details", "1", registry("%%1905"), true],
    [set, "EventType", "SetValue", registry("%%1905"), true],
    [set, "Image", "C:\\reg.exe", registry("%%1905"), true],
    [set, "ProcessId", "16", registry("%%1905"), true],
    [set, "User", "CORP\\j.doe", registry("%%1905"), true],
    [set, "TargetObject", "HKLM\\Software\\Run\\x", registry("%%1904"), false],
    [add, "TargetObject", "HKLM\\Software\\Run\\x", registry("%%1904"), true],
    [network, "Image", "C:\\windows\\certutil.exe", connection, true],
    [network, "Initiated", "true", connection, true],
    [network, "Protocol", "tcp", connection, true],
    [network, "DestinationIp", "127.0.0.1", connection, true],
    [network, "DestinationPort", "8080", connection, true],
    [network, "SourcePort", "50000", connection, true],
    [network, "ProcessId", "1234", connection, true],
  ];
  for (const [source, field, text, event, holds] of rows)
    it(`${source.category} ${field} ${text} ${holds ? "holds" : "does not hold"}`, () =>
      expect(replay([ruleOf(is(field, text), source)], event).matches).to.have.lengthOf(
        holds ? 1 : 0,
      ));
});
