/**
 * Whole processes side by side: the built command line with its caches, and rsigma, over the same events
 * and rules on one thread. Matches are compared first.
 *
 * rsigma knows Sysmon's fields and log sources, and neither 4688 in Sysmon's words nor which channel a
 * service means. So it is given events flat, each with the log source that we read it as; compared are
 * the rules on Sysmon's own classes.
 */
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { matchLogSource } from "../harness/events/log-sources/log-source-match.ts";
import type { EventClass } from "../harness/events/event-class.ts";
import { WINDOWS_CATEGORIES } from "../harness/events/log-sources/windows-categories.ts";
import { WINDOWS_SERVICES } from "../harness/events/log-sources/windows-services.ts";
import { loadRules } from "../harness/languages/load.ts";
import { readRecording } from "../harness/telemetry/read.ts";
import { FileSink } from "../harness/telemetry/write/file-sink.ts";
import { filesBelow } from "../tests/conformance/walk.ts";
import type { Benchmark, Job } from "./measure.ts";

const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const MOST_OUTPUT = 1024 ** 3;

export async function peers(corpora: string): Promise<Benchmark[]> {
  if (!existsSync(MAIN)) throw new Error(`There is no ${MAIN}: npm run build makes it.`);
  const rules = `${corpora}/sigmahq/rules/windows`;
  const recordings = await filesBelow(`${corpora}/evtx`, (name) => name.endsWith(".evtx"));
  const folder = mkdtempSync(join(tmpdir(), "firedrill-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const flat = join(folder, "flat.ndjson");
  const { events, megabytes } = await writeFlat(recordings, flat);
  const own = (path: string, ...more: string[]): Command => ({
    program: process.execPath,
    words: [MAIN, "replay", path, "--rules", rules, "--format", "ndjson", "--jobs", "1", ...more],
  });
  const theirs = (path: string): Command => ({
    program: "rsigma",
    words: `engine eval -r ${rules} -e @${path} --logsource-routing --input-format json`.split(" "),
  });
  const logs = `${corpora}/evtx`;
  const jobs: Job[] = [
    job("firedrill, rules cached", events, own(logs)),
    job("firedrill, rules not cached", events, own(logs, "--no-cache")),
  ];
  const [manyLogs, manyFlat] = [linked(recordings, folder), repeated(flat)];
  const long: Job[] = [
    longJob("firedrill, event logs", events, own(logs), own(manyLogs)),
    longJob("firedrill, events flat", events, own(flat), own(manyFlat)),
  ];
  if (isThere("rsigma", folder)) {
    compare(rules, run(own(logs)), run(theirs(flat)));
    jobs.unshift(job("rsigma, events flat", events, theirs(flat)));
    long.unshift(longJob("rsigma, events flat", events, theirs(flat), theirs(manyFlat)));
  }
  if (isThere("evtx_dump", folder))
    jobs.push({
      name: "evtx_dump, to JSON only",
      run: () => {
        const seconds = recordings.map((file) =>
          timed({ program: "evtx_dump", words: ["-t", "1", "-o", "jsonl", file] }),
        );
        return { units: events, seconds: seconds.reduce((sum, one) => sum + one, 0) };
      },
    });
  for (const name of ["chainsaw", "hayabusa", "zircolite"]) isThere(name, folder);
  return [
    {
      name: "peers (whole processes, CPU time)",
      about: `${recordings.length} EVTX files, ${events} events, SigmaHQ's rules for Windows, one thread`,
      unit: "events",
      megabytes,
      jobs,
    },
    {
      name: `peers (a long run: ${TIMES} times less once, CPU time)`,
      about: `${TIMES - 1} times the same: what it takes to start and to load rules is not in it`,
      unit: "events",
      megabytes: megabytes * (TIMES - 1),
      jobs: long,
    },
  ];
}

interface Command {
  readonly program: string;
  readonly words: readonly string[];
}

/** How often a long run goes through everything. */
const TIMES = 10;

function job(name: string, units: number, command: Command): Job {
  return { name, run: () => ({ units, seconds: timed(command) }) };
}

function longJob(name: string, units: number, once: Command, many: Command): Job {
  return {
    name,
    run: () => ({ units: units * (TIMES - 1), seconds: timed(many) - timed(once) }),
  };
}

/** Returns a folder with the recordings in it, many times over. */
function linked(recordings: readonly string[], folder: string): string {
  const many = join(folder, "logs");
  for (let time = 0; time < TIMES; time++) {
    mkdirSync(join(many, String(time)), { recursive: true });
    for (const [index, file] of recordings.entries())
      symlinkSync(resolve(file), join(many, String(time), `${index}.evtx`));
  }
  return many;
}

/** Returns a file with the same content, many times over. */
function repeated(file: string): string {
  const many = `${file}.many.ndjson`;
  const content = readFileSync(file);
  for (let time = 0; time < TIMES; time++) appendFileSync(many, content);
  return many;
}

function isThere(program: string, folder: string): boolean {
  const { error } = spawnSync(program, ["--version"], { cwd: folder });
  if (error) console.error(`There is no ${program} on the PATH: it is left out.`);
  return !error;
}

function run({ program, words }: Command): string {
  const { stdout, status, error } = spawnSync(program, words, { maxBuffer: MOST_OUTPUT });
  if (error || status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  return stdout.toString("utf8");
}

/** Returns the user's CPU time of a process in seconds; where nothing tells it, the time by the clock. */
function timed({ program, words }: Command): number {
  const [start, before] = [performance.now(), childrenTime()];
  const { error } = spawnSync(program, words, { stdio: ["ignore", "ignore", "ignore"] });
  if (error) throw error;
  const after = childrenTime();
  return before === null || after === null ? (performance.now() - start) / 1000 : after - before;
}

const TICKS_PER_SECOND = 100;

/** User time of children that have ended. See proc(5), /proc/pid/stat, field 16. */
function childrenTime(): number | null {
  if (!existsSync("/proc/self/stat")) return null;
  const stat = readFileSync("/proc/self/stat", "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[13]) / TICKS_PER_SECOND;
}

/** Writes every event as one flat JSON object, with the log source that it has. */
async function writeFlat(
  recordings: readonly string[],
  path: string,
): Promise<{ readonly events: number; readonly megabytes: number }> {
  const sink = new FileSink(path);
  const sources = new Map<EventClass, object>();
  let [events, bytes] = [0, 0];
  for (const recording of recordings)
    await readRecording(recording, (event) => {
      let source = sources.get(event.class);
      if (!source) sources.set(event.class, (source = logSourceOf(event.class)));
      const fields = event.fields.map((field) => [field, event.get(field)] as const);
      const line = Buffer.from(`${JSON.stringify({ ...source, ...Object.fromEntries(fields) })}\n`);
      sink.append(line);
      events++;
      bytes += line.length;
    });
  sink.finish();
  return { events, megabytes: bytes / 1e6 };
}

/**
 * The service and, of Sysmon's classes, the category that a class belongs to: the narrowest of several.
 * Others have one that no rule asks for, lest rsigma take them for any.
 */
function logSourceOf(cls: EventClass): object {
  const product = "windows";
  const service = Object.keys(WINDOWS_SERVICES).find((one) =>
    matchLogSource({ product, service: one }, cls),
  );
  const categories = Object.keys(WINDOWS_CATEGORIES)
    .filter((one) => matchLogSource({ product, category: one }, cls))
    .toSorted((a, b) => eventIdsOf(a) - eventIdsOf(b));
  const category = cls.sensor === "sysmon" ? categories[0] : undefined;
  return { product, ...(service && { service }), category: category ?? "none" };
}

function eventIdsOf(category: string): number {
  return WINDOWS_CATEGORIES[category]!.reduce((sum, { eventIds }) => sum + eventIds.length, 0);
}

/** Compares how often each rule matched events of Sysmon, and prints what differs. */
function compare(folder: string, own: string, theirs: string): void {
  const { rules } = loadRules([folder]);
  const titles = new Map<string, string>();
  for (const { rule } of rules) {
    const { category, service } = rule.logSource;
    const rows = category === undefined ? [] : (WINDOWS_CATEGORIES[category] ?? []);
    const isOfInterest = service === "sysmon" || rows.some(isOfSysmon);
    if (rule.id !== null && isOfInterest) titles.set(rule.id, rule.title);
  }
  const counts = [
    countsOf(own, (line) => {
      const { rule, events } = line as OwnMatch;
      return events[0]!.channel?.includes("Sysmon") ? rule.id : null;
    }),
    countsOf(theirs, (line) => (line as { rule_id: string }).rule_id),
  ] as const;
  const fired = [...titles.keys()].filter((id) => counts.some((count) => count.has(id)));
  const differs = fired.filter((id) => counts[0].get(id) !== counts[1].get(id));
  console.error(
    `rules on Sysmon's classes that fired: ${fired.length}; with as many matches in rsigma: ${fired.length - differs.length}`,
  );
  for (const id of differs)
    console.error(
      `  ${titles.get(id)}: ${counts[0].get(id) ?? 0}, in rsigma ${counts[1].get(id) ?? 0}`,
    );
}

interface OwnMatch {
  readonly rule: { readonly id: string };
  readonly events: readonly { readonly channel: string | null }[];
}

function isOfSysmon({ channels }: { readonly channels: readonly string[] }): boolean {
  return channels.every((channel) => channel.includes("Sysmon"));
}

function countsOf(
  text: string,
  idOf: (line: unknown) => string | null,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (!line.startsWith("{")) continue;
    const id = idOf(JSON.parse(line));
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
