import { expect } from "chai";
import { ReorderBuffer } from "../../../harness/matching/streams/reorder-buffer.ts";

interface Timed {
  readonly at: number;
  readonly position: number;
}

/** Returns items by position, in the order in which they leave a buffer of so many. */
function reordered(times: readonly number[], max: number): { order: number[]; late: number } {
  const late: Timed[] = [];
  const buffer = new ReorderBuffer<Timed>(
    (a, b) => a.at - b.at,
    (item) => late.push(item),
    max,
  );
  const released = times.flatMap((at, i) => buffer.add({ at, position: i + 1 }));
  const order = [...released, ...buffer.end()].map(({ position }) => position);
  return { order, late: late.length };
}

describe("the reorder buffer", () => {
  const rows: readonly [
    why: string,
    times: number[],
    max: number,
    order: number[],
    late: number,
  ][] = [
    ["is empty without items", [], 4, [], 0],
    ["puts all in order that it can hold", [3, 1, 2], 9, [2, 3, 1], 0],
    ["keeps the order of items of one time", [2, 1, 2, 1], 9, [2, 4, 1, 3], 0],
    ["drops and counts what comes too late", [3, 1, 2, 5, 4, 1, 9], 4, [2, 3, 1, 5, 4, 7], 1],
    ["takes an item of the time of the last one that left", [1, 2, 3, 4, 2], 4, [1, 2, 5, 3, 4], 0],
  ];
  for (const [why, times, max, order, late] of rows)
    it(why, () => expect(reordered(times, max)).to.deep.equal({ order, late }));
});
