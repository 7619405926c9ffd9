import { readFileSync } from "node:fs";
import { expect } from "chai";
import { loadRules } from "../../../harness/languages/load.ts";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { compileSigma } from "./compile-sigma.ts";
import { slowEvaluate } from "../../matching/slow-evaluate.ts";
import type { FlatEvent } from "../../matching/slow-pattern.ts";

const FOLDERS = [
  "rules",
  "rules-compliance",
  "rules-emerging-threats",
  "rules-placeholder",
  "rules-threat-hunting",
];

interface Case {
  readonly id: string;
  readonly detection: Readonly<Record<string, unknown>>;
  readonly event: Readonly<Record<string, unknown>>;
  readonly expect: boolean | string;
  readonly why: string;
}

describe("Sigma corpora", function () {
  if (!hasCorpus(this, "sigmahq") || !hasCorpus(this, "sigma-cases")) return;
  this.timeout(60_000);

  it("loads every SigmaHQ rule, but for those with placeholders", () => {
    const set = loadRules(FOLDERS.map((folder) => `${CORPORA}/sigmahq/${folder}`));
    expect(set.rules.length + set.broken.length).to.equal(3780);
    const others = set.diagnostics.filter(({ code }) => code !== "sigma/unresolved-placeholder");
    expect(others).to.deep.equal([]);
    const withExpand = set.broken.filter(({ path }) =>
      /\|expand\b/.test(readFileSync(path, "utf8")),
    );
    expect(set.broken.length).to.equal(25);
    expect(withExpand.length).to.equal(25);
  });

  const { cases } = JSON.parse(readFileSync(`${CORPORA}/sigma-cases/cases.json`, "utf8")) as {
    cases: Case[];
  };
  it("has cases", () => expect(cases).to.not.be.empty);
  for (const { id, detection, event, expect: expected, why } of cases) {
    it(`${id}: ${why}`, () => {
      const rule = { title: id, logsource: { product: "windows" }, detection };
      const { rules, diagnostics } = compileSigma(
        { path: `${id}.yml`, text: JSON.stringify(rule) },
        id,
      );
      if (typeof expected === "string" && expected.startsWith("error")) {
        expect(rules).to.be.empty;
        expect(diagnostics.map(({ severity }) => severity)).to.include("error");
        return;
      }
      expect(diagnostics.length).to.equal(typeof expected === "string" ? 1 : 0);
      const [stage] = rules[0]!.stages;
      expect(slowEvaluate(stage!.predicate, flatten(event))).to.equal(
        expected === false ? false : true,
      );
    });
  }
});

/** Names the fields of `{Event: {System, EventData}}` as a reader of telemetry does. */
function flatten(event: FlatEvent): FlatEvent {
  const { Event } = event as { Event?: { System: FlatEvent; EventData: FlatEvent } };
  if (!Event) return event;
  const attributes = Object.entries(Event.System).flatMap(([element, value]) =>
    Object.entries((value as { "#attributes": FlatEvent })["#attributes"]).map(
      ([name, text]) => [`${element}_${name}`, text] as const,
    ),
  );
  const data = Object.entries(Event.EventData).map(
    ([name, text]) => [name.replaceAll(" ", ""), text] as const,
  );
  return Object.fromEntries([...attributes, ...data]);
}
