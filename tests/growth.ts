/** How the time of something grows with its input, where there is nothing to count. */

/** What one doubling three times over may cost at most: 8 is linear, 64 quadratic. */
export const LINEAR = 30;

const DOUBLED = 8;
const FEWEST_TRIES = 3;
/** Enough that each of both inputs meets a quiet moment, however busy the machine is. */
const MOST_TRIES = 40;
/** Microseconds; a shorter time is one of the clock that measures it. */
const SHORTEST = 1000;

/**
 * Returns how many times as long something takes for an input of eight times the size, by the time of the
 * processor. What else runs makes single times longer, never shorter: the least of each is taken, and as
 * long as their ratio does not look linear, it is tried again.
 *
 * @param size of the smaller input; large enough that it takes some milliseconds
 */
export function growthOf<Input>(
  size: number,
  inputOf: (size: number) => Input,
  act: (input: Input) => void,
): number {
  const [small, large] = [inputOf(size), inputOf(DOUBLED * size)];
  // What is compiled while it first runs does not count.
  act(small);
  let [leastSmall, leastLarge] = [Infinity, Infinity];
  const ratio = (): number => leastLarge / Math.max(SHORTEST, leastSmall);
  for (let i = 0; i < FEWEST_TRIES || (i < MOST_TRIES && ratio() >= LINEAR); i++) {
    leastSmall = Math.min(
      leastSmall,
      timeOf(() => act(small)),
    );
    leastLarge = Math.min(
      leastLarge,
      timeOf(() => act(large)),
    );
  }
  return ratio();
}

/** Returns the processor's time for something, in microseconds. */
function timeOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
