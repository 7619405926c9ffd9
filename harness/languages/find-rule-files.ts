import { realpathSync, statSync } from "node:fs";
import { basename, sep } from "node:path";
import { errorIn, type Diagnostic } from "../text/diagnostic.ts";
import { emptyFolder } from "../text/empty-folder.ts";
import { walkFolder } from "../text/walk-folder.ts";

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
    try {
      if (statSync(path).isDirectory()) {
        const told = search.diagnostics.length;
        const hasRules = searchFolder(path, search) || search.diagnostics.length > told;
        if (!hasRules && !holdsRules(path, isRuleFile))
          search.diagnostics.push(emptyFolder(path, "rule file"));
      } else add({ path, name: basename(path) }, realpathSync(path), search);
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      search.diagnostics.push(unopened(path, error));
    }
  }
  return search;
}

/** Returns whether it found a rule file; what is reached a second time is passed over. */
function searchFolder(given: string, search: Search): boolean {
  let hasRules = false;
  const options = { skipHidden: true, skipNodeModules: true, walked: search.seen };
  for (const entry of walkFolder(given.replace(/\/+$/, "") || "/", options)) {
    const { kind, path, name, real } = entry;
    if (kind === "folder-error" || kind === "link-error" || kind === "name-error")
      search.diagnostics.push(unopened(name === "" ? given : path, entry.error));
    else if (kind === "file" && entry.isRegular && search.isRuleFile(basename(name))) {
      hasRules = true;
      add({ path, name }, real, search);
    } else search.skippedFiles++;
  }
  return hasRules;
}

/** Whether a folder holds a rule file, though all of it may have been walked before. */
function holdsRules(given: string, isRuleFile: (path: string) => boolean): boolean {
  return searchFolder(given, {
    files: [],
    diagnostics: [],
    skippedFiles: 0,
    isRuleFile,
    seen: new Set(),
  });
}

function add(file: RuleFile, real: string, { files, seen }: Search): void {
  if (seen.has(real)) return;
  seen.add(real);
  files.push(file);
}

function unopened(path: string, error: Error & { readonly code?: unknown }): Diagnostic {
  const isMissing = error.code === "ENOENT" || error.code === "ENOTDIR";
  return isMissing
    ? errorIn(path, "file/not-found", `There is no file or folder "${path}".`)
    : errorIn(path, "file/unreadable", `"${path}" cannot be opened: ${error.message}.`);
}
