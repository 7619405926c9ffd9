import { expect } from "chai";
import { eventClass } from "../../../harness/events/event-class.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import type { FieldType } from "../../../harness/events/field-type.ts";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { compileQuery } from "../../../harness/languages/eql/compile/compile-query.ts";
import { parseQuery } from "../../../harness/languages/eql/parse/parse.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { Stage } from "../../../harness/matching/model/stage.ts";
import { slowEvaluate } from "../../matching/slow-evaluate.ts";
import type { FlatEvent } from "../../matching/slow-pattern.ts";

const TYPES: Readonly<Record<string, FieldType>> = {
  name: "keyword",
  other: "keyword",
  line: "keyword",
  pid: "long",
  code: "long",
  ratio: "double",
  trusted: "boolean",
  address: "ip",
  when: "date",
  version: "version",
  "event.category": "keyword",
};

const EVENT: FlatEvent = {
  "event.category": ["process", "configuration"],
  name: "Cmd.exe",
  line: ["one", "Two words", "c:\\*\\x"],
  pid: "4",
  ratio: 0.5,
  trusted: "true",
  address: "10.1.2.3",
  when: "2017-08-30T20:47:33.5000000Z",
  version: "1.11.3",
};

/** Conditions that are true of the event. `other` and `code` are absent from it. */
const TRUE = [
  'name == "Cmd.exe"',
  'name != "cmd.exe"',
  'name : "cmd.EXE"',
  'name : ("x", "C?D.*")',
  'name like "Cmd*" and not name like "cmd*"',
  'name like~ "CMD*"',
  'name regex "Cmd.*" and not name regex "md.*" and name regex~ "CMD\\\\.[a-z]+"',
  'name in ("a", "Cmd.exe") and name not in ("cmd.exe") and name in~ ("cmd.exe")',
  'name > "Cm" and name < "Cmda" and name < "cmd"',
  // Several values: any of them, and under "not" none of them
  'line == "one" and line == "Two words"',
  'line != "three"',
  'not line != "one"',
  "length(line) == 3 and length(line) == 9 and not length(line) == 4",
  'concat(line, line) == "oneone" and concat(line, name) == "oneCmd.exe"',
  'line == "c:\\\\*\\\\x" and line : "c:\\\\?\\\\X" and not line : "c:\\\\x"',
  // Absence
  "other == null and name != null and not other != null",
  'other != "x"',
  'not other == "x"',
  'not other : "*"',
  "not code > 1 and not code <= 1",
  "null == (code > 1) and null != (pid > 1)",
  "not length(other) > 0",
  'substring(other, 5) not in ("x")',
  "concat(name, other) == null",
  "not trusted == false and trusted != false",
  "(code > 1) == false",
  // Types
  'pid == 4 and pid == "4" and pid == 4.0 and pid < 4.5 and pid in (4, 5)',
  "pid + 1 == 5 and pid * 2 / 3 == 2 and -pid == -4 and pid % 3 == 1 and pid / 8.0 == ratio",
  "ratio == 0.5 and ratio < 1",
  'trusted and trusted == true and trusted == "true" and not trusted != true',
  'address == "10.1.2.3" and address == "10.0.0.0/8" and address != "10.1.2.4"',
  'cidrMatch(address, "192.168.0.0/16", "10.99.0.0/8") and not cidrMatch(address, "::1")',
  'when > "2017-08-30" and when < "2017-08-30T20:47:34Z" and when == 1504126053500',
  'version > "1.5.0" and version == "1.11.3" and version < "bad"',
  'string(pid) : "4" and string(address) == "10.1.2.3" and number("0x4", 16) == pid',
  // Functions
  'startsWith(name, "Cmd") and not startsWith(name, "cmd") and startsWith~(name, "cmd")',
  'endsWith~(name, ".EXE") == true and (stringContains(name, "md.") == false) == false',
  'between(name, "C", ".") == "md" and indexOf(name, ".exe") == 3 and substring(name, -4) == ".exe"',
  'wildcard(name, "C*", "x") and not wildcard(name, "c*") and wildcard~(name, "c*")',
  // Constants
  "true and not false and (1 == 2 or 3 > 2)",
  "?unheard == null and not ?unheard != null and ?unheard == ?other_unheard",
];

/** Conditions that are neither true of the event, nor is their negation. */
const NULL = [
  "null",
  "?unheard",
  "?unheard > 1",
  '?unheard : "x"',
  '?unheard in ("x")',
  "length(?unheard) > 1",
  '?unheard == "x"',
  '?unheard != "x"',
  '"x" != ?unheard',
  "?unheard == name",
  "name != ?unheard",
  "?unheard == true",
  "?unheard != false",
  "?unheard <= 1",
  '?unheard like "x*"',
  '?unheard like~ ("x", "y")',
  '?unheard regex "x"',
  '?unheard not in ("x", "y")',
  '?unheard in~ ("x")',
  '"x" in (?unheard)',
  "?unheard + 1 == 2",
  "-?unheard != 1",
  "length(?unheard) != 1",
  'startsWith(?unheard, "x")',
  "endsWith~(name, ?unheard)",
  'stringContains(?unheard, "x") == false',
  'substring(?unheard, 0, 1) != "x"',
  'between(?unheard, "a", "b") == "x"',
  'indexOf(?unheard, "a") != 0',
  'string(?unheard) != "x"',
  'concat(name, ?unheard) == "x"',
  "number(?unheard) != 1",
  "add(?unheard, 1) != 1",
  'wildcard(?unheard, "a", "b")',
  "wildcard~(name, ?unheard)",
  'cidrMatch(?unheard, "10.0.0.0/8")',
  "cidrMatch(address, ?unheard)",
  '_arraysearch(?unheard, $e, $e.a == "b")',
  '(?unheard : "x") == true',
  '(?unheard : "x") != false',
  "name != null and null",
];

function compile(condition: string): Stage {
  const text = `process where ${condition}`;
  const { query, faults } = parseQuery(text);
  expect(faults).to.deep.equal([]);
  const schema = { typeOf: (field: string) => TYPES[field], names: () => [] };
  const result = compileQuery(query!, text, { schema, isEndpoint: false, logSourceOf: () => ({}) });
  expect(result.faults).to.deep.equal([]);
  return result.compiled!.stages[0]!;
}

/** Whether a condition holds; the engine and the plain reading of the predicate must agree. */
function holds(condition: string): boolean {
  const stage = compile(condition);
  const about = { id: null, title: "t", language: "eql", level: null, techniques: [] };
  const rule = { ...about, logSource: {}, path: "x", name: "x" };
  const pass = new Engine([{ rule, stages: [stage] }]).open("x");
  pass.see(EVENT_LOGGED);
  const found = pass.end().matches.length > 0;
  // Literals of these types are folded already, to a form that the slow evaluation does not know.
  if (!/\b(?:when|version)\b/.test(condition))
    expect(slowEvaluate(stage.predicate, EVENT)).to.equal(found);
  return found;
}

const EVENT_LOGGED: LogEvent = {
  class: eventClass(null, null, null),
  position: 1,
  record: null,
  time: null,
  computer: null,
  fields: Object.keys(EVENT),
  get: (field) => EVENT[field] as FieldValue | undefined,
};

describe("EQL conditions on an event", () => {
  for (const condition of TRUE)
    it(condition, () => {
      expect(holds(condition)).to.equal(true);
      expect(holds(`not (${condition})`)).to.equal(false);
      expect(holds(`(${condition}) and other == null`)).to.equal(true);
      expect(holds(`(${condition}) and code == 1`)).to.equal(false);
      expect(holds(`(${condition}) == false`)).to.equal(false);
    });

  for (const condition of NULL)
    it(`${condition} is neither`, () => {
      expect(holds(condition)).to.equal(false);
      expect(holds(`not (${condition})`)).to.equal(false);
    });

  it("ask for the category, letter case and all", () => {
    const { predicate } = compile("true");
    for (const [category, expected] of [
      ["process", true],
      [["file", "process"], true],
      ["Process", false],
      ["file", false],
    ] as const)
      expect(slowEvaluate(predicate, { "event.category": category })).to.equal(expected);
  });
});
