import { writeSync } from "node:fs";
import { beginFile, type UnfinishedFile } from "../../text/whole-file.ts";
import type { ByteSink } from "./byte-sink.ts";

/**
 * Writes a file that has its name only once it is complete, so that nobody reads half a recording, and a
 * recording may take its own place.
 */
export class FileSink implements ByteSink {
  readonly #file: UnfinishedFile;
  #size = 0;
  #pending: Uint8Array[] = [];
  #pendingSize = 0;

  /** Makes the folders on the way, too. @throws what the file system throws */
  constructor(path: string) {
    this.#file = beginFile(path);
  }

  append(bytes: Uint8Array): void {
    this.#pending.push(Uint8Array.from(bytes));
    this.#pendingSize += bytes.length;
    if (this.#pendingSize >= WRITTEN_AT_ONCE) this.#flush();
  }

  overwrite(offset: number, bytes: Uint8Array): void {
    this.#flush();
    writeAll(this.#file.descriptor, bytes, offset);
  }

  /** Gives the file its name. */
  finish(): void {
    this.#flush();
    this.#file.finish();
  }

  /** Leaves nothing behind. */
  abandon(): void {
    this.#file.abandon();
  }

  #flush(): void {
    if (this.#pendingSize === 0) return;
    writeAll(this.#file.descriptor, Buffer.concat(this.#pending, this.#pendingSize), this.#size);
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
