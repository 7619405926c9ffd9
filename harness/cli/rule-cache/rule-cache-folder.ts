/**
 * The cache of compiled rule sets on disk, a file per set.
 *
 * A file is `<SHA-256 of the rest>\n<the set>` (see rule-set-cache.ts). Its name is a digest of the set's
 * key and of the code that compiles rules, so that another version of it does not find the file. Whatever is wrong with a file, the set is compiled and written
 * anew; whatever is wrong with the folder, rules are compiled each time.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuleSet } from "../../languages/compilation.ts";
import type { RuleCache } from "../../languages/rule-cache.ts";
import { cacheFolder } from "../startup/cache-folder.ts";
import { readRules, writeRules } from "./rule-set-cache.ts";
import type { Environment } from "../environment.ts";

/** The folders of code that compile a rule, beside the packages that package.json pins. */
const COMPILER_FOLDERS = ["text", "attack", "events", "matching", "languages"];
const HERE = new URL("../../", import.meta.url);
/** Version of the form of the files. */
const FORMAT = "2";
const DIGEST_SIZE = 64;
const LINE_BREAK = 10;
/** Smaller sets are compiled as quickly as they are read. */
const FEWEST_RULES = 100;
/** The most files there are; of more, the oldest are removed. */
const MOST_FILES = 12;

/** Rule sets in a folder. Nothing of it is touched before a set is asked for. */
export class RuleCacheFolder implements RuleCache {
  /** The set that was found last, as the bytes of its text, in memory that threads can share. */
  found: Uint8Array | undefined;
  readonly #folder: string;
  #compilerDigest: string | undefined;

  /** @param compilerDigest digest of the code that compiles rules; computed if it is not given */
  constructor(folder: string, compilerDigest?: string) {
    this.#folder = folder;
    this.#compilerDigest = compilerDigest;
  }

  get(key: string): RuleSet | undefined {
    const bytes = attempt(() => readShared(this.#file(key)));
    if (bytes?.[DIGEST_SIZE] !== LINE_BREAK) return undefined;
    const text = bytes.subarray(DIGEST_SIZE + 1);
    if (textOfAscii(bytes.subarray(0, DIGEST_SIZE)) !== digest(text)) return undefined;
    this.found = text;
    return readRules(textOfAscii(text));
  }

  set(key: string, rules: RuleSet): void {
    if (rules.rules.length < FEWEST_RULES) return;
    const text = writeRules(rules);
    const file = this.#file(key);
    attempt(() => {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(`${file}.${process.pid}`, `${digest(text)}\n${text}`);
      renameSync(`${file}.${process.pid}`, file);
      this.#tidy();
    });
  }

  #file(key: string): string {
    this.#compilerDigest ??= digestOfCompiler();
    return join(this.#folder, `rules-${digest(FORMAT + this.#compilerDigest + key)}.json`);
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

/** Returns the cache in the user's cache folder. */
export function ruleCache({ env, codeDigest }: Environment): RuleCacheFolder {
  return new RuleCacheFolder(cacheFolder(env), codeDigest ?? undefined);
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

function readShared(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(file).size));
    for (let at = 0; at < bytes.length;) {
      const read = readSync(file, bytes, at, bytes.length - at, null);
      if (read === 0) break;
      at += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Returns the text of bytes that are ASCII. */
export function textOfAscii({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
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
