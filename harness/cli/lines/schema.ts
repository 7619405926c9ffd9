import type { Argv } from "yargs";
import { schema, SCHEMAS } from "../commands/schema.ts";
import type { ExitCode, Environment } from "../environment.ts";

/** Adds `firedrill schema` to a command line. */
export function register(
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
): Argv {
  return line.command(
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
    ({ name, out }) => end(schema({ name, out }, environment)),
  );
}
