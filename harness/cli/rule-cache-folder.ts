/**
 * The cache of compiled rule sets on disk, a file per set.
 *
 * A file is `<SHA-256 of the rest>\n<JSON of the set>`. Its name is a digest of the set's key and of
 * the code that compiles rules, so that another version of it does not find the file. Whatever is
 * wrong with a file, the set is compiled and written anew; whatever is wrong with the folder, rules
 * are compiled each time.
 */
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuleSet } from "../languages/load.ts";
import type { RuleCache } from "../languages/rule-cache.ts";
import type { World } from "./world.ts";

/** What takes part in compiling a rule, beside the packages that package.json pins. */
const MAKERS = ["text", "attack", "events", "matching", "languages"];
const HERE = new URL("../", import.meta.url);
/** Smaller sets are compiled as quickly as they are read. */
const FEWEST_RULES = 100;
/** Files that are kept; of more, the oldest go. */
const MOST_FILES = 12;

/** Rule sets in a folder. Nothing of it is touched before a set is asked for. */
export class RuleCacheFolder implements RuleCache {
  readonly #folder: string;
  #maker: string | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get(key: string): RuleSet | undefined {
    const text = attempt(() => readFileSync(this.#file(key), "utf8"));
    if (text === undefined) return undefined;
    const end = text.indexOf("\n");
    const json = text.slice(end + 1);
    return text.slice(0, end) === digest(json) ? (JSON.parse(json) as RuleSet) : undefined;
  }

  set(key: string, rules: RuleSet): void {
    if (rules.rules.length < FEWEST_RULES || rules.rules.some((rule) => rule.start !== undefined))
      return;
    const json = JSON.stringify(rules);
    const file = this.#file(key);
    attempt(() => {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(`${file}.${process.pid}`, `${digest(json)}\n${json}`);
      renameSync(`${file}.${process.pid}`, file);
      this.#tidy();
    });
  }

  #file(key: string): string {
    this.#maker ??= digestOfMakers();
    return join(this.#folder, `rules-${digest(this.#maker + key)}.json`);
  }

  #tidy(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => name.startsWith("rules-"))
      .map((name) => join(this.#folder, name))
      .map((file) => ({ file, time: statSync(file).mtimeMs }));
    const old = files.toSorted((a, b) => b.time - a.time).slice(MOST_FILES);
    for (const { file } of old) rmSync(file, { force: true });
  }
}

/** Returns the cache in the user's folder for such things. */
export function ruleCache({ env }: World): RuleCache {
  const home = env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return new RuleCacheFolder(join(home, "firedrill"));
}

function digestOfMakers(): string {
  const hash = createHash("sha256").update(readFileSync(new URL("../package.json", HERE)));
  for (const folder of MAKERS) {
    const path = fileURLToPath(new URL(folder, HERE));
    const files = readdirSync(path, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort())
      hash.update(file).update(readFileSync(join(path, file)));
  }
  return hash.digest("hex");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Returns what the step gives, or undefined if the file system objects. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
