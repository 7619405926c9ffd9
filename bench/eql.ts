/** EQL: reading rules, and simple queries beside the Python engine of the language's inventors. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import { isDeepStrictEqual } from "node:util";
import type { ShownEvent } from "../harness/events/event.ts";
import type { FieldValue } from "../harness/events/field-value.ts";
import { compileQuery } from "../harness/languages/eql/compile/compile-query.ts";
import { parseQuery } from "../harness/languages/eql/parse/parse.ts";
import { loadRules } from "../harness/languages/load.ts";
import { Engine } from "../harness/matching/engine.ts";
import type { CompiledRule } from "../harness/matching/model/rule.ts";
import { eventOfJson, readRecording } from "../harness/telemetry/read.ts";
import { filesBelow } from "../tests/conformance/walk.ts";
import type { Benchmark, Job } from "./measure.ts";

/** Rules of Elastic Endpoint: their queries parsed, and all that loading them is. */
export async function eqlRules(corpora: string): Promise<Benchmark> {
  const folder = `${corpora}/eql/endpoint-rules`;
  const files = await filesBelow(folder, (name) => name.endsWith(".toml"));
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const queries = texts.map((text) => (parse(text)["rule"] as { query: string }).query);
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const parseAll = (): number => {
    for (const query of queries) kept.last = parseQuery(query);
    return queries.length;
  };
  const parseToml = (): number => {
    for (const file of files) kept.last = parse(readFileSync(file, "utf8"));
    return files.length;
  };
  const load = (): number => {
    const { rules, broken } = loadRules([folder]);
    return rules.length + broken.length;
  };
  return {
    name: "eql (rules)",
    about: `${files.length} rules of Elastic Endpoint, ${megabytes.toFixed(1)} MB of TOML`,
    unit: "rules",
    megabytes,
    jobs: [
      { name: "smol-toml only", run: parseToml },
      { name: "queries parsed", run: parseAll },
      { name: "loadRules, no cache", run: load },
    ],
  };
}

/** A started process, flat, as both engines are shown it. */
type ProcessDocument = Readonly<Record<string, FieldValue>>;

/** Starts of processes through a hundred simple queries, with the same results in both engines. */
export async function eqlQueries(corpora: string): Promise<Benchmark> {
  const documents = await processDocuments(corpora);
  const queries = simpleQueries();
  const rules = queries.map(compile);
  const events = documents.map((document, i) =>
    eventOfJson({ ...document, event: { category: ["process"] } }, i + 1, {}),
  );
  const engine = new Engine(rules);
  const run = (): readonly number[] => {
    const counts = queries.map(() => 0);
    const pass = engine.open("bench");
    for (const event of events) pass.see(event);
    for (const { rule } of pass.end().matches) counts[Number(rule.id)]!++;
    return counts;
  };
  const own: Job = {
    name: "firedrill",
    run: () => {
      kept.last = run();
      return documents.length;
    },
  };
  const peer = await startPeer(queries, documents, run());
  const bytes = documents.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0);
  return {
    name: "eql (queries)",
    about: `${documents.length} starts of processes through ${queries.length} simple queries`,
    unit: "events",
    megabytes: bytes / 1e6,
    jobs: [...(peer ? [peer] : []), own],
  };
}

/** Enough for a round to take longer than a clock tick, whatever the corpora hold. */
const LEAST_DOCUMENTS = 20_000;

/** Sysmon 1 and Security 4688 of all event logs, several times if they are few. */
async function processDocuments(corpora: string): Promise<ProcessDocument[]> {
  const files = await filesBelow(`${corpora}/evtx`, (name) => name.endsWith(".evtx"));
  const documents: ProcessDocument[] = [];
  for (const file of files)
    await readRecording(file, (event) => {
      const document = processDocument(event);
      if (document) documents.push(document);
    });
  if (documents.length === 0) throw new Error("the corpora hold no start of a process");
  const times = Math.ceil(LEAST_DOCUMENTS / documents.length);
  return Array.from({ length: times }, () => documents).flat();
}

function processDocument(event: ShownEvent): ProcessDocument | null {
  const { sensor, eventId } = event.class;
  const isSysmon = sensor === "sysmon" && eventId === 1;
  if (!isSysmon && !(sensor === "security" && eventId === 4688)) return null;
  const path = event.get(isSysmon ? "Image" : "NewProcessName");
  const parent = event.get(isSysmon ? "ParentImage" : "ParentProcessName");
  const commandLine = event.get("CommandLine");
  const user = event.get(isSysmon ? "User" : "SubjectUserName");
  if (typeof path !== "string" || typeof commandLine !== "string") return null;
  return {
    process_path: path,
    process_name: baseName(path),
    command_line: commandLine,
    ...(typeof parent === "string" && { parent_name: baseName(parent) }),
    ...(typeof user === "string" && { user_name: user }),
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

const TOOLS =
  "cmd powershell rundll32 regsvr32 mshta wscript cscript certutil bitsadmin msbuild wmic net net1 " +
  "whoami schtasks sc reg netsh nltest systeminfo tasklist taskkill vssadmin bcdedit msiexec";

/** Four for each tool, without what the two dialects see differently: absence, `?`, letter case. */
function simpleQueries(): string[] {
  return TOOLS.split(" ").flatMap((tool) => [
    `process where process_name : "${tool}.exe"`,
    `process where parent_name : "${tool}.exe" and process_name : ("cmd.exe", "conhost.exe")`,
    `process where command_line : "*${tool}*" and command_line : ("* /c *", "* -e*", "*http*")`,
    `process where process_path : "*\\\\${tool}.exe" and (user_name : "*SYSTEM*" or parent_name : "w*")`,
  ]);
}

const FIELDS = ["process_path", "process_name", "command_line", "parent_name", "user_name"];

function compile(text: string, place: number): CompiledRule {
  const { query } = parseQuery(text);
  const typeOf = (field: string) => (FIELDS.includes(field) ? ("keyword" as const) : undefined);
  const schema = { typeOf, names: () => FIELDS };
  const options = { schema, isEndpoint: false, logSourceOf: () => ({}) };
  const compiled = query && compileQuery(query, text, options).compiled;
  if (!compiled) throw new Error(`the query is refused: ${text}`);
  const about = { id: String(place), title: text, language: "eql", level: null, techniques: [] };
  return { rule: { ...about, logSource: {}, path: text, name: text }, ...compiled };
}

const SCRIPT = fileURLToPath(new URL("eql-peer.py", import.meta.url));

/** Starts the Python engine, if it is installed, and makes sure that it finds the same. */
async function startPeer(
  queries: readonly string[],
  documents: readonly ProcessDocument[],
  expected: readonly number[],
): Promise<Job | null> {
  if (spawnSync("python3", ["-c", "import eql"]).status !== 0) {
    console.error("python3 has no package eql: nothing is compared with it.");
    return null;
  }
  const peer = spawn("python3", [SCRIPT], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(peer.stdout);
  const ask = async (line: string): Promise<string> => {
    peer.stdin.write(`${line}\n`);
    const [answer] = (await once(lines, "line")) as [string];
    return answer;
  };
  const counts = JSON.parse(await ask(JSON.stringify({ queries, events: documents }))) as unknown;
  if (!isDeepStrictEqual(counts, expected)) {
    peer.kill();
    const differs = queries.filter((_, i) => (counts as number[])[i] !== expected[i]);
    throw new Error(`the engines find different events: ${differs.join("; ")}`);
  }
  // It ends with us, and does not keep us from ending.
  peer.unref();
  for (const stream of [peer.stdin, peer.stdout]) (stream as Socket).unref();
  const run = async (): Promise<number> => {
    (peer.stdout as Socket).ref();
    await ask("again");
    (peer.stdout as Socket).unref();
    return documents.length;
  };
  return { name: "python eql", run };
}

/** What was made last stays reachable, so that no compiler finds out that nobody wants it. */
const kept: { last?: unknown } = {};
