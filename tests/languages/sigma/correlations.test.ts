import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { stringify } from "yaml";
import { compileSigma } from "./compile-sigma.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import { isoOf } from "../../../harness/events/time.ts";
import { Engine } from "../../../harness/matching/engine.ts";
import type { DroppedEvents } from "../../../harness/matching/model/dropped-events.ts";
import { noDroppedEvents } from "../../../harness/matching/model/dropped-events.ts";
import { readYaml } from "../../../harness/text/yaml.ts";
import { makeEvent } from "../../events/make-event.ts";

/**
 * Correlations over events. The rules a, b, c and d match the events whose letters have theirs.
 * An event is written as `seconds letters field=value …`; `-` for the seconds is a record without
 * time, `field=x,y` a list, and a word without `=` a field without value.
 */
interface Row {
  readonly correlation: Readonly<Record<string, unknown>>;
  /** Further correlations, by name. */
  readonly with?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly events: readonly string[];
  /** Positions of the events of each match of `correlation`, from 1. */
  readonly matches: readonly (readonly number[])[];
  /** What of the events was not taken into account. */
  readonly losses?: Partial<DroppedEvents>;
  /** Matches of other rules, by name; without it only `correlation` may match. */
  readonly others?: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Codes of warnings. */
  readonly warns?: readonly string[];
  readonly why: string;
}

const FOLDER = new URL("correlations/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
const START = 17_000_000_000n * 1_000_000n;

describe("Sigma correlations", () => {
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
        it(row.why, () => check(row));
      }
    });
  }
  it("are many", () => expect(rows).to.be.greaterThan(60));
});

function check({
  correlation,
  with: more = {},
  events,
  matches,
  losses,
  others,
  warns,
}: Row): void {
  const documents = [
    ...["a", "b", "c", "d"].map((name) => ({
      title: name,
      name,
      logsource: { product: "windows" },
      detection: { selection: { letters: [`*${name}*`] }, condition: "selection" },
    })),
    ...Object.entries(more).map(([name, one]) => ({ title: name, name, correlation: one })),
    { title: "tested", name: "tested", correlation },
  ];
  const text = documents.map((document) => stringify(document)).join("---\n");
  const { rules, broken, diagnostics } = compileSigma({ path: "c.yml", text }, "c.yml");
  expect(broken.flatMap((one) => one.diagnostics.map(({ message }) => message))).to.deep.equal([]);
  expect(diagnostics.map(({ code }) => code)).to.deep.equal(warns ?? []);
  const cached = JSON.parse(JSON.stringify(rules)) as typeof rules;
  const pass = new Engine(cached).open("r");
  for (const [i, event] of events.entries()) pass.see(eventOf(event, i + 1));
  const result = pass.end();
  const found: Record<string, number[][]> = {};
  for (const match of result.matches)
    (found[match.rule.title] ??= []).push(match.events.map(({ position }) => position));
  const { tested = [], ...rest } = found;
  expect(tested).to.deep.equal(matches);
  expect(rest).to.deep.equal(others ?? {});
  const lost =
    result.dropped.find(({ rule }) => rule.title === "tested")?.dropped ?? noDroppedEvents();
  expect(lost).to.deep.equal({ ...noDroppedEvents(), ...losses });
}

function eventOf(written: string, position: number): LogEvent {
  const [seconds = "", letters = "", ...rest] = written.split(" ");
  const [whole = "", fraction = ""] = seconds.split(".");
  const ticks = BigInt(whole === "-" ? 0 : whole) * 10_000_000n + BigInt(fraction.padEnd(7, "0"));
  const fields = rest.map((pair) => {
    const [name, value] = pair.split("=");
    if (value === undefined) return [name, null] as const;
    return [name, value.includes(",") ? value.split(",") : value] as const;
  });
  const time = seconds === "-" ? null : isoOf(START + ticks);
  return makeEvent({ letters, ...Object.fromEntries(fields) }, { position, time });
}
