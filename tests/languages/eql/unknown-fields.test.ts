import { expect } from "chai";
import { compileEqlFiles } from "../../../harness/languages/eql/compile-files.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { Match } from "../../../harness/matching/model/match.ts";
import { ruleBlindness } from "../../../harness/matching/rule-liveness.ts";
import { requiredLiteralsOf } from "../../../harness/matching/prefilter/required-literals.ts";
import type { Blindness } from "../../../harness/matching/liveness/liveness.ts";
import type { CompiledRule } from "../../../harness/matching/model/rule.ts";
import { makeEvent } from "../../events/make-event.ts";

function compile(query: string): CompiledRule {
  const source = { path: "r.eql", text: query };
  const { rules, diagnostics } = compileEqlFiles([{ source, name: "r.eql" }]);
  expect(diagnostics).to.deep.equal([]);
  return rules[0]!;
}

function play(query: string): { matches: readonly Match[]; blindness: Blindness | null } {
  const rule = compile(query);
  const pass = new Engine([rule]).open("r");
  for (const [i, name] of ["cmd.exe", "whoami.exe"].entries())
    pass.see(
      makeEvent(
        { Image: `C:\\Windows\\${name}`, CommandLine: name, ProcessGuid: `{${i}}` },
        { position: i + 1, time: `2026-01-15T09:00:0${i}.0000000Z` },
      ),
    );
  const { matches, observed } = pass.end();
  return { matches, blindness: ruleBlindness(rule, observed) };
}

describe("a rule that leans on an unknown optional field", () => {
  const blind: readonly (readonly [query: string, ...fields: readonly string[]])[] = [
    ["process where ?no.field", "no.field"],
    ['process where ?no.field : "x"', "no.field"],
    ['process where not ?no.field : "x"', "no.field"],
    ['process where ?no.field != "x"', "no.field"],
    ['process where not (?no.field == "x")', "no.field"],
    ['process where ?no.field not in ("x", "y")', "no.field"],
    ['process where not startsWith~(?no.field, "x")', "no.field"],
    ['process where not cidrMatch(?no.field, "10.0.0.0/8")', "no.field"],
    ['process where not _arraysearch(?no.list, $e, $e.a == "b")', "no.list"],
    ["process where ?no.field != null", "no.field"],
    ['process where process.name : "cmd.exe" and ?no.field != "x"', "no.field"],
    ['process where not (process.name : "x.exe" or ?no.field : "x")', "no.field"],
    ['process where ?no.one : "x" or ?no.other like "y"', "no.one", "no.other"],
    ['any where not ?no.field : "x"', "no.field"],
    [
      'sequence with maxspan=1m [process where process.name : "cmd.exe"] [process where ?no.field != "x"]',
      "no.field",
    ],
    [
      '/* of an earlier event */ sequence with maxspan=1m [process where process.name : "cmd.exe"] as p [process where ?p.no.field != process.name]',
      "no.field",
    ],
  ];
  for (const [query, ...fields] of blind)
    it(`is blind: ${query}`, () => {
      const { matches, blindness } = play(query);
      expect(matches).to.deep.equal([]);
      expect(blindness).to.deep.equal({ kind: "fields", fields });
    });

  const named: readonly (readonly [query: string, how: "byAbsence" | "unsupplied"])[] = [
    ['process where process.name : "whoami.exe" and ?no.field == null', "byAbsence"],
    ['process where process.name : "whoami.exe" and not ?no.field != null', "byAbsence"],
    ['process where process.name : "whoami.exe" and (?no.field : "x") == null', "byAbsence"],
    ['process where process.name : "whoami.exe" and length(?no.field) == null', "byAbsence"],
    ['process where process.name not in ("cmd.exe", ?no.field)', "byAbsence"],
    ['process where substring(process.name, ?no.field, 6) == "whoami"', "byAbsence"],
    ['process where process.name : "whoami.exe" or ?no.field : "x"', "unsupplied"],
    ['process where process.name in ("whoami.exe", ?no.field)', "unsupplied"],
    ['process where not (process.name : "cmd.exe" and ?no.field : "x") and true', "unsupplied"],
  ];
  for (const [query, how] of named)
    it(`has matches that name it: ${query}`, () => {
      const { matches, blindness } = play(query);
      expect(blindness).to.equal(null);
      expect(matches.map(({ events }) => events.map(({ position }) => position))).to.deep.equal([
        [2],
      ]);
      const { byAbsence, unsupplied, via } = matches[0]!;
      expect({ byAbsence, unsupplied }).to.deep.equal({
        byAbsence: how === "byAbsence" ? ["no.field"] : [],
        unsupplied: how === "unsupplied" ? ["no.field"] : [],
      });
      expect(via).to.not.include("no.field");
    });

  it("keeps the literals that the index needs", () => {
    for (const query of [
      'any where process.name : "whoami.exe" or ?no.field : "x"',
      'any where process.name : "whoami.exe" and ?no.field == null',
    ]) {
      const found = requiredLiteralsOf(compile(query).stages[0]!);
      expect(found?.literals.map(({ literal }) => literal.text)).to.deep.equal(["whoami.exe"]);
    }
  });
});

describe("the text of an address", () => {
  const rows: readonly (readonly [written: string, canonical: string])[] = [
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::FFFF:0a01:0203", "10.1.2.3"],
    ["10.1.2.3", "10.1.2.3"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["FE80:0000:0:0::00AB", "fe80::ab"],
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["::", "::"],
  ];
  for (const [written, canonical] of rows)
    for (const condition of [
      `string(source.ip) == "${canonical}"`,
      `string(source.ip) : "${canonical}"`,
      `concat("<", source.ip, ">") == "<${canonical}>"`,
      `length(string(source.ip)) == ${canonical.length}`,
      `endsWith(string(source.ip), "${canonical.slice(-3)}")`,
    ])
      it(`${written}: ${condition}`, () => {
        const pass = new Engine([compile(`network where ${condition}`)]).open("r");
        pass.see(makeEvent({ SourceIp: written, Image: "x" }, { eventId: 3 }));
        expect(pass.end().matches.length).to.equal(1);
      });

  it("is looked at by all operators of Elastic Endpoint", () => {
    const front = "---\nprofile: endpoint\n---\n";
    for (const condition of [
      'source.ip : "10.1.*"',
      'source.ip like "10.1.2.?"',
      'startsWith(source.ip, "10.1")',
    ]) {
      const pass = new Engine([compile(`${front}network where ${condition}`)]).open("r");
      pass.see(makeEvent({ SourceIp: "::ffff:10.1.2.3", Image: "x" }, { eventId: 3 }));
      expect(pass.end().matches.length).to.equal(1);
    }
  });
});
