import { statSync } from "node:fs";
import { globSync } from "tinyglobby";
import { loadScenario, type LoadedScenario } from "../../scenario/format/load.ts";
import { emptyFolder } from "../../text/empty-folder.ts";
import { errorIn, type Diagnostic } from "../../text/diagnostic.ts";
import { isSourceText, readText } from "../../text/read-text.ts";
import { didYouMean } from "../../text/suggest.ts";
import { isFolder, walkFolder } from "../../text/walk-folder.ts";
import { isScenarioName } from "../../languages/scenario-name.ts";
import { nearScenarios } from "./near-scenarios.ts";
import { UsageError } from "../environment.ts";

/** Where ids of scenarios are looked up. */
const HOME = "scenarios";

export interface FoundScenarios {
  /** Sorted by file; files that cannot be used among them. */
  readonly scenarios: readonly LoadedScenario[];
  /** Of paths that lead nowhere, folders without scenarios, files that are nearly scenarios, and ids that several files have. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds scenarios by file, folder, glob or id.
 *
 * @param allowOutside folders outside of projects below which recordings may lie
 */
export function findScenarios(
  paths: readonly string[],
  allowOutside: readonly string[],
): FoundScenarios {
  const missing = allowOutside.find((folder) => !isFolder(folder));
  if (missing !== undefined)
    throw new UsageError(`--allow-outside takes a folder; "${missing}" is none.`);
  const files = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const found = filesOf(path);
    if (found.files.length === 0 && !isFolder(path)) diagnostics.push(notFound(path));
    for (const file of found.files) files.add(file);
    diagnostics.push(...found.diagnostics);
    if (isFolder(path) && found.files.length + found.diagnostics.length === 0)
      diagnostics.push(emptyFolder(path, "scenario"));
  }
  const scenarios = [...files].sort().map((file) => loadScenario(file, { allowOutside }));
  return { scenarios, diagnostics: [...diagnostics, ...sameIds(scenarios)] };
}

interface FoundFiles {
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

function filesOf(path: string): FoundFiles {
  if (isFolder(path)) return inFolder(path);
  if (isThere(path)) return { files: [path], diagnostics: [] };
  const globbed = globSync(path, { expandDirectories: false });
  const files = globbed.length > 0 ? globbed : home().filter((file) => idOf(file) === path);
  return { files, diagnostics: [] };
}

/** Whether something has this path, though it may not be looked at: who opens it says why. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function inFolder(folder: string): FoundFiles {
  const base = folder.replaceAll("\\", "/").replace(/\/+$/, "");
  const entries = [...walkFolder(base || "/", { skipHidden: true, skipNodeModules: false })];
  const files = entries.flatMap((entry) =>
    entry.kind === "file" && entry.isRegular && isScenarioName(entry.path) ? [entry.path] : [],
  );
  return { files, diagnostics: nearScenarios(entries) };
}

/** The scenarios that have ids to be named by. */
function home(): readonly string[] {
  return isFolder(HOME) ? inFolder(HOME).files : [];
}

/** The id as it is written; the file need not be a sound scenario to be found by it. */
function idOf(file: string): string | undefined {
  const read = readText(file);
  const text = isSourceText(read) ? read.text : "";
  return /^id:[ \t]*(["']?)([^"'\s#]+)\1[ \t]*(?:#.*)?$/m.exec(text)?.[2];
}

function notFound(path: string): Diagnostic {
  const ids = home().flatMap((file) => idOf(file) ?? []);
  const hint = didYouMean(path, ids);
  const message = "There is no such file or folder, and no scenario with this id.";
  return errorIn(path, "file/not-found", message, { hint });
}

function sameIds(scenarios: readonly LoadedScenario[]): Diagnostic[] {
  const first = new Map<string, string>();
  return scenarios.flatMap(({ scenario, file }) => {
    if (!scenario) return [];
    const { id } = scenario.document;
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, file);
      return [];
    }
    const message = `The id "${id}" is also that of ${other}.`;
    return [errorIn(file, "scenario/duplicate-id", message, { place: scenario.place(["id"]) })];
  });
}
