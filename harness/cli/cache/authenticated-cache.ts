/**
 * What is kept from run to run, and run or believed without being looked at again: compiled code and
 * compiled rules. So a file counts only if this user's firedrill wrote it: it lies in a folder of the
 * user's own (`private-folder.ts`), and begins with a code that takes a key to make, which lies elsewhere.
 * A cache that was restored from another machine, or edited, is as good as none.
 *
 *   offset  size
 *        0    32  HMAC-SHA256 of the file's name, a NUL and the content, by the user's key
 *       32     …  the content
 *
 * See docs/decisions/0011-what-a-cache-is-trusted-with.md.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { PrivateFolder } from "./private-folder.ts";

type Env = Readonly<Record<string, string | undefined>>;

const [CODE_SIZE, KEY_SIZE] = [32, 32];
const KEY_NAME = "cache-key";

export class AuthenticatedCache {
  readonly #files: PrivateFolder;
  readonly #keys: PrivateFolder;
  #key: Uint8Array | null | undefined;

  /** @param keys where the key lies: not where somebody puts back a cache of old */
  constructor(files: PrivateFolder, keys: PrivateFolder) {
    this.#files = files;
    this.#keys = keys;
  }

  /** Returns why nothing is kept, as a sentence; null if nothing keeps it from being so. */
  get refusal(): string | null {
    return this.#files.refusal ?? this.#keys.refusal;
  }

  /** Returns the content of a file, or null if there is none that counts. */
  read(name: string, allocate?: (size: number) => Uint8Array): Uint8Array | null {
    const key = this.#keyOf(false);
    const bytes = key && this.#files.read(name, allocate);
    if (!bytes || bytes.length < CODE_SIZE) return null;
    const content = bytes.subarray(CODE_SIZE);
    const code = Uint8Array.from(bytes.subarray(0, CODE_SIZE));
    return timingSafeEqual(code, codeOf(key, name, content)) ? content : null;
  }

  /** Writes a file; whatever is wrong with the folder, it is only not kept. */
  write(name: string, content: Uint8Array): void {
    const key = this.#keyOf(true);
    if (key) this.#files.write(name, codeOf(key, name, content), content);
  }

  /** Returns the names of the files, those that were written last first. */
  names(): readonly string[] {
    return this.#files.names();
  }

  remove(name: string): void {
    this.#files.remove(name);
  }

  /** @param isMade whether a key is to be made where there is none */
  #keyOf(isMade: boolean): Uint8Array | null {
    if (this.#key) return this.#key;
    const found = this.#keys.read(KEY_NAME);
    if (found?.length === KEY_SIZE) return (this.#key = found);
    if (!isMade) return null;
    this.#keys.write(KEY_NAME, randomBytes(KEY_SIZE));
    // Another process may have made one meanwhile: what lies there counts.
    const made = this.#keys.read(KEY_NAME);
    return (this.#key = made?.length === KEY_SIZE ? made : null);
  }
}

/** Returns the user's cache. Nothing of it need be there. */
export function userCache(env: Env): AuthenticatedCache {
  const folder = (variable: string, ...usual: string[]): PrivateFolder =>
    new PrivateFolder(join(env[variable] || join(homedir(), ...usual), "firedrill"));
  return new AuthenticatedCache(
    folder("XDG_CACHE_HOME", ".cache"),
    folder("XDG_STATE_HOME", ".local", "state"),
  );
}

function codeOf(key: Uint8Array, name: string, content: Uint8Array): Uint8Array {
  return createHmac("sha256", key).update(`${name}\0`).update(content).digest();
}
