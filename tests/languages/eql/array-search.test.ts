import { expect } from "chai";
import { compileEqlFiles } from "../../../harness/languages/eql/compile-files.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import { NearestMiss } from "../../../harness/matching/evidence/explain.ts";
import { ruleBlindness } from "../../../harness/matching/rule-liveness.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { eventOfJson } from "../../../harness/telemetry/json/event-of-json.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import { makeEvent } from "../../events/make-event.ts";

/** One line of what Elastic Defend records. */
const LINE = `{"@timestamp":"2026-01-15T09:00:00.123Z","agent":{"type":"endpoint"},
  "event":{"category":["api","intrusion_detection"],"type":["change"],"action":"VirtualProtect"},
  "host":{"id":"h1"},
  "process":{"name":"evil.exe","pid":4,"args":["evil.exe","-x"],"executable":"C:\\\\evil.exe",
    "Ext":{"api":{"name":"VirtualProtect","parameters":{"size":4096}}},
    "thread":{"Ext":{
      "call_stack_summary":"ntdll.dll|Unbacked",
      "call_stack":[
        {"symbol_info":"C:\\\\Windows\\\\System32\\\\ntdll.dll!NtProtectVirtualMemory+0x14",
         "instruction_pointer":"0x1","allocation_private_bytes":0},
        {"symbol_info":"Unbacked+0x2f1","allocation_private_bytes":8192,"trusted":false,
         "callsite_trailing_bytes":"c3","ratio":1.5,"address":"10.1.2.3","owner":"evil.exe",
         "exports":[{"name":"Run","ordinal":7},{"name":"Stop"}],"tags":["a","b"]},
        "not an object",
        null
      ],
      "call_stack_final_user_module":{"name":"Unbacked",
        "code_signature":{"exists":true,"trusted":false,"subject_name":"Evil Ltd"}}}}}}`;
const EVENT = eventOfJson(JSON.parse(LINE), 1);
const SYSMON = makeEvent({ Image: "C:\\evil.exe", CommandLine: "evil.exe -x" });
const STACK = "process.thread.Ext.call_stack";

function compile(query: string): CompiledRule {
  const text = `---\nprofile: endpoint\n---\n${query}\n`;
  const source = { path: "rule.eql", text };
  const { rules, diagnostics } = compileEqlFiles([{ source, name: "rule.eql" }]);
  expect(diagnostics).to.deep.equal([]);
  // A rule set is cached as JSON between runs.
  expect(JSON.parse(JSON.stringify(rules))).to.deep.equal(rules);
  return rules[0]!;
}

function run(query: string, ...events: LogEvent[]) {
  const rule = compile(query);
  const pass = new Engine([rule]).open("r");
  for (const event of events) pass.see(event);
  const { matches, observed } = pass.end();
  return { matches, blindness: ruleBlindness(rule, observed) };
}

/** What is true of an element. */
const FOUND = [
  '$entry.symbol_info : "*ntdll.dll!nt*"',
  '$entry.symbol_info like "*ntdll.dll!Nt*" and $entry.symbol_info regex ".*\\\\+0x[0-9a-f]+"',
  '$entry.symbol_info : ("x", "unbacked*") and $entry.callsite_trailing_bytes : "?*"',
  '$entry.symbol_info == "Unbacked+0x2f1"',
  "$entry.trusted == false",
  "$entry.trusted != true",
  "not $entry.trusted and $entry.trusted != null",
  '$entry.trusted == "false"',
  "$entry.allocation_private_bytes == 8192",
  '$entry.allocation_private_bytes == "8192"',
  "8000 < $entry.allocation_private_bytes",
  "$entry.allocation_private_bytes > process.Ext.api.parameters.size",
  "$entry.allocation_private_bytes + 1 == 8193 and $entry.ratio == 1.5 and $entry.ratio > 1",
  "$entry.allocation_private_bytes in (1, 8192)",
  '$entry.callsite_trailing_bytes in ("c2", "c3") and $entry.callsite_trailing_bytes in~ ("C3")',
  "$entry.owner == process.name and $entry.symbol_info != process.name",
  'startsWith~($entry.symbol_info, "unbacked") and length($entry.callsite_trailing_bytes) == 2',
  'stringContains(concat($entry.owner, "!", process.name), "exe!evil")',
  'cidrMatch($entry.address, "10.0.0.0/8") and not cidrMatch($entry.address, "11.0.0.0/8")',
  // What is not there
  "$entry.trusted == null",
  "$entry.trusted != null",
  'not $entry.callsite_trailing_bytes : "*"',
  '$entry.callsite_trailing_bytes != "c3"',
  '($entry.callsite_trailing_bytes == "c3") == false',
  // Several values
  '$entry.tags == "a" and $entry.tags == "b" and not $entry.tags == "c"',
  '$entry.exports.name == "Stop"',
  '_arraysearch($entry.exports, $export, $export.name == "Run" and $export.ordinal == 7)',
  '_arraysearch($entry.exports, $entry, $entry.name == "Stop")',
  // What is no object
  '$entry == "not an object"',
  // What the event alone decides
  'process.name == "evil.exe"',
  "true",
];

/** What is true of none. */
const NOT_FOUND = [
  '$entry.symbol_info : "*kernel32*"',
  '$entry.symbol_info : "*ntdll*" and $entry.allocation_private_bytes > 0',
  '$entry.symbol_info like "*NTDLL*"',
  "$entry.trusted == true",
  "$entry.trusted",
  "$entry.allocation_private_bytes > 8192",
  '$entry.tags != "a" and $entry.tags == "b"',
  '_arraysearch($entry.exports, $export, $export.name == "Stop" and $export.ordinal == 7)',
  "$entry.owner != process.name and $entry.trusted == false",
  '$entry.symbol_info == "not an object"',
  "false",
  "null",
];

describe("_arraysearch", () => {
  for (const condition of FOUND) {
    it(`finds ${condition}`, () => {
      const search = `_arraysearch(${STACK}, $entry, ${condition})`;
      expect(run(`api where ${search}`, EVENT).matches).to.have.length(1);
      expect(run(`api where not ${search}`, EVENT).matches).to.have.length(0);
    });
  }
  for (const condition of NOT_FOUND)
    it(`does not find ${condition}`, () => {
      const search = `_arraysearch(${STACK}, $entry, ${condition})`;
      expect(run(`api where ${search}`, EVENT).matches).to.have.length(0);
      const { matches } = run(`api where ${search} or process.pid == 4`, EVENT);
      expect(matches).to.have.length(1);
      if (condition === "null") return;
      expect(run(`api where not ${search}`, EVENT).matches).to.have.length(1);
    });

  const wholes: readonly (readonly [string, boolean])[] = [
    [
      "_arraysearch(process.thread.Ext.call_stack_final_user_module.code_signature, $e, " +
        '$e.trusted == false and $e.subject_name : "evil*")',
      true,
    ],
    [
      "_arraysearch(process.thread.Ext.call_stack_final_user_module, $e, $e.code_signature.exists == true)",
      true,
    ],
    ['_arraysearch(process.args, $arg, $arg == "-x")', true],
    ["_arraysearch(process.thread.Ext.nothing, $e, true)", false],
    ["not _arraysearch(process.thread.Ext.nothing, $e, true)", true],
    ["_arraysearch(process.pid, $e, $e == 4)", true],
    [`_arraysearch(${STACK}, $e, $e.trusted == false) == true`, true],
    [`_arraysearch(${STACK}, $e, $e.trusted == true) == false`, true],
    [`_ArraySearch(${STACK}, $e, true) and process.name : "EVIL.exe"`, true],
    ["_arraysearch(process.parent, $e, true)", false],
    ["_arraysearch(process, $e, $e.pid == 4)", true],
  ];
  for (const [condition, expected] of wholes)
    it(`${expected ? "holds" : "does not hold"}: ${condition}`, () =>
      expect(run(`any where ${condition}`, EVENT).matches).to.have.length(expected ? 1 : 0));

  it("searches the lists of earlier terms, too", () => {
    const query = `sequence with maxspan=1m
      [api where true] as event0
      [api where _arraysearch(event0.${STACK}, $e, $e.owner == process.name) and
        _arraysearch(${STACK}, $e, $e.symbol_info != event0.process.executable)]`;
    const later = eventOfJson({ ...JSON.parse(LINE), "@timestamp": "2026-01-15T09:00:01Z" }, 2);
    expect(run(query, EVENT, later).matches).to.have.length(1);
  });

  it("names the list as evidence", () => {
    const query = `api where _arraysearch(${STACK}, $e, $e.owner == process.name)`;
    expect(run(query, EVENT).matches[0]!.via).to.deep.equal([
      "event.category",
      "process.name",
      STACK,
    ]);
    const absent = run("api where not _arraysearch(process.Ext.none, $e, true)", EVENT).matches[0]!;
    expect(absent.byAbsence).to.deep.equal(["process.Ext.none"]);
  });

  it("is blind where no event has the list, by its name", () => {
    const query = `process where _arraysearch(${STACK}, $e, $e.trusted == false)`;
    for (const event of [SYSMON, eventOfJson({ ...JSON.parse(LINE), process: { pid: 4 } }, 1)])
      expect(run(query.replace("process", "any"), event).blindness).to.deep.equal({
        kind: "fields",
        fields: [STACK],
      });
    expect(run(query.replace("process", "any"), EVENT).blindness).to.equal(null);
    expect(run(`process where not ${query.slice(14)}`, SYSMON).blindness).to.equal(null);
  });

  it("is not blind where one object stands for the list", () => {
    const list = "process.thread.Ext.call_stack_final_user_module.code_signature";
    const query = `any where _arraysearch(${list}, $e, $e.trusted == true)`;
    expect(run(query, EVENT)).to.deep.equal({ matches: [], blindness: null });
  });

  it("is explained", () => {
    const condition = `_arraysearch(${STACK}, $e, $e.trusted == true)`;
    const nearest = new NearestMiss(compile(`any where ${condition}`).stages[0]!, "r");
    nearest.see(EVENT);
    const [test] = nearest.explanation!.tests;
    expect(test).to.deep.include({ label: condition, satisfied: false, presence: "carried" });
    expect(test!.value).to.match(/^\{"symbol_info":/);
  });
});
