/** What is measured, and against what. */
import { mkdtempSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CORE_SCHEMA, loadAll } from "js-yaml";
import { cacheIn } from "../tests/cli/cache/cache-in.ts";
import { RuleCacheFolder } from "../harness/cli/cache/rule-cache-folder.ts";
import { loadRules, type LoadOptions } from "../harness/languages/load.ts";
import { filesBelow } from "../tests/conformance/walk.ts";
import { engines } from "./engine.ts";
import { eqlQueries, eqlRules } from "./eql.ts";
import type { Benchmark } from "./measure.ts";
import { peers } from "./peers.ts";
import { evtx, text } from "./telemetry.ts";

/** Makes benchmarks over a folder of corpora. */
export type BenchmarkMaker = (corpora: string) => Promise<readonly Benchmark[]>;

/** Loading rules, against parsing their YAML and nothing else. */
async function load(corpora: string): Promise<Benchmark[]> {
  const folder = `${corpora}/sigmahq`;
  const kinds = (await readdir(folder)).filter((name) => name.startsWith("rules")).sort();
  const folders = kinds.map((name) => `${folder}/${name}`);
  const found = await Promise.all(
    folders.map((one) => filesBelow(one, (name) => /\.ya?ml$/.test(name))),
  );
  const files = found.flat();
  const megabytes = await sizeOf(files);
  const parse = (file: string): number =>
    loadAll(readFileSync(file, "utf8"), { schema: CORE_SCHEMA }).length;
  const kept = mkdtempSync(join(tmpdir(), "firedrill-bench-"));
  const loadAllRules = (options: LoadOptions): number => {
    const { rules, broken } = loadRules(folders, options);
    return rules.length + broken.length;
  };
  const benchmark: Benchmark = {
    name: "load",
    about: `${files.length} Sigma rules, ${megabytes.toFixed(1)} MB`,
    unit: "rules",
    megabytes,
    jobs: [
      { name: "js-yaml only", run: () => sum(files.map(parse)) },
      { name: "loadRules, no cache", run: () => loadAllRules({}) },
      {
        name: "loadRules, cached on disk",
        run: () => loadAllRules({ cache: new RuleCacheFolder(cacheIn(kept)) }),
      },
    ],
  };
  return [benchmark];
}

async function telemetry(corpora: string): Promise<Benchmark[]> {
  return [await evtx(corpora), ...(await text(corpora))];
}

async function eql(corpora: string): Promise<Benchmark[]> {
  return [await eqlRules(corpora), await eqlQueries(corpora)];
}

/** Every benchmark by its name. */
export const BENCHMARKS: Readonly<Record<string, BenchmarkMaker>> = {
  telemetry,
  load,
  engine: engines,
  peers,
  eql,
};

async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += (await readFile(file)).length;
  return bytes / 1e6;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
