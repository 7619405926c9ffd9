import { isDeepStrictEqual } from "node:util";
import { run, sequence, type Seen } from "../matching/states/sequence/run-sequence.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

/** A line of events per stage, and the sequences that they form; an event is `key|A1` or `A1`. */
interface Series {
  readonly name: string;
  readonly stages: readonly string[];
  readonly expected: readonly string[];
}

/** Every series of Elasticsearch's tests of its state machine gives the same sequences. */
export const EQL_SERIES: Suite = {
  name: "eql-series",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const file = (await corpora.json("eql", "elasticsearch", "sequence-series.json")) as {
      readonly cases: readonly Series[];
    } | null;
    if (file === null) return null;
    return Promise.all(file.cases.map((one) => judged(one.name, () => judge(one))));
  },
};

const EVENT = /^(?:([^|]*)\|)?([A-Za-z]+(\d+))$/;

function judge({ stages, expected }: Series): string | null {
  const named = stages.flatMap((line, stage) => wordsOf(line).map((word) => ({ word, stage })));
  const events = named.map(({ word, stage }): Seen => {
    const [, key = "", , at] = EVENT.exec(word)!;
    return { stages: letterOf(stage), at: Number(at), fields: { key } };
  });
  const steps = stages.map((_, stage) => letterOf(stage)).join(" ");
  // No event has the tiebreaker: what is at one time is concurrent.
  const data = sequence(steps, { by: "key", tiebreaker: { field: "none", type: "long" } });
  const found = run(data, events).found.map((match) =>
    wordsOf(match.slice(match.indexOf(":") + 1))
      .map((position) => named[Number(position) - 1]!.word)
      .join(" "),
  );
  const wanted = expected.map((line) => wordsOf(line).join(" "));
  if (isDeepStrictEqual(found, wanted) || isDeepStrictEqual(found.map(bare), wanted)) return null;
  return `comes to ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`;
}

function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== "");
}

/** The events of a sequence without their key. */
function bare(events: string): string {
  return events.replaceAll(/[^|\s]*\|/g, "");
}

function letterOf(stage: number): string {
  return String.fromCodePoint("a".codePointAt(0)! + stage);
}
