import type { Argv } from "yargs";
import { CACHE, JSON_OUTPUT, PLACEHOLDERS, RULES } from "../commands/options.ts";
import { list, LISTS } from "../commands/list.ts";
import type { ExitCode, Environment } from "../environment.ts";

/** Adds `firedrill list` to a command line. */
export function register(
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
): Argv {
  return line.command(
    "list [what]",
    "List scenarios, rules, recordings or techniques",
    (command) =>
      command
        .positional("what", { choices: LISTS, default: "scenarios" as const })
        .options({
          rules: RULES,
          placeholders: PLACEHOLDERS,
          cache: CACHE,
          scenarios: {
            ...RULES,
            default: ["scenarios"],
            describe: "Files or folders of scenarios",
          },
          json: JSON_OUTPUT,
        })
        .example("$0 list rules --rules rules", "List rules with level and techniques"),
    ({ scenarios, ...options }) => end(list({ ...options, paths: scenarios }, environment)),
  );
}
