import type { Argv } from "yargs";
import { MATCH_FORMATS } from "../output/match-format.ts";
import {
  CACHE,
  JOBS,
  LOG_SOURCE,
  PLACEHOLDERS,
  RULES,
  STRICT,
  VERIFY,
} from "../commands/options.ts";
import { replay } from "../commands/replay.ts";
import type { ExitCode, Environment } from "../environment.ts";

/** Adds `firedrill replay` to a command line. */
export function register(
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
): Argv {
  return line.command(
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
          cache: CACHE,
          format: {
            choices: MATCH_FORMATS,
            default: "table" as const,
            describe: "How to print matches",
          },
          "log-source": LOG_SOURCE,
          strict: STRICT,
          verify: VERIFY,
          jobs: JOBS,
          stats: {
            type: "boolean",
            default: false,
            describe: "Say on stderr what there was to do, and what took the time",
          },
          profile: {
            type: "boolean",
            default: false,
            describe: "List on stderr the rules and fields that cost most, and why",
          },
        })
        .example("$0 replay --rules rules Security.evtx", "Print what fires on a recording")
        .example(
          "$0 replay --rules rules --format ndjson recordings/ > matches.ndjson",
          "One JSON line per match",
        )
        .example("$0 replay --rules rules --stats recordings/", "Print also why it takes so long"),
    async ({ logSource, ...options }) =>
      end(await replay({ ...options, declared: logSource }, environment)),
  );
}
