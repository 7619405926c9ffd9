import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { ByteSink } from "./byte-sink.ts";

/**
 * Writes a file that has its name only once it is complete: until then it stands beside it under a
 * name of its own, so that nobody reads half a recording, and a recording may take its own place.
 */
export class FileSink implements ByteSink {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: number;
  #size = 0;
  #pending: Uint8Array[] = [];
  #pendingSize = 0;

  /** Makes the folders on the way, too. @throws what the file system throws */
  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.partial-${process.pid}`;
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(this.#partial, "wx");
  }

  append(bytes: Uint8Array): void {
    this.#pending.push(Uint8Array.from(bytes));
    this.#pendingSize += bytes.length;
    if (this.#pendingSize >= WRITTEN_AT_ONCE) this.#flush();
  }

  overwrite(offset: number, bytes: Uint8Array): void {
    this.#flush();
    writeAll(this.#file, bytes, offset);
  }

  /** Gives the file its name. */
  finish(): void {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
    renameSync(this.#partial, this.#path);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    closeSync(this.#file);
    rmSync(this.#partial, { force: true });
  }

  #flush(): void {
    if (this.#pendingSize === 0) return;
    writeAll(this.#file, Buffer.concat(this.#pending, this.#pendingSize), this.#size);
    this.#size += this.#pendingSize;
    this.#pending = [];
    this.#pendingSize = 0;
  }
}

const WRITTEN_AT_ONCE = 1024 * 1024;

function writeAll(file: number, bytes: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes.length;)
    at += writeSync(file, bytes, at, bytes.length - at, offset + at);
}
