/** Keeps the first or the last of results, one after the other as a rule asks for it. */
import type { Limit } from "../model/sequence.ts";

/** Lets some of the results through. */
export interface Limiter<Result> {
  /** Takes a result; returns those that go on. */
  add(result: Result): readonly Result[];
  /** Returns the rest that goes on because no further result comes. */
  end(): readonly Result[];
}

/**
 * Returns the limiter for limits that apply one after the other. It holds at most `count` results for
 * each.
 */
export function limiterOf<Result>(limits: readonly Limit[]): Limiter<Result> {
  return limits.reduceRight<Limiter<Result>>((after, limit) => before(after, oneLimit(limit)), {
    add: (result) => [result],
    end: () => [],
  });
}

function before<Result>(after: Limiter<Result>, first: Limiter<Result>): Limiter<Result> {
  return {
    add: (result) => first.add(result).flatMap((one) => after.add(one)),
    end: () => [...first.end().flatMap((one) => after.add(one)), ...after.end()],
  };
}

function oneLimit<Result>({ from, count }: Limit): Limiter<Result> {
  if (from === "head") {
    let left = count;
    return { add: (result) => (left-- > 0 ? [result] : []), end: () => [] };
  }
  // The results kept last, the oldest at `oldest`.
  const kept: Result[] = [];
  let oldest = 0;
  return {
    add(result) {
      if (kept.length < count) kept.push(result);
      else if (count > 0) {
        kept[oldest] = result;
        oldest = (oldest + 1) % count;
      }
      return [];
    },
    end: () => [...kept.slice(oldest), ...kept.slice(0, oldest)],
  };
}
