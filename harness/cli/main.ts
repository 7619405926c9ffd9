#!/usr/bin/env node
/** The command line. Only this file names `process`. */
import { writeSync } from "node:fs";
import yargs, { type Argv } from "yargs";
import { hideBin } from "yargs/helpers";
import type { LogSource } from "../events/log-source.ts";
import { FAIL_LEVELS, lint } from "./lint-command.ts";
import { list, LISTS } from "./list-command.ts";
import { replay, REPLAY_FORMATS } from "./replay-command.ts";
import { run } from "./run-command.ts";
import { schema, SCHEMAS } from "./schema-command.ts";
import { slice, SLICE_OPTIONS } from "./slice-command.ts";
import { version } from "./version.ts";
import { EXIT, UsageError, type ExitCode, type World } from "./world.ts";

const RULES = {
  type: "string",
  array: true,
  default: ["rules"],
  describe: "Files or folders of rules",
} as const;
const PLACEHOLDERS = {
  type: "string",
  requiresArg: true,
  describe: "A YAML file of lists of values for the placeholders (%name%) of rules",
} as const;
const STRICT = {
  type: "boolean",
  default: false,
  describe: "Any broken rule and any damage to a recording fails",
} as const;
const JSON_OUTPUT = { type: "boolean", default: false, describe: "Print JSON" } as const;
const many = (describe: string) =>
  ({ type: "string", array: true, default: [] as string[], describe }) as const;

function commandLine(world: World, end: (code: ExitCode) => void): Argv {
  return (
    yargs(hideBin(process.argv))
      .scriptName("firedrill")
      .usage(
        "$0 <command>\n\nReplays recorded attack telemetry through detection rules, and says which fire.",
      )
      .parserConfiguration({
        "dot-notation": false,
        "parse-positional-numbers": false,
        "parse-numbers": false,
        // `--rules a b` is one folder of rules and one recording: lists are made by repeating.
        "greedy-arrays": false,
      })
      .command(
        "run [paths..]",
        "Play scenarios and judge what the rules did",
        (command) =>
          command
            .positional("paths", {
              type: "string",
              array: true,
              default: [] as string[],
              defaultDescription: '["scenarios"]',
              describe: "Files, folders, globs or ids of scenarios",
            })
            .options({
              rules: { ...RULES, default: [] as string[], defaultDescription: '["rules"]' },
              placeholders: PLACEHOLDERS,
              "sigma-regression": {
                type: "string",
                requiresArg: true,
                describe: "Play SigmaHQ's own tests, with its rules: a checkout, or a folder in it",
              },
              rule: many("Only expectations of these rules (id, path or title)"),
              technique: many("Only scenarios of these ATT&CK techniques"),
              sensor: many("Only expectations on recordings of these sensors"),
              reporter: {
                type: "string",
                array: true,
                default: ["json=reports/run.json", "junit=reports/junit.xml"],
                describe: "Reports to write, as name=file",
              },
              strict: STRICT,
              json: JSON_OUTPUT,
            })
            .example("$0 run", "Play every scenario below scenarios/")
            .example("$0 run mshta-inline-vbscript --rules rules", "Play one, by its id")
            .example(
              "$0 run --technique T1218 --reporter junit=out/junit.xml",
              "Play what is about a technique",
            )
            .example("$0 run --sigma-regression ../sigma", "Play the tests that SigmaHQ keeps"),
        async ({ reporter, ...options }) =>
          end(await run({ ...options, reporters: reporter }, world)),
      )
      .command(
        "replay <recordings..>",
        "Run rules over recordings and print every match",
        (command) =>
          command
            .positional("recordings", {
              type: "string",
              array: true,
              demandOption: true,
              describe: "Files or folders of recordings",
            })
            .options({
              rules: RULES,
              placeholders: PLACEHOLDERS,
              format: {
                choices: REPLAY_FORMATS,
                default: "table" as const,
                describe: "How to print matches",
              },
              "log-source": {
                type: "string",
                describe:
                  "What telemetry is that does not say so itself: product=gcp,service=gcp.audit",
              },
              strict: STRICT,
            })
            .example("$0 replay --rules rules Security.evtx", "Print what fires on a recording")
            .example(
              "$0 replay --rules rules --format ndjson recordings/ > matches.ndjson",
              "One JSON line per match",
            ),
        async ({ logSource, ...options }) =>
          end(await replay({ ...options, declared: logSourceOf(logSource) }, world)),
      )
      .command(
        "slice <recording>",
        "Cut events out of a recording, to keep them as a sample",
        (command) =>
          command
            .positional("recording", {
              type: "string",
              demandOption: true,
              describe: "The recording to cut from",
            })
            .options(SLICE_OPTIONS)
            .example(
              "$0 slice big.evtx --where 'EventID: 4720' --around 5m -o samples/new-account.evtx",
              "Keep what happened around new accounts",
            )
            .example(
              "$0 slice big.evtx --process-tree 4711 --redact user,host,domain,sid,ip -o samples/x.xml",
              "Keep a process and its descendants, without the names",
            ),
        async ({ logSource, ...options }) =>
          end(await slice({ ...options, declared: logSourceOf(logSource) }, world)),
      )
      .command(
        "list [what]",
        "List scenarios, rules, recordings or techniques",
        (command) =>
          command
            .positional("what", { choices: LISTS, default: "scenarios" as const })
            .options({
              rules: RULES,
              placeholders: PLACEHOLDERS,
              scenarios: {
                ...RULES,
                default: ["scenarios"],
                describe: "Files or folders of scenarios",
              },
              json: JSON_OUTPUT,
            })
            .example("$0 list rules --rules rules", "List rules with level and techniques"),
        ({ scenarios, ...options }) => end(list({ ...options, paths: scenarios }, world)),
      )
      .command(
        "lint [paths..]",
        "Say what is wrong with rules and scenarios",
        (command) =>
          command
            .positional("paths", {
              type: "string",
              array: true,
              default: ["rules", "scenarios"],
              describe: "Files or folders",
            })
            .options({
              rules: RULES,
              placeholders: PLACEHOLDERS,
              "fail-level": {
                choices: FAIL_LEVELS,
                default: "error" as const,
                describe: "From which severity on to fail",
              },
              json: JSON_OUTPUT,
            })
            .example("$0 lint rules/sigma/my-rule.yml", "Check one rule"),
        (options) => end(lint(options, world)),
      )
      .command(
        "schema [name]",
        "Print the JSON schema of scenario files",
        (command) =>
          command
            .positional("name", {
              choices: Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[],
              default: "scenario" as const,
            })
            .option("out", { type: "string", describe: "A folder to write every schema into" })
            .example("$0 schema > scenario.schema.json", "For `# yaml-language-server: $schema=…`"),
        ({ name, out }) => end(schema({ name, out }, world)),
      )
      .demandCommand(1, "Which command?")
      .strict()
      .recommendCommands()
      .locale("en")
      .version(version)
      .help()
      .alias({ h: "help" })
      .epilog(
        "Exit: 0 as expected · 1 a verdict failed · 2 something asked for is unusable · 3 usage · 4 nothing selected",
      )
      .exitProcess(false)
      // Without a throw here, yargs would go on and run the command.
      .fail((message: string | null, error: Error | undefined) => {
        throw error ?? new UsageError(message ?? "The command line cannot be understood.");
      })
  );
}

function logSourceOf(written: string | undefined): LogSource | undefined {
  if (written === undefined) return undefined;
  const pairs = written.split(",").map((pair) => pair.split("="));
  if (pairs.some(([key, value]) => !["product", "category", "service"].includes(key!) || !value))
    throw new UsageError(`--log-source takes product=…,category=…,service=…, not "${written}".`);
  return Object.fromEntries(pairs) as LogSource;
}

/** Writes all of a text at once: a pipe that is read slowly must not lose the end at exit. */
function writeAll(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;)
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") process.exit(EXIT.expected);
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}

function colored(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") || (stream.isTTY && TERM !== "dumb");
}

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());

const world: World = {
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
  env: process.env,
  colors: { out: colored(process.stdout), err: colored(process.stderr) },
  now: () => performance.now(),
  interrupted: interruption.signal,
};

try {
  await commandLine(world, (code) => (process.exitCode = code)).parseAsync();
} catch (error) {
  const usage = error instanceof UsageError || (error as Error).name === "YError";
  if (usage) world.err(`${(error as Error).message}\n\`firedrill --help\` shows what there is.\n`);
  else
    world.err(
      `This is a bug in firedrill ${version}. Please report it with what follows.\n${(error as Error).stack}\n`,
    );
  process.exitCode = usage ? EXIT.usage : EXIT.bug;
}
