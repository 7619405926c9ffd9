/**
 * Runs cases on behalf of `main.ts`, which ends this process if a case does not. It tells of each case
 * before it begins with the next, and how much memory the process holds.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { caseOf, judge, type Outcome } from "./case.ts";
import type { Case } from "./check.ts";
import { allOriginals } from "./originals.ts";

/** What is asked of it: all cases from one on, or what becomes of one that was changed. */
export type Order =
  | { readonly kind: "run"; readonly seed: number; readonly from: number }
  | {
      readonly kind: "judge";
      readonly seed: number;
      readonly index: number;
      readonly spoiled: Case;
    };

/** What it tells. */
export type Report =
  | { readonly kind: "ready"; readonly originals: number }
  | ({ readonly kind: "case"; readonly index: number } & Outcome);

/** What the process may hold, and what of that may be left when garbage has been collected. */
const MAX_RESIDENT = 800e6;
const MAX_KEPT = 300e6;

const originals = allOriginals();
send({ kind: "ready", originals: originals.length });
process.on("message", (order: Order) => void obey(order));

async function obey(order: Order): Promise<void> {
  const { seed } = order;
  if (order.kind === "judge") {
    // Buffers come as plain arrays of bytes.
    const { original, bytes, isSealed } = order.spoiled;
    const known = originals.find(({ name }) => name === original.name)!;
    const spoiled = { original: known, bytes: Buffer.from(bytes), isSealed };
    return send({ kind: "case", index: order.index, ...judge(spoiled, seed, order.index) });
  }
  for (let index = order.from; ; index++) {
    const outcome = judge(caseOf(originals, seed, index), seed, index);
    send({ kind: "case", index, ...outcome, fault: outcome.fault ?? tooMuchMemory() });
    await nextTurn();
  }
}

function tooMuchMemory(): string | null {
  if (process.memoryUsage.rss() < MAX_RESIDENT) return null;
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const kept = Math.round((heapUsed + external) / 1e6);
  return kept * 1e6 > MAX_KEPT ? `keeps ${kept} MB` : null;
}

function send(report: Report): void {
  process.send!(report);
}
