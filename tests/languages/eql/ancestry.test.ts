import { expect } from "chai";
import type { LogEvent } from "../../../harness/events/event.ts";
import { compileEqlFiles } from "../../../harness/languages/eql/compile-files.ts";
import { Engine, type PassResult } from "../../../harness/matching/engine.ts";
import { neededStages } from "../../../harness/matching/states/states.ts";
import { joinShards, ShardPass } from "../../../harness/matching/shard.ts";
import { ruleBlindness } from "../../../harness/matching/rule-liveness.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { eventOfJson } from "../../../harness/telemetry/json/event-of-json.ts";
import { make4688, makeEvent } from "../../events/make-event.ts";

interface Process {
  readonly at: number;
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly line?: string;
}

const timeOf = (at: number): string => new Date(Date.UTC(2026, 0, 15, 9, 0, at)).toISOString();

/** Sysmon: event 1, and 3 for what has no parent. */
function sysmon(processes: readonly Process[]): LogEvent[] {
  return processes.map(({ at, id, parent, name, line = name }, i) => {
    const time = timeOf(at);
    const fields = {
      UtcTime: time.replace("T", " ").replace("Z", ""),
      ProcessGuid: `{${id}}`,
      Image: `C:\\${name}`,
      ...(parent === undefined
        ? { DestinationIp: "10.0.0.1" }
        : { ParentProcessGuid: `{${parent}}`, ParentImage: "C:\\p.exe", CommandLine: line }),
    };
    return makeEvent(fields, { position: i + 1, time, eventId: parent === undefined ? 3 : 1 });
  });
}

/** Elastic Defend, which also logs the ancestors of ancestors. */
function defend(processes: readonly Process[]): LogEvent[] {
  const ancestry = new Map<string, readonly string[]>();
  return processes.map(({ at, id, parent, name, line = name }, i) => {
    const isStart = parent !== undefined;
    if (isStart) ancestry.set(id, [parent, ...(ancestry.get(parent) ?? [])]);
    const document = {
      "@timestamp": timeOf(at),
      agent: { type: "endpoint" },
      host: { id: "h1" },
      event: isStart
        ? { category: ["process"], type: ["start"], action: "start" }
        : { category: ["network"], type: ["start"], action: "connection_attempted" },
      process: {
        name,
        command_line: line,
        entity_id: id,
        ...(isStart && { parent: { entity_id: parent } }),
        Ext: { ancestry: ancestry.get(id) ?? [] },
      },
    };
    return eventOfJson(document, i + 1);
  });
}

/** What ran: word starts cmd, cmd starts powershell, powershell starts whoami and connects. */
const RAN: readonly Process[] = [
  { at: 1, id: "word", parent: "explorer", name: "winword.exe" },
  { at: 2, id: "cmd", parent: "word", name: "cmd.exe", line: "cmd /c x" },
  { at: 3, id: "ps", parent: "cmd", name: "powershell.exe" },
  { at: 4, id: "who", parent: "ps", name: "whoami.exe" },
  { at: 5, id: "ps", name: "powershell.exe" },
  { at: 6, id: "cmd2", parent: "explorer", name: "cmd.exe" },
];
const WORD = '[process where event.action == "start" and process.name : "winword.exe"]';

function compile(query: string, profile = "endpoint"): CompiledRule {
  const source = { path: "rule.eql", text: `---\nprofile: ${profile}\n---\n${query}\n` };
  const { rules, diagnostics } = compileEqlFiles([{ source, name: "rule.eql" }]);
  expect(diagnostics).to.deep.equal([]);
  // A rule set is cached as JSON between runs.
  expect(JSON.parse(JSON.stringify(rules))).to.deep.equal(rules);
  return rules[0]!;
}

function play(rule: CompiledRule, events: readonly LogEvent[]): PassResult {
  const pass = new Engine([rule]).open("r");
  for (const event of events) pass.see(event);
  return pass.end();
}

/** The same from two parts, which are seen by different engines. */
function playInParts(rule: CompiledRule, events: readonly LogEvent[]): PassResult {
  const middle = events.length >> 1;
  const parts = [events.slice(0, middle), events.slice(middle)].map((some) => {
    const pass = new ShardPass(new Engine([rule]), "r");
    for (const event of some) pass.see(event);
    return pass.end();
  });
  const moved = parts.map((part) => ({
    ...part,
    matches: part.matches.map((hit) => ({
      ...hit,
      reference: {
        ...hit.reference,
        position: hit.reference.position - (part === parts[1] ? middle : 0),
      },
    })),
  }));
  return joinShards(new Engine([rule]), "r", moved);
}

const positions = ({ matches }: PassResult): string[] =>
  matches.map(({ events }) => events.map(({ position }) => position).join(" "));

const ROWS: readonly (readonly [query: string, found: readonly string[]])[] = [
  [`process where descendant of ${WORD}`, ["2", "3", "4"]],
  [`any where descendant of ${WORD}`, ["2", "3", "4", "5"]],
  [`process where child of ${WORD}`, ["2"]],
  [`any where child of [process where process.name : "cmd.exe"]`, ["3", "5"]],
  [`any where event of [process where process.name : "powershell.exe"]`, ["3", "5"]],
  [`network where event of [process where process.name : "powershell.exe"]`, ["5"]],
  [`process where not descendant of ${WORD}`, ["1", "6"]],
  [`process where process.name : "cmd.exe" and descendant of ${WORD}`, ["2"]],
  [`process where process.name : "cmd.exe" and not descendant of ${WORD}`, ["6"]],
  [`process where descendant of ${WORD} or process.name : "winword.exe"`, ["1", "2", "3", "4"]],
  [
    `process where not (process.command_line : "*/c*" and descendant of ${WORD})`,
    ["1", "3", "4", "6"],
  ],
  [`process where (descendant of ${WORD}) == false`, ["1", "6"]],
  [
    `process where descendant of ${WORD} and not child of [process where process.name : "cmd.exe"]`,
    ["2", "4"],
  ],
  [`process where descendant of ${WORD} and descendant of ${WORD}`, ["2", "3", "4"]],
  [`process where child of [process where process.name : "cmd.exe" and child of ${WORD}]`, ["3"]],
  [
    `process where descendant of [process where process.name : "cmd.exe" and not child of ${WORD}]`,
    [],
  ],
  ["process where descendant of [network where true]", []],
  ["any where event of [network where true]", ["5"]],
  [`process where descendant of ${WORD} | head 1`, ["2"]],
  [`process where descendant of ${WORD} | tail 2`, ["3", "4"]],
  [
    `sequence by process.entity_id [process where descendant of ${WORD}] [network where true]`,
    ["3 5"],
  ],
  [
    `sequence with maxspan=1m [process where process.name : "winword.exe"]
       [process where process.name : "cmd.exe" and not descendant of ${WORD}]`,
    ["1 6"],
  ],
  [
    `sequence with maxspan=1m [process where true] as event0
       [process where process.parent.entity_id == event0.process.entity_id and descendant of ${WORD}]`,
    ["1 2", "2 3", "3 4"],
  ],
  [
    `sequence with maxspan=1m [process where process.name : "powershell.exe"]
       ![process where descendant of ${WORD}] [network where true]`,
    [],
  ],
];

describe("the ancestry of processes", () => {
  for (const [query, found] of ROWS)
    it(`${query.replaceAll(/\s+/g, " ")}: ${found.join(", ") || "nothing"}`, () => {
      const rule = compile(query);
      for (const events of [sysmon(RAN), defend(RAN)]) {
        const whole = play(rule, events);
        expect(positions(whole)).to.deep.equal(found);
        expect(positions(playInParts(rule, events))).to.deep.equal(found);
        expect(whole.dropped).to.deep.equal([]);
      }
    });

  it("is known from what an event says of its ancestors, if their start was not recorded", () => {
    const rule = compile(`process where descendant of ${WORD}`);
    const some = (events: readonly LogEvent[]) => [events[0]!, events[3]!];
    expect(positions(play(rule, some(defend(RAN))))).to.deep.equal(["4"]);
    expect(positions(play(rule, some(sysmon(RAN))))).to.deep.equal([]);
  });

  it("does not count what came later", () => {
    const rule = compile(`process where descendant of ${WORD}`);
    const late = RAN.map((one) => (one.id === "word" ? { ...one, at: 3 } : one));
    expect(positions(play(rule, sysmon(late)))).to.deep.equal(["3", "4"]);
  });

  it("is the same with Winlogbeat's names", () => {
    const rule = compile(
      'process where descendant of [process where process.name : "winword.exe"]',
      "winlogbeat",
    );
    expect(positions(play(rule, sysmon(RAN)))).to.deep.equal(["2", "3", "4"]);
  });

  it("leaves the log source of the rule as it is", () =>
    expect(compile(`network where descendant of ${WORD}`).rule.logSource).to.deep.equal({
      vocabulary: "ecs-endpoint",
      category: "network",
    }));
});

describe("a rule on the ancestry of processes is", () => {
  const blindness = (query: string, events: readonly LogEvent[], profile?: string) => {
    const rule = compile(query, profile);
    return ruleBlindness(rule, play(rule, events).observed);
  };
  const query = `process where process.name : "cmd.exe" and descendant of ${WORD}`;
  const started = sysmon(RAN);

  it("live where processes start", () => expect(blindness(query, started)).to.equal(null));

  it("blind without an event of its own", () =>
    expect(blindness(query, started.slice(4, 5))).to.deep.include({ kind: "log-source" }));

  it("blind without an event that its ancestry condition needs", () =>
    expect(blindness("process where descendant of [file where true]", started)).to.deep.include({
      kind: "log-source",
    }));

  it("blind without the ids of processes, by their name", () => {
    const started4688 = make4688({ NewProcessName: "C:\\cmd.exe", CommandLine: "cmd" });
    const event = { ...started4688, time: "2026-01-15T09:00:00.0000000Z" };
    expect(
      blindness("process where descendant of [process where true]", [event], "winlogbeat"),
    ).to.deep.equal({
      kind: "fields",
      fields: ["process.entity_id"],
    });
  });

  it("live if it can do without the answer", () => {
    const either = 'process where process.name : "cmd.exe" or descendant of [file where true]';
    expect(blindness(either, started)).to.equal(null);
    expect(blindness("process where not descendant of [file where true]", started)).to.equal(null);
  });

  it("flagged if it matches because there is no telemetry of what it denies", () => {
    const rule = compile("process where not descendant of [file where true]");
    const [match] = play(rule, started).matches;
    expect(match!.byAbsence).to.deep.equal(["descendant of [file where true]"]);
    const other = compile(`process where not descendant of ${WORD}`);
    expect(play(other, started).matches[0]!.byAbsence).to.deep.equal([]);
  });

  it("explained by its own events, and by those of its ancestry conditions", () => {
    const { stages, ...rule } = compile(query);
    expect(neededStages({ stages, ...rule })).to.deep.equal([stages[0], stages[1]]);
    const denied = compile(`process where not descendant of ${WORD}`);
    expect(neededStages(denied)).to.deep.equal([denied.stages[0]]);
  });
});
