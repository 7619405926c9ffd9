/**
 * The cache of compiled rule sets on disk, a file per set.
 *
 * The name of a file (its content: rule-set-cache.ts) is a digest of the set's key and of the code that
 * compiles rules, so that another version of it does not find the file. Whatever is wrong with a file,
 * the set is compiled and written anew; whatever is wrong with the folder, rules are compiled each time.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuleSet } from "../../languages/compilation.ts";
import type { RuleCache } from "../../languages/rule-cache.ts";
import { userCache, type AuthenticatedCache } from "./authenticated-cache.ts";
import { readRules, writeRules } from "./rule-set-cache.ts";
import type { Environment } from "../environment.ts";

/** The folders of code that compile a rule, beside the packages that package.json pins. */
const COMPILER_FOLDERS = ["text", "attack", "events", "matching", "languages"];
const HERE = new URL("../../", import.meta.url);
/** Version of the form of the files. */
const FORMAT = "3";
/** Smaller sets are compiled as quickly as they are read. */
const FEWEST_RULES = 100;
/** The most files there are; of more, the oldest are removed. */
const MOST_FILES = 12;

/** Rule sets in a folder. Nothing of it is touched before a set is asked for. */
export class RuleCacheFolder implements RuleCache {
  /** The set that was found last, as the bytes of its text, in memory that threads can share. */
  found: Uint8Array | undefined;
  readonly #cache: AuthenticatedCache;
  #compilerDigest: string | undefined;

  /** @param compilerDigest digest of the code that compiles rules; computed if it is not given */
  constructor(cache: AuthenticatedCache, compilerDigest?: string) {
    this.#cache = cache;
    this.#compilerDigest = compilerDigest;
  }

  get(key: string): RuleSet | undefined {
    const text = this.#cache.read(this.#file(key), shared);
    if (!text) return undefined;
    this.found = text;
    return readRules(textOfAscii(text));
  }

  set(key: string, rules: RuleSet): void {
    if (rules.rules.length < FEWEST_RULES) return;
    this.#cache.write(this.#file(key), Buffer.from(writeRules(rules), "latin1"));
    const sets = this.#cache.names().filter((name) => name.startsWith("rules-"));
    for (const name of sets.slice(MOST_FILES)) this.#cache.remove(name);
  }

  #file(key: string): string {
    this.#compilerDigest ??= digestOfCompiler();
    return `rules-${digest(FORMAT + this.#compilerDigest + key)}.json`;
  }
}

/** Returns the cache in the user's cache folder. */
export function ruleCache({ env, codeDigest }: Environment): RuleCacheFolder {
  return new RuleCacheFolder(userCache(env), codeDigest ?? undefined);
}

function digestOfCompiler(): string {
  const hash = createHash("sha256").update(readFileSync(new URL("../package.json", HERE)));
  for (const folder of COMPILER_FOLDERS) {
    const path = fileURLToPath(new URL(folder, HERE));
    const files = readdirSync(path, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort())
      hash.update(file).update(readFileSync(join(path, file)));
  }
  return hash.digest("hex");
}

function shared(size: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(size));
}

/** Returns the text of bytes that are ASCII. */
export function textOfAscii({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}

function digest(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
