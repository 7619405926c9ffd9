import { readFileSync } from "node:fs";
import { expect } from "chai";
import { CORPORA, hasCorpus } from "../../../corpora.ts";
import { keysOf, run, sequence, type Seen } from "./run-sequence.ts";

const SERIES = `${CORPORA}/eql/elasticsearch/sequence-series.json`;

/** A line of events per stage, and the sequences that they come to; an event is `key|A1` or `A1`. */
interface Series {
  readonly name: string;
  readonly stages: readonly string[];
  readonly expected: readonly string[];
}

/** `x|A12`: key, letter, time. */
const EVENT = /^(?:(?<key>[^|]*)\|)?(?<name>[A-Za-z]+(?<at>\d+))$/;

describe("series of events, as Elasticsearch tests its sequences", function () {
  if (!hasCorpus(this, SERIES)) return;
  const { cases } = JSON.parse(readFileSync(SERIES, "utf8")) as { cases: Series[] };
  it("are there", () => expect(cases).to.not.be.empty);
  for (const { name, stages, expected } of cases)
    it(name, () => {
      const named = stages.flatMap((line, stage) =>
        line
          .trim()
          .split(/\s+/)
          .filter((one) => one !== "")
          .map((one) => ({ ...EVENT.exec(one)!.groups!, stage }) as Named),
      );
      const events = named.map(({ key, at, stage }): Seen => ({
        stages: letterOf(stage),
        at: Number(at),
        fields: { key: key ?? "" },
      }));
      const steps = stages.map((_, stage) => letterOf(stage)).join(" ");
      const tiebreaker = { field: "none", type: "long" } as const;
      const [by] = keysOf("key");
      const data = sequence(steps, { tiebreaker });
      const joined = { ...data, steps: data.steps.map((step) => ({ ...step, keys: [by!] })) };
      const found = run(joined, events).found.map((match) =>
        match
          .slice(match.indexOf(":") + 2)
          .split(" ")
          .map((position) => named[Number(position) - 1]!.name)
          .join(" "),
      );
      const wanted = expected.map((match) => match.replaceAll(/\S*\|/g, "").trim());
      expect(found).to.deep.equal(wanted);
    });
});

interface Named {
  readonly key?: string;
  readonly name: string;
  readonly at: string;
  readonly stage: number;
}

function letterOf(stage: number): string {
  return String.fromCharCode("a".charCodeAt(0) + stage);
}
