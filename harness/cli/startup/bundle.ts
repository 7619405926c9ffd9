/**
 * Loads the program. A build packs its some two hundred modules into one file, because finding and
 * linking them takes longer than most commands do. What V8 made of that file is kept from run to run,
 * in the user's folder for such things, so that it need not be parsed and compiled again. Without a
 * pack (in a checkout, say), or if anything is wrong with what was kept, the program is only slower.
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
import type { Start } from "../parallel/messages.ts";
import type { Launch } from "./program.ts";
import type { MessagePort } from "node:worker_threads";

/** What the packed file exports. */
export interface Program {
  main(launch: Launch): Promise<void>;
  work(start: Start, port: MessagePort, now: () => number): Promise<void>;
}

export interface LoadedProgram {
  readonly program: Program;
  /** A digest of the packed file; null if there is none. */
  readonly code: string | null;
  /** Keeps what V8 made of the file, now that the command has run. */
  readonly keep: () => void;
}

const BUNDLE = new URL("./bundle.cjs", import.meta.url);
const ENTRY = new URL("./program.js", import.meta.url);
const DIGEST_SIZE = 32;

/** @param command whose code is wanted: what V8 makes of the file differs with what is run of it */
export async function loadProgram(command: string): Promise<LoadedProgram> {
  const source = isStale() ? null : read(BUNDLE);
  if (!source) return { program: await import("./program.ts"), code: null, keep() {} };
  const code = digest(source).toString("hex");
  const cached = codeCache(command, code);
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
    code,
    keep: () => void (isKnown || cached.set(() => script.createCachedData())),
  };
}

/** Whether the modules were built again and not packed. An installed package has one time for all files. */
function isStale(): boolean {
  const [bundle, entry] = [BUNDLE, ENTRY].map((file) => statSync(file, { throwIfNoEntry: false }));
  return bundle !== undefined && entry !== undefined && bundle.mtimeMs < entry.mtimeMs;
}

/**
 * What V8 made of a program, a file per command: `<SHA-256 of the rest><the rest>`. Its name tells the
 * program, the command and V8 with its settings; of another one V8 would take nothing, too.
 */
function codeCache(command: string, code: string) {
  const folder = cacheFolder(process.env);
  const tag = digest(Buffer.from(`${code} ${process.arch} ${cachedDataVersionTag()}`));
  // A command that is none has no file of its own.
  const prefix = `code-${/^[a-z]+$/.test(command) ? command : "none"}-`;
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
        // Those of other versions are of no more use.
        for (const name of readdirSync(folder))
          if (name.startsWith(prefix) && join(folder, name) !== file)
            rmSync(join(folder, name), { force: true });
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
