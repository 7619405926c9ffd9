import type { z } from "zod";
import { didYouMean, nearestName } from "../../text/suggest.ts";
import type { YamlPath } from "../../text/yaml.ts";

/** A fault against the schema of scenarios, in our own words rather than zod's. */
export interface SchemaFault {
  readonly code: "scenario/unknown-key" | "scenario/missing-key" | "scenario/wrong-value";
  readonly path: YamlPath;
  readonly part: "key" | "value";
  readonly message: string;
  readonly hint?: string;
  /** What belongs in the place of the key. */
  readonly instead?: string;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Returns the faults that a zod issue stands for. `schema` is the JSON schema of the same form. */
export function faultsOf(
  issue: z.core.$ZodIssue,
  document: unknown,
  schema: object,
): SchemaFault[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema as JsonSchema, path);
    return issue.keys.map((key) => unknownKey(key, path, known));
  }
  const value = valueAt(document, path);
  if (value === undefined && path.length > 0) {
    const [parent, key] = [path.slice(0, -1), path.at(-1)!];
    const where = parent.length > 0 ? ` under "${parent.join(".")}"` : "";
    const message = `The key "${key}" is missing${where}.`;
    return [{ code: "scenario/missing-key", path: parent, part: "key", message }];
  }
  if (issue.code === "invalid_union") {
    // Of the forms that are allowed, the one that got furthest says best what is wrong.
    const branches = issue.errors.map((errors) => errors[0]!).filter(Boolean);
    const deepest = branches.sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest && deepest.path.length > 0)
      return faultsOf(
        { ...deepest, path: [...path, ...deepest.path] } as z.core.$ZodIssue,
        document,
        schema,
      );
  }
  const name = path.join(".") || "The file";
  return [
    {
      code: "scenario/wrong-value",
      path,
      part: "value",
      message: `${path.length > 0 ? `"${name}"` : name} ${complaint(issue, value)}.`,
    },
  ];
}

function unknownKey(key: string, path: YamlPath, known: readonly string[]): SchemaFault {
  const later = LATER_KEYS[key];
  const where = path.length > 0 ? ` under "${path.join(".")}"` : "";
  const nearest = later === undefined ? nearestName(key, known) : undefined;
  const hint =
    later ??
    didYouMean(key, known) ??
    (known.length > 0 ? `Known keys: ${known.join(", ")}.` : undefined);
  return {
    code: "scenario/unknown-key",
    path: [...path, key],
    part: "key",
    message: `There is no key "${key}"${where}.`,
    ...(hint ? { hint } : {}),
    ...(nearest === undefined ? {} : { instead: nearest }),
  };
}

/** Keys that are planned, so that somebody who read of them is not left guessing. */
const LATER_KEYS: Readonly<Record<string, string>> = {
  baseline: "Baselines are not supported yet.",
  variants: "Variants are not supported yet.",
  matrix: "Matrices are not supported yet.",
};

function complaint(issue: z.core.$ZodIssue, value: unknown): string {
  const found = JSON.stringify(value)?.slice(0, 60) ?? "nothing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}, not ${found}`;
    case "invalid_value":
      return `must be ${issue.values.map((allowed) => JSON.stringify(allowed)).join(" or ")}, not ${found}`;
    case "invalid_format":
      return issue.message.startsWith("is ")
        ? `${issue.message}: ${found}`
        : `is not a valid ${issue.format}: ${found}`;
    case "too_small":
      return `is too short or too small (at least ${issue.minimum})`;
    case "too_big":
      return `is too long or too large (at most ${issue.maximum})`;
    case "custom":
      return issue.message;
    case "invalid_key":
      return issue.issues[0]?.message ?? "is no valid name";
    case "invalid_union": {
      const expected = issue.errors.flatMap(([error]) =>
        error?.code === "invalid_type" ? article(error.expected) : [],
      );
      return `must be ${[...new Set(expected)].join(" or ")}, not ${found}`;
    }
    default:
      return `has none of the allowed forms: ${found}`;
  }
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    object: "a map",
    record: "a map",
    array: "a list",
    string: "a text",
    number: "a number",
    int: "a whole number",
  };
  return words[type] ?? `a ${type}`;
}

function valueAt(node: unknown, path: YamlPath): unknown {
  let value = node;
  for (const step of path)
    value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}

function keysAt(schema: JsonSchema, path: YamlPath): string[] {
  let candidates: readonly JsonSchema[] = [schema];
  for (const step of path) candidates = candidates.flatMap((candidate) => below(candidate, step));
  return [
    ...new Set(
      candidates.flatMap(branches).flatMap(({ properties }) => Object.keys(properties ?? {})),
    ),
  ];
}

function below(schema: JsonSchema, step: string | number): JsonSchema[] {
  return branches(schema).flatMap((branch) => {
    const next =
      typeof step === "number"
        ? branch.items
        : (branch.properties?.[step] ?? branch.additionalProperties);
    return typeof next === "object" ? [next] : [];
  });
}

function branches(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(branches) : [schema];
}
