import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../../harness/cli/environment.ts";
import { commandLine } from "../../harness/cli/startup/command-line.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import { matchLogSource } from "../../harness/events/log-sources/log-source-match.ts";
import { textsOf } from "../../harness/events/texts.ts";
import { bindFields, readField } from "../../harness/matching/binding/bound-field.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import { testEnvironment } from "../cli/replay-environment.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

/** A case of `cases.json`; its files lie in the folder of its name. */
type FieldReport = { readonly name: string } & (
  | {
      readonly command: "replay";
      readonly rules: string;
      readonly recording: string;
      readonly logSource?: string;
      readonly matches: number;
    }
  | {
      readonly command: "run";
      readonly scenario: string;
      readonly rules: string;
      readonly passes: boolean;
    }
  | { readonly command: "fields" }
);

/** What people reported of other tools, and shapes of telemetry that they have: by the command line. */
export const FIELD_REPORTS: Suite = {
  name: "field-reports",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const file = (await corpora.json("field-reports", "cases.json")) as {
      readonly cases: readonly FieldReport[];
    } | null;
    if (file === null) return null;
    const results: CaseResult[] = [];
    for (const report of file.cases) {
      const path = (name: string): string => corpora.path("field-reports", report.name, name);
      results.push(await judged(report.name, () => judge(report, path)));
    }
    return results;
  },
};

function judge(report: FieldReport, path: (name: string) => string): Promise<string | null> {
  switch (report.command) {
    case "replay":
      return judgeReplay(report, path);
    case "run":
      return judgeRun(report, path);
    case "fields":
      return judgeFields(path);
  }
}

async function judgeReplay(
  { rules, recording, logSource, matches }: Extract<FieldReport, { command: "replay" }>,
  path: (name: string) => string,
): Promise<string | null> {
  const declared = logSource === undefined ? [] : ["--log-source", logSource];
  const options = ["--no-cache", "--format", "ndjson", "--rules", path(rules), ...declared];
  const ended = await firedrill(["replay", ...options, path(recording)]);
  const found = ended.out.split("\n").filter((line) => line !== "").length;
  if (found === matches) return null;
  return `${found} matches, expected ${matches}; exit ${ended.code}; ${firstLine(ended.err)}`;
}

/** Runs a scenario. Its reports go to a folder that is gone afterwards. */
async function judgeRun(
  { scenario, rules, passes }: Extract<FieldReport, { command: "run" }>,
  path: (name: string) => string,
): Promise<string | null> {
  const before = process.cwd();
  const folder = await mkdtemp(join(tmpdir(), "firedrill-field-reports-"));
  process.chdir(folder);
  try {
    const ended = await firedrill(["run", "--rules", path(rules), path(scenario)]);
    const expected = passes ? EXIT.expected : EXIT.failed;
    return ended.code === expected
      ? null
      : `exit ${ended.code}, expected ${expected}; ${firstLine(ended.out)}; ${firstLine(ended.err)}`;
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
}

interface Ended {
  readonly code: ExitCode | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as the program does, in this process and on one thread. */
async function firedrill(words: readonly string[]): Promise<Ended> {
  let code: ExitCode | null = null;
  const environment = testEnvironment();
  const line = await commandLine(words, environment, (ended) => (code = ended));
  await line.parseAsync();
  return { code, ...environment.printed };
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}

/** Each document has the fields that are listed, in ECS; a field that is listed as null is absent. */
async function judgeFields(path: (name: string) => string): Promise<string | null> {
  const expected = JSON.parse(await readFile(path("expected-fields.json"), "utf8")) as Record<
    string,
    unknown
  >[];
  const events: LogEvent[] = [];
  await readRecording(path("docs.ndjson"), (event) => events.push(keepEvent(event)));
  if (events.length !== expected.length)
    return `${events.length} events, expected ${expected.length}`;
  const problems = events.flatMap((event, i) => compareFields(event, expected[i]!, i + 1));
  return problems.length === 0 ? null : `${problems.length} fields: ${problems.join("; ")}`;
}

function compareFields(
  event: LogEvent,
  expected: Readonly<Record<string, unknown>>,
  position: number,
): string[] {
  const sourceMatch = matchLogSource({ vocabulary: "ecs-winlogbeat" }, event.class);
  if (!sourceMatch) return [`event ${position} has no meaning in ECS`];
  const bind = bindFields(event.class, sourceMatch);
  return Object.entries(expected).flatMap(([field, values]) => {
    const found = textsOf(readField(bind(field), event))
      .toSorted()
      .join(" | ");
    const wanted = (Array.isArray(values) ? values.map(String) : []).toSorted().join(" | ");
    return found === wanted ? [] : [`event ${position}, ${field}: "${found}", not "${wanted}"`];
  });
}
