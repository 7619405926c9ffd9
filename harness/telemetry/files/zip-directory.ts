/**
 * The directories of zip archives, each read once for all members that are opened one after another: an
 * archive of a thousand members would else be gone through a thousand times.
 */
import { statSync } from "node:fs";
import type { Entry } from "yauzl";

/** Members that an archive may have, and all remembered directories together. */
const MAX_MEMBERS = 100_000;

interface Directory {
  /** Size and time of the archive when it was read. */
  readonly version: string;
  /** The first member of each name. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What ended the directory before its end, or `null`. */
  readonly fault: unknown;
}

/** By the path of the archive, the one that was asked for last at the end. */
const known = new Map<string, Directory>();

/**
 * Returns the member of an archive that has a name, or `undefined`.
 *
 * @param entries gives the directory, if it must be read
 * @throws what ended the directory, if the member is not among those before
 */
export async function entryNamed(
  archive: string,
  member: string,
  entries: () => AsyncIterable<Entry>,
  nameOf: (entry: Entry) => string,
): Promise<Entry | undefined> {
  const version = versionOf(archive);
  let directory = known.get(archive);
  known.delete(archive);
  if (directory?.version !== version) directory = await readDirectory(version, entries(), nameOf);
  known.set(archive, directory);
  forgetOldest();
  const entry = directory.entries.get(member);
  if (entry === undefined && directory.fault !== null) throw directory.fault;
  return entry;
}

/**
 * Passes the members of a directory on.
 *
 * @throws if there are more of them than are read
 */
export async function* boundedEntries(entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  let count = 0;
  for await (const entry of entries) {
    if (++count > MAX_MEMBERS) throw new Error(`it has more than ${MAX_MEMBERS} members`);
    yield entry;
  }
}

async function readDirectory(
  version: string,
  entries: AsyncIterable<Entry>,
  nameOf: (entry: Entry) => string,
): Promise<Directory> {
  const byName = new Map<string, Entry>();
  let fault: unknown = null;
  try {
    for await (const entry of boundedEntries(entries)) {
      const name = nameOf(entry);
      if (!byName.has(name)) byName.set(name, entry);
    }
  } catch (error) {
    fault = error;
  }
  return { version, entries: byName, fault };
}

function versionOf(archive: string): string {
  const { size, mtimeMs, ino } = statSync(archive);
  return `${size} ${mtimeMs} ${ino}`;
}

/** The last one is kept, however large it is. */
function forgetOldest(): void {
  let members = 0;
  for (const { entries } of known.values()) members += entries.size;
  for (const [archive, { entries }] of known) {
    if (members <= MAX_MEMBERS || known.size === 1) return;
    members -= entries.size;
    known.delete(archive);
  }
}
