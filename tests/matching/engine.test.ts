import { expect } from "chai";
import { Engine } from "../../harness/matching/engine.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import type { CompiledRule } from "../../harness/matching/rule.ts";
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
    const pair: CompiledRule = {
      ...ruleOf(is("A", "1")),
      stages: [is("A", "1"), is("A", "2")].map((predicate) => ({
        logSource: PROCESS_CREATION,
        predicate,
      })),
      start() {
        let first: LogEvent | undefined;
        return {
          see(event, stage) {
            if (stage === 0) first = event;
            return stage === 1 && first ? [[first, event]] : [];
          },
          end: () => [],
        };
      },
    };
    const events = ["2", "1", "0", "2"].map((value, index) =>
      makeEvent({ A: value }, { position: index + 1 }),
    );
    const { matches } = replay([pair], ...events);
    expect(matches.map((match) => match.events.map(({ position }) => position))).to.deep.equal([
      [2, 4],
    ]);
  });
});
