/**
 * Files that are there whole or not at all: until all is written, they stand beside their place under a name of
 * their own. Whoever is killed leaves such a name behind, which is hidden, is that of no report and no
 * recording, and is never used again.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";
import { getSystemErrorMap } from "node:util";

/** A file that is being written. */
export interface UnfinishedFile {
  readonly descriptor: number;
  /** Gives the file its name, in place of the file that has it. */
  finish(): void;
  /** Leaves nothing behind, and what has the name as it was; also after `finish` threw. */
  abandon(): void;
}

/**
 * Begins a file, and makes the folders on the way to it. A link to a file keeps leading there.
 *
 * @throws what the file system throws
 */
export function beginFile(path: string): UnfinishedFile {
  mkdirSync(dirname(path), { recursive: true });
  const old = statsOf(path);
  const place = old ? realpathSync(path) : path;
  // A folder cannot be opened so; and who may not write a file may often replace it all the same, and is not to.
  if (old) closeSync(openSync(place, "r+"));
  const name = join(dirname(place), `.firedrill-${randomBytes(8).toString("hex")}.unfinished`);
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const descriptor = openSync(name, "wx", old ? old.mode & 0o777 : 0o666);
  return {
    descriptor,
    finish() {
      fsyncSync(descriptor);
      close();
      renameSync(name, place);
    },
    abandon() {
      close();
      rmSync(name, { force: true });
    },
  };
}

/** What the process has open: a file in its place would not be what it leads to. */
const OPEN_FILES: Readonly<Record<string, number>> = { "/dev/stdout": 1, "/dev/stderr": 2 };

/**
 * Writes a text to a file, whole or not at all. What is no file, such as `/dev/stdout` or a named pipe, is
 * written to where it is.
 *
 * @throws what the file system throws
 */
export function writeWhole(path: string, text: string): void {
  const old = statsOf(path);
  if (old && !old.isDirectory() && (!old.isFile() || Object.hasOwn(OPEN_FILES, path))) {
    // By its number, a file goes on where the process has come to in it.
    writeFileSync(old.isFile() ? OPEN_FILES[path]! : path, text);
    return;
  }
  const file = beginFile(path);
  try {
    writeFileSync(file.descriptor, text);
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
}

/** Returns what the file system objected to, in its own words; null for an error of another kind. */
export function systemReason(error: unknown): string | null {
  if (!(error instanceof Error && "syscall" in error)) return null;
  const { errno, message, syscall } = error as NodeJS.ErrnoException;
  const reason = getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
  return syscall === "mkdir" ? `its folder cannot be made: ${reason}` : reason;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Whoever writes there learns why.
    return undefined;
  }
}
