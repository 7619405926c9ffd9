/**
 * Loads the program. A build bundles its modules into one file, because finding and linking them takes
 * longer than most commands do. V8's code cache of that file is stored in the user's cache folder, so
 * that it need not be parsed and compiled again. Without a bundle (in a checkout, say), or if anything
 * is wrong with the code cache, the program is only slower.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { userCache, type AuthenticatedCache } from "../cache/authenticated-cache.ts";
import type { WorkerData } from "../parallel/messages.ts";
import type { Launch } from "./program.ts";
import type { MessagePort } from "node:worker_threads";

/** What the bundle exports. */
export interface Program {
  main(launch: Launch): Promise<void>;
  work(data: WorkerData, port: MessagePort, now: () => number): Promise<void>;
}

export interface LoadedProgram {
  readonly program: Program;
  /** A digest of the bundle; null if there is none. */
  readonly codeDigest: string | null;
  /** Why nothing is kept from run to run; null if it can be. */
  readonly cacheRefusal: string | null;
  /** Stores the code cache, now that the command has run and V8 has compiled what it needs. */
  readonly saveCodeCache: () => void;
}

const BUNDLE = new URL("./bundle.cjs", import.meta.url);
const ENTRY = new URL("./program.js", import.meta.url);
/** Compiled code of so many places and commands is kept. */
const MOST_FILES = 32;

/** @param command names the code cache: which functions V8 has compiled differs with the command */
export async function loadProgram(command: string): Promise<LoadedProgram> {
  const source = isStale() ? null : read(BUNDLE);
  const cache = userCache(process.env);
  const cacheRefusal = cache.refusal;
  if (!source) {
    const program = await import("./program.ts");
    return { program, codeDigest: null, cacheRefusal, saveCodeCache() {} };
  }
  const codeDigest = digest(source).toString("hex");
  const cached = codeCache(cache, command, codeDigest);
  const path = fileURLToPath(BUNDLE);
  const cachedData = cached.get();
  const script = new Script(
    `(function (exports, require, module, __url) {${source.toString("latin1")}\n})`,
    {
      filename: path,
      ...(cachedData ? { cachedData } : {}),
    },
  );
  const module = { exports: {} };
  const run = script.runInThisContext() as (...words: unknown[]) => void;
  run(module.exports, createRequire(BUNDLE), module, BUNDLE.href);
  const isKnown = cachedData !== null && !script.cachedDataRejected;
  return {
    program: module.exports as Program,
    codeDigest,
    cacheRefusal,
    saveCodeCache: () => void (isKnown || cached.set(() => script.createCachedData())),
  };
}

/** Whether the modules were built again and not bundled. An installed package has one time for all files. */
function isStale(): boolean {
  const [bundle, entry] = [BUNDLE, ENTRY].map((file) => statSync(file, { throwIfNoEntry: false }));
  return bundle !== undefined && entry !== undefined && bundle.mtimeMs < entry.mtimeMs;
}

/**
 * V8's code cache, a file per command. Its name holds a digest of the program, the architecture and V8
 * with its flags; V8 rejects the code cache of any other.
 */
function codeCache(cache: AuthenticatedCache, command: string, codeDigest: string) {
  const tag = digest(Buffer.from(`${codeDigest} ${process.arch} ${cachedDataVersionTag()}`));
  // A word that is no command has no file of its own. Compiled code remembers where its source stood, and
  // shows that in traces: each place has its own.
  const place = digest(Buffer.from(BUNDLE.href)).toString("hex", 0, 4);
  const prefix = `code-${/^[a-z]+$/.test(command) ? command : "none"}-${place}-`;
  const file = `${prefix}${tag.toString("hex")}.bin`;
  return {
    get(): Buffer | null {
      const bytes = cache.read(file);
      return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    set(make: () => Buffer): void {
      cache.write(file, make());
      // Those of other versions are of no more use, nor are, sooner or later, those of places that are gone.
      const codes = cache.names().filter((name) => name.startsWith("code-") && name !== file);
      const isOld = (name: string): boolean => name.startsWith(prefix);
      for (const name of codes.filter(isOld)) cache.remove(name);
      for (const name of codes.filter((one) => !isOld(one)).slice(MOST_FILES - 1))
        cache.remove(name);
    },
  };
}

function read(file: URL): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
