import type { Case } from "./check.ts";

/** So many smaller cases are tried, and for no longer than that: one that hangs takes its time. */
const ATTEMPTS = 300;
const LONGEST_MS = 120_000;

/**
 * Returns a case that still fails and is as small as could be found: of an event log as few bytes as
 * possible are other than in the original; of a text as few as possible are left.
 */
export async function minimise(
  spoiled: Case,
  fails: (smaller: Case) => Promise<boolean>,
): Promise<Case> {
  const isLog = spoiled.original.format === "evtx";
  const smaller = isLog ? restored : shortened;
  let least = spoiled;
  let attempts = 0;
  const start = performance.now();
  const isOver = (): boolean => attempts >= ATTEMPTS || performance.now() - start > LONGEST_MS;
  for (let parts = 2; parts <= least.bytes.length && !isOver(); parts *= 2)
    for (let part = parts - 1; part >= 0 && !isOver(); part--) {
      const bytes = smaller(least, part / parts, (part + 1) / parts);
      if (bytes === null) continue;
      attempts++;
      if (await fails({ ...least, bytes })) least = { ...least, bytes };
    }
  return least;
}

/** The bytes with a share of those that differ as they were; `null` if none does. */
function restored({ original, bytes }: Case, from: number, to: number): Buffer | null {
  const different: number[] = [];
  for (let i = 0; i < Math.min(bytes.length, original.bytes.length); i++)
    if (bytes[i] !== original.bytes[i]) different.push(i);
  const back = different.slice(
    Math.floor(from * different.length),
    Math.floor(to * different.length),
  );
  if (back.length === 0) return null;
  const copy = Buffer.from(bytes);
  for (const at of back) copy[at] = original.bytes[at]!;
  return copy;
}

/** The bytes without a share of them; `null` if it holds none. */
function shortened({ bytes }: Case, from: number, to: number): Buffer | null {
  const [start, end] = [Math.floor(from * bytes.length), Math.floor(to * bytes.length)];
  return start === end ? null : Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}
