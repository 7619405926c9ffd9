import { numbers } from "../telemetry/evtx/rich-file.ts";

/** Choices that look random and are the same for each seed. */
export interface Random {
  /** From 0 to `end - 1`; 0 if there is nothing to choose from. */
  below(end: number): number;
  /** True one time in so many. */
  oneIn(count: number): boolean;
  of<T>(items: readonly T[]): T;
}

/** Returns the choices of one case of a run. */
export function randomOf(seed: number, index: number): Random {
  const next = numbers((Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0);
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 8; i++) next();
  const below = (end: number): number => (end <= 1 ? 0 : next() % end);
  return {
    below,
    oneIn: (count) => below(count) === 0,
    of: (items) => items[below(items.length)]!,
  };
}
