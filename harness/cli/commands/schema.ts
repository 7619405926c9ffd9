/** `firedrill schema`: JSON schemas, for editors and other programs. */
import { join } from "node:path";
import { runJsonSchema } from "../../reports/run-schema.ts";
import { scenarioJsonSchema } from "../../scenario/format/schema.ts";
import { printDiagnostics } from "../output/print-diagnostics.ts";
import { writeReport } from "../output/write-report.ts";
import { EXIT, type ExitCode, type Environment, type Register } from "../environment.ts";

/** Every schema by name. */
const SCHEMAS = { scenario: scenarioJsonSchema, run: runJsonSchema } as const;

export interface SchemaOptions {
  readonly name: keyof typeof SCHEMAS;
  /** A folder to write every schema into, as `name.schema.json`, in place of printing one. */
  readonly out: string | undefined;
}

export const register: Register = (line, environment, end) =>
  line.command(
    "schema [name]",
    "Print the JSON schema of scenario files, or of run.json",
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

/** Prints a schema, or writes all of them. */
export function schema({ name, out }: SchemaOptions, environment: Environment): ExitCode {
  if (out === undefined) {
    environment.out(print(SCHEMAS[name]()));
    return EXIT.expected;
  }
  const unwritten = Object.entries(SCHEMAS).flatMap(([each, make]) =>
    writeReport(join(out, `${each}.schema.json`), print(make())),
  );
  printDiagnostics(unwritten, environment);
  return unwritten.length > 0 ? EXIT.unusable : EXIT.expected;
}

function print(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
