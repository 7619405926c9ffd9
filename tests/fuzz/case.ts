import { checkEvtx } from "./check-evtx.ts";
import { checkText } from "./check-text.ts";
import { Broken, checkReading, type Case } from "./check.ts";
import { mutateEvtx } from "./mutate-evtx.ts";
import { mutateText } from "./mutate-text.ts";
import type { Original } from "./originals.ts";
import { randomOf } from "./random.ts";

/** What a case came to. */
export interface Outcome {
  /** Which law does not hold, or what was thrown; `null` if all is well. */
  readonly fault: string | null;
  readonly events: number;
  readonly skipped: number;
  /** Of processor time. */
  readonly milliseconds: number;
}

/** All readings of one case, of which none is larger than some hundred KiB. */
const LONGEST_MS = 5000;

/** Returns a case of a run: the same for the same seed, index and originals. */
export function caseOf(originals: readonly Original[], seed: number, index: number): Case {
  const random = randomOf(seed, index);
  const original = random.of(originals);
  const other = random.of(originals).bytes;
  if (original.format === "evtx") return { original, ...mutateEvtx(original.bytes, other, random) };
  return { original, bytes: mutateText(original.bytes, other, random), isSealed: false };
}

/** Checks a case. Never throws, but for what is too deep or too large for the process. */
export function judge(spoiled: Case, seed: number, index: number): Outcome {
  const start = process.cpuUsage();
  let [events, skipped] = [0, 0];
  let fault: string | null = null;
  try {
    const reading = checkReading(spoiled, randomOf(~seed, index));
    if (spoiled.original.format === "evtx") checkEvtx(spoiled, reading);
    else checkText(spoiled, reading);
    ({ events, skipped } = reading.report);
  } catch (error) {
    fault = error instanceof Broken ? error.message : String((error as Error).stack ?? error);
  }
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  if (milliseconds > LONGEST_MS) fault ??= `took ${Math.round(milliseconds)} ms`;
  return { fault, events, skipped, milliseconds };
}
