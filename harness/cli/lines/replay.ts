import type { Argv } from "yargs";
import { CACHE, LOG_SOURCE, PLACEHOLDERS, RULES, STRICT } from "../options.ts";
import { replay, REPLAY_FORMATS } from "../replay-command.ts";
import type { ExitCode, World } from "../world.ts";

/** Adds `firedrill replay` to a command line. */
export function register(line: Argv, world: World, end: (code: ExitCode) => void): Argv {
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
            choices: REPLAY_FORMATS,
            default: "table" as const,
            describe: "How to print matches",
          },
          "log-source": LOG_SOURCE,
          strict: STRICT,
          verify: {
            type: "boolean",
            default: false,
            describe: "Compare the checksums of event logs, and say which are wrong",
          },
        })
        .example("$0 replay --rules rules Security.evtx", "Print what fires on a recording")
        .example(
          "$0 replay --rules rules --format ndjson recordings/ > matches.ndjson",
          "One JSON line per match",
        ),
    async ({ logSource, ...options }) =>
      end(await replay({ ...options, declared: logSource }, world)),
  );
}
