import { readRecording } from "../../harness/telemetry/read.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { exists } from "./walk.ts";

interface RecordCounts {
  readonly records: Readonly<Record<string, number>>;
  /** Files that readers count differently: `file`, and a number for each reader. */
  readonly disputed?: readonly Readonly<Record<string, string | number>>[];
}

/** Every EVTX file yields as many events as other readers find in it. */
export const EVTX: Suite = {
  name: "evtx",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const counts = (await corpora.json("evtx-record-counts.json")) as RecordCounts | null;
    if (counts === null) return null;
    const ranges = new Map(
      Object.entries(counts.records).map(([file, count]) => [file, [count, count]]),
    );
    for (const { file, ...readers } of counts.disputed ?? []) {
      const given = Object.values(readers).filter((value) => typeof value === "number");
      ranges.set(String(file), [...(ranges.get(String(file)) ?? []), ...given]);
    }
    const results: CaseResult[] = [];
    for (const [file, accepted] of ranges)
      results.push(await judged(file, () => judge(corpora.path(file), accepted)));
    return results;
  },
};

async function judge(path: string, accepted: readonly number[]): Promise<string | null> {
  if (!(await exists(path))) return "the file is missing";
  const [least, most] = [Math.min(...accepted), Math.max(...accepted)];
  const { events, diagnostics } = await readRecording(path, () => {});
  if (events >= least && events <= most) return null;
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  const [first] = diagnostics;
  return `${events} events, expected ${wanted}${first ? ` (${first.code}: ${first.message})` : ""}`;
}
