import { readFile, realpath } from "node:fs/promises";
import { loadAll } from "js-yaml";
import type { RuleSet } from "../../harness/languages/compilation.ts";
import type { Diagnostic } from "../../harness/text/diagnostic.ts";
import { isRecord } from "../../harness/text/record.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

/** Every Sigma rule file loads; one with unresolved placeholders is refused by that name. */
export const SIGMA_LOAD: Suite = {
  name: "sigma-load",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const { files, set } = await corpora.rules();
    if (files.length === 0) return null;
    // A file that is reached by two ways, links among them, is loaded under the first of them.
    const real = new Map(
      await Promise.all(files.map(async (file) => [file, await realpath(file)] as const)),
    );
    const realOf = (path: string) => real.get(path) ?? path;
    const sound = new Set(set.rules.map(({ rule }) => realOf(rule.path)));
    const errors = errorsByFile(set, realOf);
    return Promise.all(
      files.map((file) =>
        judged(corpora.name(file), async () => {
          const found = errors.get(realOf(file)) ?? [];
          const documents = documentsOf(await readFile(file, "utf8"));
          const filter = documents.every((one) => isRecord(one) && "filter" in one);
          return judge(placeholdersOf(documents), sound.has(realOf(file)) || filter, found);
        }),
      ),
    );
  },
};

/** The documents of a file; of one that is not well-formed none, and the loader says why. */
function documentsOf(text: string): unknown[] {
  try {
    return loadAll(text);
  } catch {
    return [null];
  }
}

function judge(
  placeholders: readonly string[],
  loaded: boolean,
  errors: readonly Diagnostic[],
): string | null {
  const [first] = errors;
  if (placeholders.length === 0) {
    if (first) return `refused: ${first.code}: ${first.message}`;
    return loaded ? null : "neither a rule nor a diagnostic came of it";
  }
  if (!first) return `not refused, for all its placeholders ${placeholders.join(", ")}`;
  const named = errors.filter(({ message }) => placeholders.some((name) => message.includes(name)));
  return named.length > 0
    ? null
    : `refused, but not for ${placeholders.join(", ")}: ${first.message}`;
}

function errorsByFile(
  { broken, diagnostics }: RuleSet,
  realOf: (path: string) => string,
): Map<string, Diagnostic[]> {
  const errors = new Map<string, Diagnostic[]>();
  for (const one of new Set([...broken.flatMap((rule) => rule.diagnostics), ...diagnostics])) {
    if (one.severity !== "error") continue;
    const file = realOf(one.file);
    errors.set(file, [...(errors.get(file) ?? []), one]);
  }
  return errors;
}

/** The names between per cent signs in the values of items with the modifier `expand`. */
function placeholdersOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(placeholdersOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key.split("|").includes("expand")
      ? [inner]
          .flat()
          .flatMap((text) => [...String(text).matchAll(/%([^%\s]+)%/g)].map(([, name]) => name!))
      : placeholdersOf(inner),
  );
}
