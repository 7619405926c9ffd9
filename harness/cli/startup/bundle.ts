/**
 * Loads the program. A build bundles its modules into one file, because finding and linking them takes
 * longer than most commands do. V8's code cache of that file is stored in the user's cache folder, so
 * that it need not be parsed and compiled again. Without a bundle (in a checkout, say), or if anything
 * is wrong with the code cache, the program is only slower.
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
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { cacheFolder } from "./cache-folder.ts";
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
  /** Stores the code cache, now that the command has run and V8 has compiled what it needs. */
  readonly saveCodeCache: () => void;
}

const BUNDLE = new URL("./bundle.cjs", import.meta.url);
const ENTRY = new URL("./program.js", import.meta.url);
const DIGEST_SIZE = 32;
/** Milliseconds after which a code cache is made anew at the latest: a month. */
const LONG_UNUSED = 30 * 24 * 60 * 60 * 1000;

/** @param command names the code cache: which functions V8 has compiled differs with the command */
export async function loadProgram(command: string): Promise<LoadedProgram> {
  const source = isStale() ? null : read(BUNDLE);
  if (!source)
    return { program: await import("./program.ts"), codeDigest: null, saveCodeCache() {} };
  const codeDigest = digest(source).toString("hex");
  const cached = codeCache(command, codeDigest);
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
    saveCodeCache: () => void (isKnown || cached.set(() => script.createCachedData())),
  };
}

/** Whether the modules were built again and not bundled. An installed package has one time for all files. */
function isStale(): boolean {
  const [bundle, entry] = [BUNDLE, ENTRY].map((file) => statSync(file, { throwIfNoEntry: false }));
  return bundle !== undefined && entry !== undefined && bundle.mtimeMs < entry.mtimeMs;
}

/**
 * V8's code cache, a file per command: `<SHA-256 of the rest><the rest>`. Its name holds a digest of the
 * program, the architecture and V8 with its flags; V8 rejects the code cache of any other.
 */
function codeCache(command: string, codeDigest: string) {
  const folder = cacheFolder(process.env);
  const tag = digest(Buffer.from(`${codeDigest} ${process.arch} ${cachedDataVersionTag()}`));
  // A word that is no command has no file of its own. Compiled code remembers where its source stood, and
  // shows that in traces: each place has its own.
  const place = digest(Buffer.from(BUNDLE.href)).toString("hex", 0, 4);
  const prefix = `code-${/^[a-z]+$/.test(command) ? command : "none"}-${place}-`;
  const file = join(folder, `${prefix}${tag.toString("hex")}.bin`);
  return {
    get(): Buffer | null {
      const bytes = read(file);
      const rest = bytes?.subarray(DIGEST_SIZE);
      return bytes && rest && bytes.subarray(0, DIGEST_SIZE).equals(digest(rest)) ? rest : null;
    },
    set(make: () => Buffer): void {
      const data = make();
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.${process.pid}`, Buffer.concat([digest(data), data]));
        renameSync(`${file}.${process.pid}`, file);
        // Those of other versions are of no more use, nor are those of places that are gone.
        for (const name of readdirSync(folder)) {
          const other = join(folder, name);
          if (other === file || !name.startsWith("code-")) continue;
          if (name.startsWith(prefix) || Date.now() - statSync(other).mtimeMs > LONG_UNUSED)
            rmSync(other, { force: true });
        }
      } catch {
        // It is only slower without.
      }
    },
  };
}

function read(file: URL | string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
