/** How the time of something grows with its input, where there is nothing to count. */

/** What one doubling three times over may cost at most: 8 is linear, 64 quadratic. */
export const LINEAR = 30;

const DOUBLED = 8;
const TRIES = 3;

/**
 * Returns how many times as long something takes for an input of eight times the size. It is the time of
 * the processor, not of the clock, and the least of three: a busy machine changes little about it.
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
  return (
    least(() => act(large)) /
    Math.max(
      1000,
      least(() => act(small)),
    )
  );
}

function least(act: () => void): number {
  let microseconds = Infinity;
  for (let i = 0; i < TRIES; i++) {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    microseconds = Math.min(microseconds, user + system);
  }
  return microseconds;
}
