import yargs, { type Argv } from "yargs";
import { checkOptionValues } from "./option-values.ts";
import { version } from "../../scenario/version.ts";
import { UsageError, type Environment, type ExitCode, type Register } from "../environment.ts";

/** Commands by name. Each is loaded when it is needed: a command should not wait for the others' code. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly register: Register }>>> = {
  run: () => import("../commands/run.ts"),
  replay: () => import("../commands/replay.ts"),
  slice: () => import("../commands/slice.ts"),
  list: () => import("../commands/list.ts"),
  lint: () => import("../commands/lint.ts"),
  schema: () => import("../commands/schema.ts"),
};

/** Returns the parser of a command line; `end` takes how the command ended. */
export async function commandLine(
  words: readonly string[],
  environment: Environment,
  end: (code: ExitCode) => void,
): Promise<Argv> {
  let line = yargs(withPaths(words))
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
    });
  // yargs lays its help out for every command, wanted or not; without breaking lines that is quick.
  if (!words.some((word) => word === "--help" || word === "-h")) line = line.wrap(null);
  for (const { register } of await commandsFor(words[0])) line = register(line, environment, end);
  return (
    line
      .demandCommand(1, "Which command?")
      .strict()
      // Before yargs looks at the values itself.
      .middleware(() => checkOptionValues(words, line), true)
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

/**
 * Words behind `--` are paths, also those that begin with a hyphen. yargs would not give them to a command
 * that takes any number of paths.
 */
function withPaths(words: readonly string[]): string[] {
  const at = words.indexOf("--");
  if (at < 0) return [...words];
  const paths = words.slice(at + 1).map((word) => (word.startsWith("-") ? `./${word}` : word));
  return [...words.slice(0, at), ...paths];
}

/** Returns the command that is named; all of them where none is, for help and suggestions. */
function commandsFor(word: string | undefined): Promise<{ readonly register: Register }[]> {
  const named =
    word !== undefined && Object.hasOwn(COMMANDS, word)
      ? [COMMANDS[word]!]
      : Object.values(COMMANDS);
  return Promise.all(named.map((load) => load()));
}
