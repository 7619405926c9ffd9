/**
 * `npm run bench [-- telemetry|load|engine|eql]… [--corpora DIR] [--json]`: measures and prints a table,
 * or one JSON object. `npm run bench -- memory` measures how much a large replay holds, and fails if
 * that is too much. See README.md for what the numbers mean.
 */
import { arch, cpus, loadavg, platform } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { exists } from "../tests/conformance/walk.ts";
import { BENCHMARKS } from "./benchmarks.ts";
import { measureMemory } from "./memory.ts";
import { measure, ROUNDS, type Benchmark, type Measurement } from "./measure.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    corpora: {
      type: "string",
      default: fileURLToPath(new URL("../../shared/corpora", import.meta.url)),
    },
    json: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
  },
});
process.exitCode =
  positionals.join() === "memory"
    ? await memory(resolve(values.corpora))
    : await main(resolve(values.corpora));

async function main(corpora: string): Promise<number> {
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS);
  const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown !== undefined || !(await exists(corpora))) {
    const problem =
      unknown === undefined
        ? `There is no folder ${corpora}: name one with --corpora.`
        : `There is no benchmark "${unknown}": there are ${Object.keys(BENCHMARKS).join(", ")}, and by itself memory.`;
    console.error(problem);
    return 3;
  }
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? "",
    cores: cpus().length,
    platform: `${platform()} ${arch()}`,
  };
  const load = loadavg()[0]!;
  if (!values.json)
    console.log(
      `node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.platform}, load ${load.toFixed(1)}`,
    );
  const results = [];
  for (const name of names) {
    for (const benchmark of await BENCHMARKS[name]!(corpora)) {
      const measurements = await measure(benchmark);
      const { name: title, about, unit, megabytes } = benchmark;
      results.push({ name: title, about, unit, megabytes, measurements });
      if (!values.json) console.log(table(benchmark, measurements));
    }
  }
  if (values.json) console.log(JSON.stringify({ machine, load, rounds: ROUNDS, results }, null, 2));
  return 0;
}

async function memory(corpora: string): Promise<number> {
  const use = await measureMemory(corpora);
  if (typeof use === "string") {
    console.error(use);
    return 3;
  }
  const { megabytes, events, replays } = use;
  if (values.json) console.log(JSON.stringify(use));
  else {
    console.log(`memory: ${events} events, ${megabytes.toFixed(0)} MB of EVTX, through one rule`);
    for (const { threads, resident, allowed, seconds: time } of replays) {
      const rate = `${(megabytes / time).toFixed(0)} MB/s`;
      const perSecond = `${Math.round(events / time).toLocaleString("en-US")} events/s`;
      const mark = resident > allowed ? "✖" : "✔";
      console.log(
        `${mark} ${threads}: ${resident.toFixed(0)} MB resident of ${allowed} allowed; ${rate}, ${perSecond}`,
      );
    }
  }
  return replays.some(({ resident, allowed }) => resident > allowed) ? 1 : 0;
}

function table({ name, about, unit }: Benchmark, measurements: readonly Measurement[]): string {
  const head = ["", "first", `median of ${ROUNDS}`, "min–max", `${unit}/s`, "MB/s", "× baseline"];
  const rows = measurements.map((one) => [
    one.name,
    seconds(one.first),
    seconds(one.median),
    `${seconds(one.least)}–${seconds(one.most)}`,
    Math.round(one.unitsPerSecond).toLocaleString("en-US"),
    one.megabytesPerSecond.toFixed(1),
    one.ratio.toFixed(2),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  if (values.markdown) {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
    return [`\n## ${name}\n\n${about}\n`, ...[head, rule, ...rows].map(line)].join("\n");
  }
  const print = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
      )
      .join("  ");
  return ["", `${name}: ${about}`, print(head), ...rows.map(print)].join("\n");
}

function seconds(value: number): string {
  return value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`;
}
