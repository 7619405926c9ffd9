/**
 * The cache of compiled rules on disk.
 *
 * The file is `<SHA-256 of the rest>\n<JSON>`; JSON is `{ maker, rules: { <key>: […] } }`. `maker` is a
 * digest of the code that compiles rules: another version of it knows nothing of this file. Whatever
 * is wrong with the file, it is made anew; whatever is wrong with its folder, rules are compiled.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuleCache } from "../languages/rule-cache.ts";
import type { CompiledRule } from "../matching/rule.ts";
import type { World } from "./world.ts";

/** What takes part in compiling a rule, from `harness/` or `dist/`; and the pins of the packages. */
const MAKERS = ["text", "attack", "events", "matching", "languages"];
const HERE = new URL("../", import.meta.url);
/** Rules of more files than this are kept only if the last run used them. */
const MOST_FILES = 20_000;

type Entries = Record<string, readonly CompiledRule[]>;

/** A cache that is read from its file at once, and written by `save` if anything was added. */
export class RuleCacheFile implements RuleCache {
  readonly #file: string;
  readonly #maker: string;
  readonly #known: Map<string, readonly CompiledRule[]>;
  readonly #used = new Set<string>();
  #grew = false;

  constructor(file: string) {
    this.#file = file;
    this.#maker = digestOfMakers();
    this.#known = new Map(Object.entries(read(file, this.#maker)));
  }

  get(key: string): readonly CompiledRule[] | undefined {
    const rules = this.#known.get(key);
    if (rules) this.#used.add(key);
    return rules;
  }

  set(key: string, rules: readonly CompiledRule[]): void {
    this.#known.set(key, rules);
    this.#used.add(key);
    this.#grew = true;
  }

  save(): void {
    if (!this.#grew) return;
    const entries = [...this.#known].filter(
      ([key]) => this.#known.size <= MOST_FILES || this.#used.has(key),
    );
    const json = JSON.stringify({ maker: this.#maker, rules: Object.fromEntries(entries) });
    const written = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(join(this.#file, ".."), { recursive: true });
      writeFileSync(written, `${digest(json)}\n${json}`);
      renameSync(written, this.#file);
    } catch (error) {
      if (!isOfFileSystem(error)) throw error;
    }
  }
}

/** Returns where the cache lies: in the user's folder for such things. */
export function cacheFile({ env }: World): string {
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "firedrill", "rules.json");
}

function read(file: string, maker: string): Entries {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const json = text.slice(end + 1);
    if (end < 0 || text.slice(0, end) !== digest(json)) return {};
    const content = JSON.parse(json) as { maker: string; rules: Entries };
    return content.maker === maker ? content.rules : {};
  } catch (error) {
    if (!isOfFileSystem(error)) throw error;
    return {};
  }
}

function digestOfMakers(): string {
  const hash = createHash("sha256").update(readFileSync(new URL("../package.json", HERE)));
  for (const folder of MAKERS) {
    const path = fileURLToPath(new URL(folder, HERE));
    const files = readdirSync(path, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort())
      hash.update(file).update(readFileSync(join(path, file)));
  }
  return hash.digest("base64");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
