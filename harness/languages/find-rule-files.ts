import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, sep } from "node:path";
import { compareCodeUnits } from "../text/code-units.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** A file to be compiled. */
export interface RuleFile {
  /** As given, with forward slashes. */
  readonly path: string;
  /** The path below the folder that was given; of a file that was given itself, its base name. */
  readonly name: string;
}

interface Search {
  readonly files: RuleFile[];
  readonly diagnostics: Diagnostic[];
  skippedFiles: number;
  readonly isRuleFile: (path: string) => boolean;
  /** Real paths, so that nothing is found twice and no circle of links is walked for ever. */
  readonly seen: Set<string>;
}

/**
 * Finds the files under the given paths; a path that is a file is always one of them.
 * Synchronous, since mocha wants to know its tests when it loads a file.
 */
export function findRuleFiles(
  paths: readonly string[],
  isRuleFile: (path: string) => boolean,
): Pick<Search, "files" | "diagnostics" | "skippedFiles"> {
  const search: Search = {
    files: [],
    diagnostics: [],
    skippedFiles: 0,
    isRuleFile,
    seen: new Set(),
  };
  for (const given of paths) {
    const path = sep === "\\" ? given.replaceAll("\\", "/") : given;
    attempt(path, search, () => {
      const found = statSync(path);
      if (found.isDirectory()) walk(path.replace(/\/+$/, ""), "", realpathSync(path), search);
      else add({ path, name: basename(path) }, realpathSync(path), search);
    });
  }
  return search;
}

function walk(path: string, name: string, real: string, search: Search): void {
  if (search.seen.has(real)) return;
  search.seen.add(real);
  const entries = readdirSync(path || "/", { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => compareCodeUnits(a.name, b.name))) {
    const below = {
      path: `${path}/${entry.name}`,
      name: name === "" ? entry.name : `${name}/${entry.name}`,
    };
    attempt(below.path, search, () => {
      const isLink = entry.isSymbolicLink();
      const found = isLink ? statSync(below.path) : entry;
      const target = isLink ? realpathSync(below.path) : `${real}/${entry.name}`;
      const isHidden = entry.name.startsWith(".") || entry.name === "node_modules";
      if (!isHidden && found.isDirectory()) walk(below.path, below.name, target, search);
      else if (!isHidden && found.isFile() && search.isRuleFile(entry.name))
        add(below, target, search);
      else search.skippedFiles++;
    });
  }
}

function add(file: RuleFile, real: string, { files, seen }: Search): void {
  if (seen.has(real)) return;
  seen.add(real);
  files.push(file);
}

/** Runs a step; what the file system objects to becomes a diagnostic on the path. */
function attempt(path: string, { diagnostics }: Search, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const isMissing = error.code === "ENOENT" || error.code === "ENOTDIR";
    diagnostics.push({
      code: isMissing ? "file/not-found" : "file/unreadable",
      severity: "error",
      message: isMissing
        ? `There is no file or folder "${path}".`
        : `"${path}" cannot be opened: ${error.message}.`,
      file: path,
    });
  }
}
