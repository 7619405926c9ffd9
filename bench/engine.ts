/** The engine, in one process: many rules, many more, and the same rules in another language. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { loadRules } from "../harness/languages/load.ts";
import { Engine } from "../harness/matching/engine.ts";
import { SIGMA } from "../harness/events/vocabularies/sigma/vocabulary.ts";
import type { Predicate } from "../harness/matching/model/predicate.ts";
import type { CompiledRule } from "../harness/matching/model/rule.ts";
import type { ReadOptions } from "../harness/telemetry/read.ts";
import { readContent } from "../tests/telemetry/read-content.ts";
import { matchLine } from "../harness/reports/match-lines.ts";
import { filesBelow } from "../tests/conformance/walk.ts";
import { printEql } from "./eql-printer.ts";
import type { Benchmark } from "./measure.ts";

/** Recordings in memory, through all of SigmaHQ's rules for Windows; then through more and more rules. */
export async function engines(corpora: string): Promise<Benchmark[]> {
  const files = await recordings(corpora);
  const { rules } = loadRules([`${corpora}/sigmahq/rules/windows`]);
  return [temperatures(files, rules), numbers(files, corpora), languages(files, rules)];
}

interface Recording {
  readonly path: string;
  readonly content: Uint8Array;
}

async function recordings(corpora: string): Promise<Recording[]> {
  const paths = await filesBelow(`${corpora}/evtx`, (name) => name.endsWith(".evtx"));
  return paths.map((path) => ({ path, content: readFileSync(path) }));
}

/**
 * Bound anew: nothing is known of any class or value. Forgotten: nothing is known of values. Kept: what
 * earlier rounds saw is remembered.
 */
function temperatures(files: readonly Recording[], rules: readonly CompiledRule[]): Benchmark {
  const [forgetful, kept] = [new Engine(rules), new Engine(rules)];
  const forgetting = (): number => {
    forgetful.forgetValues();
    return replay(files, forgetful).events;
  };
  return {
    name: "engine",
    about: `${files.length} EVTX files in memory through ${rules.length} Sigma rules`,
    unit: "events",
    megabytes: megabytesOf(files),
    jobs: [
      { name: "reading only", run: () => replay(files, new Engine([])).events },
      { name: "cold: rules bound anew", run: () => replay(files, new Engine(rules)).events },
      { name: "engine kept, values forgotten", run: forgetting },
      { name: "warm: engine kept", run: () => replay(files, kept).events },
      { name: "warm, matches as JSON", run: () => replay(files, kept, matchLine).events },
    ],
  };
}

/** Real rules, as many as there are; beyond that copies whose texts occur nowhere. */
function numbers(files: readonly Recording[], corpora: string): Benchmark {
  const kinds = ["rules", "rules-emerging-threats", "rules-threat-hunting", "rules-compliance"];
  const { rules } = loadRules(kinds.map((kind) => `${corpora}/sigmahq/${kind}`));
  const real = rules
    .filter(({ rule }) => rule.logSource.product === "windows")
    .toSorted((a, b) => (mixed(a.rule.path) < mixed(b.rule.path) ? -1 : 1));
  const engines = [500, 100, 1000, 3000, 10_000].map((count) => {
    const some = Array.from({ length: count }, (_, i) =>
      i < real.length ? real[i]! : copyOf(real[i % real.length]!, Math.floor(i / real.length)),
    );
    return { count, engine: new Engine(some) };
  });
  return {
    name: "engine (numbers of rules)",
    about: `${files.length} EVTX files in memory; ${real.length} rules are real; engines are kept`,
    unit: "events",
    megabytes: megabytesOf(files),
    jobs: engines.map(({ count, engine }) => ({
      name: `${count} rules`,
      run: () => replay(files, engine).events,
    })),
  };
}

/** An order that has nothing to do with folders. */
function mixed(path: string): string {
  return path.replaceAll(/.*\//g, "").split("").reverse().join("");
}

function copyOf(compiled: CompiledRule, copy: number): CompiledRule {
  const path = `${compiled.rule.path}.${copy}`;
  const rule = { ...compiled.rule, path, name: path, id: null };
  const stages = compiled.stages.map(({ logSource, predicate }) => ({
    logSource,
    predicate: marked(predicate, `~${copy}~`),
  }));
  return { ...compiled, rule, stages };
}

function marked(predicate: Predicate, mark: string): Predicate {
  switch (predicate.kind) {
    case "all":
    case "any":
      return { ...predicate, of: predicate.of.map((part) => marked(part, mark)) };
    case "not":
      return { ...predicate, of: marked(predicate.of, mark) };
    case "test": {
      const { field, pattern } = predicate;
      if (SIGMA.classFields.has(field) || !("text" in pattern)) return predicate;
      const text = pattern.kind === "endswith" ? mark + pattern.text : pattern.text + mark;
      return { ...predicate, pattern: { ...pattern, text } };
    }
    default:
      return predicate;
  }
}

const MOST_RULES = 1000;

/** Rules on the start of a process in Sigma, and printed as EQL; then with sequences beside them. */
function languages(files: readonly Recording[], rules: readonly CompiledRule[]): Benchmark {
  const folder = mkdtempSync(join(tmpdir(), "firedrill-bench-"));
  const sigma: CompiledRule[] = [];
  for (const compiled of rules) {
    if (compiled.rule.logSource.category !== "process_creation") continue;
    const condition = printEql(compiled.stages[0]!.predicate);
    if (condition === null || sigma.length === MOST_RULES) continue;
    const text = `---\nid: "${compiled.rule.id}"\n---\nprocess where event.type == "start" and ${condition}\n`;
    writeFileSync(join(folder, `${String(sigma.length).padStart(4, "0")}.eql`), text);
    sigma.push(compiled);
  }
  const { rules: eql, broken } = loadRules([folder]);
  const others = stateful(folder);
  rmSync(folder, { recursive: true });
  if (broken.length > 0)
    throw new Error(`printed rules are broken: ${broken.map(({ path }) => path).join(", ")}`);
  const engines = [new Engine(sigma), new Engine(eql), new Engine([...eql, ...others])] as const;
  const [expected, found] = [engines[0], engines[1]].map((engine) => firedIn(files, engine));
  if (!isDeepStrictEqual(found, expected))
    throw new Error("rules printed as EQL match other events than those of Sigma");
  const jobs = ["in Sigma", "as EQL", "as EQL, 20 sequences, 10 correlations"].map((name, i) => ({
    name,
    run: () => replayAsOne(files, engines[i]!),
  }));
  return {
    name: "engine (languages)",
    about: `starts of processes that Sysmon saw through ${sigma.length} rules, ${expected!.length} matches in both languages`,
    unit: "events",
    megabytes: megabytesOf(files),
    jobs,
  };
}

const TOOLS = "cmd powershell whoami net net1 reg schtasks certutil rundll32 wmic".split(" ");

/** Two sequences of processes under one parent, and a correlation, for each of ten common tools. */
function stateful(folder: string): readonly CompiledRule[] {
  const started = (tool: string): string =>
    `[process where event.type == "start" and process.name : "${tool}.exe"]`;
  const paths = TOOLS.flatMap((first, i) =>
    [1, 4].map((step) => {
      const path = join(folder, `sequence-${i}-${step}.eql`);
      const by = "sequence by process.parent.entity_id with maxspan=5m";
      const second = TOOLS[(i + step) % TOOLS.length]!;
      writeFileSync(path, `${by}\n  ${started(first)}\n  ${started(second)}\n`);
      return path;
    }),
  );
  const correlations = TOOLS.map((tool) => {
    const path = join(folder, `correlation-${tool}.yml`);
    writeFileSync(path, correlationText(tool));
    return path;
  });
  const { rules, broken } = loadRules([...paths, ...correlations]);
  if (broken.length > 0) throw new Error("the sequences and correlations are broken");
  return rules;
}

function correlationText(tool: string): string {
  return `title: ${tool}
name: ${tool}_started
logsource: {product: windows, category: process_creation}
detection: {selection: {Image|endswith: '\\${tool}.exe'}, condition: selection}
---
title: ${tool} again and again
correlation:
  type: event_count
  rules: [${tool}_started]
  group-by: [Computer]
  timespan: 5m
  condition: {gte: 3}
`;
}

const STARTS: NonNullable<ReadOptions["wants"]> = ({ sensor, eventId }) =>
  sensor === "sysmon" && eventId === 1;

/** What fired where, by the ids of rules. */
function firedIn(files: readonly Recording[], engine: Engine): string[] {
  const fired: string[] = [];
  replay(
    files,
    engine,
    ({ rule, events }) => {
      fired.push(`${rule.id} ${events[0]!.recording} ${events[0]!.position}`);
    },
    STARTS,
  );
  return fired.sort();
}

/** All starts of processes as one recording, so that what is done per recording does not count. */
function replayAsOne(files: readonly Recording[], engine: Engine): number {
  const pass = engine.open("all");
  let events = 0;
  for (const { path, content } of files)
    readContent(
      content,
      path,
      (event) => {
        events++;
        pass.see(event);
      },
      { wants: STARTS },
    );
  kept.last = pass.end();
  return events;
}

function replay(
  files: readonly Recording[],
  engine: Engine,
  take?: (match: Parameters<typeof matchLine>[0]) => unknown,
  wants?: ReadOptions["wants"],
): { readonly events: number } {
  let events = 0;
  for (const { path, content } of files) {
    const pass = engine.open(path);
    const see = (event: Parameters<typeof pass.see>[0]): void => {
      events++;
      pass.see(event);
    };
    readContent(content, path, see, wants ? { wants } : {});
    const { matches } = pass.end();
    if (take) for (const match of matches) kept.last = take(match);
  }
  return { events };
}

/** What was made last stays reachable, so that no compiler finds out that nobody wants it. */
const kept: { last?: unknown } = {};

function megabytesOf(files: readonly Recording[]): number {
  return files.reduce((sum, { content }) => sum + content.length, 0) / 1e6;
}
