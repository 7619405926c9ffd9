import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { loadRules } from "../../../harness/languages/load.ts";
import { compileSigma } from "./compile-sigma.ts";
import { slowEvaluate } from "../../matching/slow-evaluate.ts";
import type { FlatEvent } from "../../matching/slow-pattern.ts";

const CORPORA = new URL("../../../../shared/corpora/", import.meta.url);
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
  if (!existsSync(CORPORA)) {
    it(`needs the corpora, which are not at ${CORPORA.pathname}`);
    return;
  }
  this.timeout(60_000);

  it("loads every SigmaHQ rule, but for those with placeholders", () => {
    const set = loadRules(FOLDERS.map((folder) => new URL(`sigmahq/${folder}`, CORPORA).pathname));
    expect(set.rules.length + set.broken.length).to.equal(3780);
    const others = set.diagnostics.filter(({ code }) => code !== "sigma/unresolved-placeholder");
    expect(others).to.deep.equal([]);
    const withExpand = set.broken.filter(({ path }) =>
      /\|expand\b/.test(readFileSync(path, "utf8")),
    );
    expect(set.broken.length).to.equal(25);
    expect(withExpand.length).to.equal(25);
  });

  const { cases } = JSON.parse(
    readFileSync(new URL("sigma-cases/cases.json", CORPORA), "utf8"),
  ) as { cases: Case[] };
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
