import type { Readable } from "node:stream";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import type { ReadLog } from "../read-log.ts";
import { boundedEntries, entryNamed } from "./zip-directory.ts";

const ENCRYPTED_HINT = "Unpack it with its password, and read what it holds.";

/**
 * Returns the names of an archive's files in the order of its directory.
 *
 * @throws what yauzl throws if the archive is damaged or cannot be opened
 */
export async function memberNames(archive: string): Promise<string[]> {
  const zip = await openPromise(archive, { autoClose: false });
  const names: string[] = [];
  try {
    for await (const entry of boundedEntries(zip.eachEntry()))
      if (!entry.fileName.endsWith("/")) names.push(entry.fileName);
  } finally {
    zip.close();
  }
  return names;
}

/** A member of an archive, to be read once. */
export interface OpenMember {
  readonly stream: Readable;
  /** Bytes that it takes in the archive. */
  readonly packedSize: number;
}

/** Opens a file of an archive; `null`, and a diagnostic in the log, if that cannot be done. */
export async function openMember(
  archive: string,
  member: string,
  log: ReadLog,
): Promise<OpenMember | null> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(archive, { autoClose: false });
    const opened: ZipFile = zip;
    const entry = await findEntry(archive, opened, member);
    if (entry && !entry.isEncrypted()) {
      const stream = await opened.openReadStreamPromise(entry);
      stream.once("close", () => opened.close());
      return { stream, packedSize: entry.compressedSize };
    }
    if (entry) log.fail("archive/unreadable", `"${member}" is encrypted.`, ENCRYPTED_HINT);
    else log.fail("file/not-found", `"${archive}" holds no file "${member}".`);
  } catch (error) {
    log.fail("archive/unreadable", `The archive cannot be read: ${reasonOf(error)}.`);
  }
  zip?.close();
  return null;
}

function findEntry(archive: string, zip: ZipFile, member: string): Promise<Entry | undefined> {
  return entryNamed(
    archive,
    member,
    () => zip.eachEntry(),
    ({ fileName }) => fileName,
  );
}

/** Returns what a thrown error says, without its closing stop. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}
