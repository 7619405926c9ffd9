import type { Argv } from "yargs";
import {
  CACHE,
  JSON_OUTPUT,
  many,
  PLACEHOLDERS,
  RULES,
  STRICT,
  VERIFY,
} from "../commands/options.ts";
import { run } from "../commands/run.ts";
import type { ExitCode, Environment } from "../environment.ts";

/** Adds `firedrill run` to a command line. */
export function register(
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
): Argv {
  return line.command(
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
          cache: CACHE,
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
          verify: VERIFY,
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
      end(await run({ ...options, reporters: reporter }, environment)),
  );
}
