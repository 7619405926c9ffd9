/** `firedrill schema`: JSON schemas for editors. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenarioJsonSchema } from "../../scenario/format/schema.ts";
import { EXIT, type ExitCode, type Environment } from "../environment.ts";

/** Every schema by name. */
export const SCHEMAS = { scenario: scenarioJsonSchema } as const;

export interface SchemaOptions {
  readonly name: keyof typeof SCHEMAS;
  /** A folder to write every schema into, as `name.schema.json`, in place of printing one. */
  readonly out: string | undefined;
}

/** Prints a schema, or writes all of them. */
export function schema({ name, out }: SchemaOptions, environment: Environment): ExitCode {
  if (out === undefined) {
    environment.out(print(SCHEMAS[name]()));
    return EXIT.expected;
  }
  mkdirSync(out, { recursive: true });
  for (const [each, make] of Object.entries(SCHEMAS))
    writeFileSync(join(out, `${each}.schema.json`), print(make()));
  return EXIT.expected;
}

function print(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
