import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { stringify } from "yaml";
import { compileSigma } from "./compile-sigma.ts";
import { readYaml } from "../../../harness/text/yaml.ts";
import { slowEvaluate } from "../../matching/slow-evaluate.ts";
import type { FlatEvent } from "../../matching/slow-pattern.ts";

/** One event against one rule, which is given as its detection or as its only selection. */
interface Row {
  readonly detection?: Readonly<Record<string, unknown>>;
  readonly selection?: unknown;
  readonly event: FlatEvent;
  readonly matches: boolean;
  /** The only diagnostic that is expected. */
  readonly warns?: string;
  /** The rule is expected to be refused. */
  readonly error?: boolean;
  readonly why: string;
}

const FOLDER = new URL("cases/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));

describe("Sigma cases", () => {
  let rows = 0;
  for (const file of files) {
    describe(file, () => {
      const { value, diagnostics } = readYaml({
        path: file,
        text: readFileSync(new URL(file, FOLDER), "utf8"),
      });
      it("can be read", () => {
        expect(diagnostics).to.deep.equal([]);
        expect(value).to.be.an("array").that.is.not.empty;
      });
      for (const row of value as readonly Row[]) {
        rows++;
        const { selection, detection = { selection, condition: "selection" } } = row;
        it(`${row.why}: ${JSON.stringify(detection, digits)} ${JSON.stringify(row.event)}`, () =>
          check(row, detection));
      }
    });
  }
  it("are many", () => expect(rows).to.be.greaterThan(150));
});

function check(
  { event, matches, warns, error }: Row,
  detection: Readonly<Record<string, unknown>>,
): void {
  const text = stringify({ title: "Case", logsource: { product: "windows" }, detection });
  const { rules, diagnostics } = compileSigma({ path: "case.yml", text }, "case.yml");
  expect(rules.length).to.equal(error ? 0 : 1);
  if (error) return;
  expect(diagnostics.map(({ code }) => code)).to.deep.equal(warns ? [warns] : []);
  expect(slowEvaluate(rules[0]!.stages[0]!.predicate, event)).to.equal(matches);
}

function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
