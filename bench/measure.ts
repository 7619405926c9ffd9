/** What is measured: work that says how much it did. */
export interface Job {
  readonly name: string;
  /** Returns how many units (of `Benchmark.unit`) it went through; and how long, if it knows better. */
  run(): number | Promise<number> | Round;
}

/** What came of one run. */
export /** A group of jobs over the same material. The first is the baseline of the others. */
interface Benchmark {
  readonly name: string;
  /** What the material is, with its size. */
  readonly about: string;
  readonly unit: string;
  readonly megabytes: number;
  readonly jobs: readonly Job[];
}

/** What came of a job. Times in seconds. */
export interface Measurement {
  readonly name: string;
  readonly units: number;
  /** The warm-up round: code is compiled in it, and files may come from the disk. */
  readonly first: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly unitsPerSecond: number;
  readonly megabytesPerSecond: number;
  /** Its median over that of the baseline, taken in the same run. */
  readonly ratio: number;
}

export const ROUNDS = 5;

/**
 * Measures every job: one round to warm up, then five that count. Rounds of the jobs take turns, so
 * that a change in the load of the machine meets all of them.
 */
export async function measure({ jobs, megabytes }: Benchmark): Promise<Measurement[]> {
  const firsts: Round[] = [];
  for (const job of jobs) firsts.push(await time(job));
  const rounds = jobs.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, job] of jobs.entries()) rounds[index]!.push((await time(job)).seconds);
  const medians = rounds.map(median);
  return jobs.map(({ name }, index) => {
    const { units, seconds: first } = firsts[index]!;
    const middle = medians[index]!;
    return {
      name,
      units,
      first,
      median: middle,
      least: Math.min(...rounds[index]!),
      most: Math.max(...rounds[index]!),
      unitsPerSecond: units / middle,
      megabytesPerSecond: megabytes / middle,
      ratio: middle / medians[0]!,
    };
  });
}

interface Round {
  readonly units: number;
  readonly seconds: number;
}

async function time(job: Job): Promise<Round> {
  const start = performance.now();
  const done = await job.run();
  if (typeof done === "object") return done;
  return { units: done, seconds: (performance.now() - start) / 1000 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
