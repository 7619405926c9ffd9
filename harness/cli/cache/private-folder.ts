/**
 * A folder whose files only the user can have written: it and they belong to the effective user, and
 * nobody else may write to them. A folder or file that is not so is not used. Links are not followed.
 *
 * On Windows files have no owner and mode of this kind; a folder in the user's profile is taken as it is.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";

// Windows has no O_NOFOLLOW: `|` takes what is undefined for 0.
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;
const [FOLDER_MODE, FILE_MODE, WRITABLE_BY_OTHERS] = [0o700, 0o600, 0o022];
const TEMPORARY = /\.tmp$/;
/** A temporary file that is older, in milliseconds, was left behind by a process that is gone. */
const OLDEST_TEMPORARY = 60 * 60 * 1000;

export class PrivateFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Returns why the folder is not used, as a sentence; null if it can be, or is not there yet. */
  get refusal(): string | null {
    const stats = attempt(() => lstatSync(this.path));
    if (!stats) return null;
    if (!stats.isDirectory()) return `${this.path} is no folder.`;
    const reason = foreignness(stats);
    if (reason === null) return null;
    return `The folder ${this.path} is not used, because ${reason}. Make it yours alone (chmod 700), or remove it.`;
  }

  /**
   * Returns the content of a file, or null if there is none that is the user's own.
   *
   * @param allocate gives the memory for so many bytes
   */
  read(
    name: string,
    allocate: (size: number) => Uint8Array = (size) => Buffer.allocUnsafe(size),
  ): Uint8Array | null {
    if (this.refusal) return null;
    return attempt(() => {
      const file = openSync(join(this.path, name), O_RDONLY | O_NOFOLLOW);
      try {
        const stats = fstatSync(file);
        if (!stats.isFile() || foreignness(stats)) return null;
        const bytes = allocate(stats.size);
        for (let at = 0; at < bytes.length;) {
          const read = readSync(file, bytes, at, bytes.length - at, null);
          if (read === 0) return null;
          at += read;
        }
        return bytes;
      } finally {
        closeSync(file);
      }
    });
  }

  /** Writes a file whole, or not at all. Whatever the file system objects to, nothing is thrown. */
  write(name: string, ...parts: readonly Uint8Array[]): void {
    attempt(() => mkdirSync(this.path, { recursive: true, mode: FOLDER_MODE }));
    if (this.refusal) return;
    const temporary = join(this.path, `${name}.${randomBytes(8).toString("hex")}.tmp`);
    attempt(() => {
      try {
        const file = openSync(temporary, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, FILE_MODE);
        try {
          for (const part of parts) writeAll(file, part);
        } finally {
          closeSync(file);
        }
        renameSync(temporary, join(this.path, name));
      } finally {
        rmSync(temporary, { force: true });
      }
    });
    this.#clearTemporaries();
  }

  /** Returns the names of the files, those that were written last first. */
  names(): readonly string[] {
    if (this.refusal) return [];
    const names = attempt(() => readdirSync(this.path)) ?? [];
    return names
      .filter((name) => !TEMPORARY.test(name))
      .map((name) => ({ name, time: this.#timeOf(name) }))
      .sort((a, b) => b.time - a.time)
      .map(({ name }) => name);
  }

  remove(name: string): void {
    attempt(() => rmSync(join(this.path, name), { force: true }));
  }

  #clearTemporaries(): void {
    const names = attempt(() => readdirSync(this.path)) ?? [];
    for (const name of names)
      if (TEMPORARY.test(name) && Date.now() - this.#timeOf(name) > OLDEST_TEMPORARY)
        this.remove(name);
  }

  #timeOf(name: string): number {
    return attempt(() => lstatSync(join(this.path, name)).mtimeMs) ?? 0;
  }
}

/** Returns why somebody else could have written what has this owner and mode; null if nobody could. */
function foreignness({ uid, mode }: Stats): string | null {
  const user = process.geteuid?.();
  if (user === undefined) return null;
  if (uid !== user) return "it belongs to another user";
  const octal = (mode & 0o777).toString(8).padStart(4, "0");
  return (mode & WRITABLE_BY_OTHERS) === 0 ? null : `others may write to it (mode ${octal})`;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** Returns what the step gives, or null if the file system objects. */
function attempt<T>(step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}
