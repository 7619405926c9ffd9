/** Files that were meant to be scenarios and are not found as such: for their name, or for what they are. */
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { isScenarioName } from "../../languages/scenario-name.ts";
import { errorIn, type Diagnostic } from "../../text/diagnostic.ts";
import { didYouMean } from "../../text/suggest.ts";
import type { WalkEntry } from "../../text/walk-folder.ts";

/** `name.scenario.yml.txt` and `Name.Scenario.YML`, and what editors and browsers make of a name. */
const NEAR_NAME = /^(.*)\.scenario\.(?:ya?ml\.(?:txt|ya?ml)|ya?ml|txt|json|yl|ym|ymal|yam)$/i;
/** `name.WORD.yml`, where the word may be a misspelt "scenario". */
const MIDDLE_WORD = /^(.*)\.([A-Za-z]+)\.ya?ml$/i;
const YAML = /\.ya?ml$/i;
/** What no other file of ours has together: the keys of a scenario. */
const KEYS = [/^["']?recordings["']?\s*:/m, /^["']?expect["']?\s*:/m];

/** Returns an error for each entry of a folder that is nearly a scenario, or is one that cannot be opened. */
export function nearScenarios(entries: readonly WalkEntry[]): Diagnostic[] {
  const homes = new Set(
    entries.filter(({ path }) => isScenarioName(path)).map(({ path }) => dirname(path)),
  );
  return entries.flatMap((entry): Diagnostic[] => {
    const { kind, path, name } = entry;
    if (kind === "skipped") return [];
    if (kind === "folder-error") {
      const message = `The folder cannot be read: ${entry.error.message}.`;
      return [errorIn(path, "file/unreadable", message)];
    }
    const isScenario = isScenarioName(name);
    if (kind !== "file") {
      const isAsked = isScenario || (kind === "name-error" && entry.isFolder);
      if (!isAsked) return [];
      return [errorIn(path, "file/unreadable", `It cannot be opened: ${entry.error.message}.`)];
    }
    if (!entry.isRegular)
      return isScenario
        ? [errorIn(path, "file/unreadable", "A pipe, socket or device is no scenario.")]
        : [];
    if (isScenario) return [];
    const renamed = nearName(basename(name)) ?? (homes.has(dirname(path)) ? byKeys(path) : null);
    if (renamed === null) return [];
    const message = "This is nearly the name of a scenario, and is not played.";
    const hint = `Scenarios are called *.scenario.yml: rename it to "${renamed}", or elsewhere.`;
    return [errorIn(path, "scenario/near-name", message, { hint })];
  });
}

/** Returns how a file should be called whose name is nearly a scenario's, or null. */
function nearName(name: string): string | null {
  const near = NEAR_NAME.exec(name)?.[1];
  if (near !== undefined) return `${near}.scenario.yml`;
  const [, before, word] = MIDDLE_WORD.exec(name) ?? [];
  if (word === undefined || didYouMean(word, ["scenario"]) === undefined) return null;
  return `${before}.scenario.yml`;
}

/** Returns how a file beside scenarios should be called that has a scenario's keys, or null. */
function byKeys(path: string): string | null {
  if (!YAML.test(path)) return null;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  if (!KEYS.every((key) => key.test(text))) return null;
  return basename(path).replace(/(?:[-_.]?scenario)?\.ya?ml$/i, ".scenario.yml");
}
