import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { parse as parseToml } from "smol-toml";
import { parseExpressionText, parseQuery } from "../../../harness/languages/eql/parse/parse.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { printQuery, withoutSpans } from "./print-query.ts";

const EQL = `${CORPORA}/eql`;

/** What Endgame's language has beyond Elasticsearch's: the only reasons to refuse one of its queries. */
const ENDGAME = [
  "eql/array-index",
  "eql/fork",
  "eql/join",
  "eql/join-key",
  "eql/method-call",
  "eql/not-a-condition",
  "eql/old-raw-text",
  "eql/removed-function",
  "eql/single-equals",
  "eql/single-quotes",
  "eql/unsupported-pipe",
];

describe("EQL parser corpora", function () {
  if (!hasCorpus(this, "eql")) return;
  this.timeout(30_000);

  const elasticsearch = readdirSync(`${EQL}/elasticsearch`)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => casesOf(`elasticsearch/${file}`))
    .flatMap(({ query }) => query ?? []);
  const endpoint = rulesIn(`${EQL}/endpoint-rules`);

  it("reads every query of Elasticsearch's tests", () => expectSound(elasticsearch));
  it("reads every rule of Elastic Endpoint", () => expectSound(endpoint));

  it("reads Endgame's queries, but for what only Endgame has", () => {
    const found = new Map<string, number>();
    let sound = 0;
    for (const { query } of casesOf("endgame/test_queries.json")) {
      if (query === undefined) continue;
      const codes = new Set(parseQuery(query).faults.map(({ code }) => code));
      if (codes.size === 0) sound++;
      for (const code of codes) found.set(code, (found.get(code) ?? 0) + 1);
    }
    expect(sound).to.be.greaterThan(0);
    expect(ENDGAME).to.include.members(Array.from(found.keys()));
  });

  it("reads Endgame's expressions, but for what only Endgame has", () => {
    const files = ["endgame/test_folding.json", "endgame/test_string_functions.json"];
    const cases = files.flatMap((file) => casesOf(file));
    expect(cases.filter(isFailure)).to.not.be.empty;
    const sound = cases.filter((one) => {
      const { expression } = one;
      if (expression === undefined) return false;
      const { faults } = parseExpressionText(expression);
      const others = faults.filter(({ code }) => !ENDGAME.includes(code));
      if (isFailure(one)) expect(faults, expression).to.not.be.empty;
      else expect(others, expression).to.deep.equal([]);
      return faults.length === 0;
    });
    expect(sound.length).to.be.greaterThan(cases.length / 2);
  });
});

/** Whether Endgame's tests expect that an expression is refused. */
function isFailure({ group, expression }: Case): boolean {
  return expression !== undefined && group?.endsWith(".verifier.failures") === true;
}

interface Case {
  readonly query?: string;
  readonly expression?: string;
  readonly group?: string;
}

function casesOf(path: string): readonly Case[] {
  const file = JSON.parse(readFileSync(`${EQL}/${path}`, "utf8")) as {
    readonly cases?: readonly Case[];
  };
  return file.cases ?? [];
}

function rulesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".toml"))
    .map((path) => {
      const { rule } = parseToml(readFileSync(`${folder}/${path}`, "utf8")) as {
        readonly rule: { readonly query: string };
      };
      return rule.query;
    });
}

/** Each is read without a fault, and as the same once it is printed. */
function expectSound(queries: readonly string[]): void {
  expect(queries).to.not.be.empty;
  for (const text of queries) {
    const { query, faults } = parseQuery(text);
    expect(faults, text).to.deep.equal([]);
    if (!query) throw new Error(`neither query nor faults: ${text}`);
    const again = parseQuery(printQuery(query));
    expect(again.faults, text).to.deep.equal([]);
    expect(withoutSpans(again.query)).to.deep.equal(withoutSpans(query));
  }
}
