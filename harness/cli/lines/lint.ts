import type { Argv } from "yargs";
import { JSON_OUTPUT, PLACEHOLDERS, RULES } from "../commands/options.ts";
import { FAIL_LEVELS, lint } from "../commands/lint.ts";
import type { ExitCode, Environment } from "../environment.ts";

/** Adds `firedrill lint` to a command line. */
export function register(
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
): Argv {
  return line.command(
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
    (options) => end(lint(options, environment)),
  );
}
