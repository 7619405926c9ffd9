import { statSync } from "node:fs";
import type { Readable } from "node:stream";
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  openPromise,
  type Entry,
  type Options,
  type ZipFile,
} from "yauzl";
import { plural } from "../../text/plural.ts";
import type { ReadLog } from "../read-log.ts";
import { unlistedIn, type ListedMember } from "./zip-unlisted.ts";
import { archiveWindow, WindowReader, type ArchiveWindow } from "./zip-window.ts";
import { boundedEntries, entryNamed } from "./zip-directory.ts";

const ENCRYPTED_HINT = "Unpack it with its password, and read what it holds.";
/**
 * Names are decoded here, and sizes not compared, for yauzl would refuse a whole archive for one member.
 * What a member holds is compared with its checksum.
 */
const OPTIONS: Options = {
  autoClose: false,
  lazyEntries: true,
  decodeStrings: false,
  validateEntrySizes: false,
};

/** What an archive holds. */
export interface ArchiveMembers {
  /** In the order of its directory. */
  readonly names: readonly string[];
  /** What stands in the file before the archive and behind it, in words; null if nothing does. */
  readonly around: string | null;
  /** Why the directory could not be read to its end. */
  readonly fault: string | null;
  /** Where members stand that the directory does not list, in words; null if there are none. */
  readonly unlisted: string | null;
}

/** An open archive, and where it stands in its file. */
interface Archive {
  readonly zip: ZipFile;
  readonly window: ArchiveWindow;
}

/**
 * Returns the names of an archive's files.
 *
 * @throws what yauzl throws if the archive is damaged or cannot be opened
 */
export async function membersOf(path: string): Promise<ArchiveMembers> {
  const { zip, window } = await openArchive(path);
  const directory = directoryEnd(zip);
  const names: string[] = [];
  let fault: string | null = null;
  const members: ListedMember[] = [];
  try {
    for await (const entry of boundedEntries(zip.eachEntry())) {
      members.push({
        offset: entry.relativeOffsetOfLocalHeader,
        packedSize: entry.compressedSize,
      });
      const name = nameOf(entry);
      if (!name.endsWith("/")) names.push(name);
    }
  } catch (error) {
    if (names.length === 0) throw error;
    fault = reasonOf(error);
  } finally {
    zip.close();
  }
  const start = members.reduce((least, { offset }) => Math.min(least, offset), Infinity);
  const front = window.from + (Number.isFinite(start) ? start : 0);
  const back = window.fileSize - window.to;
  const places = {
    before: `${plural(front, "byte")} before it`,
    behind: `${plural(back, "byte")} behind its end`,
  };
  // What the rest of a directory that cannot be read lists is not known.
  const unlisted =
    fault === null
      ? unlistedIn(path, window, members, { start: directory, end: directoryEnd(zip) })
      : null;
  const between = unlisted?.between ?? null;
  return {
    names,
    fault,
    around: listed([
      front > 0 && !unlisted?.before ? places.before : "",
      back > 0 && !unlisted?.behind ? places.behind : "",
    ]),
    unlisted: listed([
      unlisted?.before ? places.before : "",
      between === null ? "" : `at byte ${between}`,
      unlisted?.behind ? places.behind : "",
      unlisted?.inDirectory
        ? `in the directory behind ${plural(members.length, "member")}, as many as its end says it has`
        : "",
    ]),
  };
}

function listed(places: readonly string[]): string | null {
  const said = places.filter((place) => place !== "").join(" and ");
  return said === "" ? null : said;
}

/** Offset in the archive of the first entry that was not read. */
function directoryEnd(zip: ZipFile): number {
  // Declared as a boolean, which it is not.
  return Number(zip.readEntryCursor);
}

/** A member of an archive, to be read once. */
export interface OpenMember {
  readonly stream: Readable;
  /** Bytes that it takes in the archive. */
  readonly packedSize: number;
  /** CRC-32 of its content. */
  readonly crc32: number;
}

/** Opens a file of an archive; `null`, and a diagnostic in the log, if that cannot be done. */
export async function openMember(
  path: string,
  member: string,
  log: ReadLog,
): Promise<OpenMember | null> {
  let zip: ZipFile | undefined;
  try {
    ({ zip } = await openArchive(path));
    const opened: ZipFile = zip;
    const entry = await findEntry(path, opened, member);
    if (entry && !entry.isEncrypted()) {
      const stream = await opened.openReadStreamPromise(entry);
      stream.once("close", () => opened.close());
      return { stream, packedSize: entry.compressedSize, crc32: entry.crc32 };
    }
    if (entry) log.fail("archive/unreadable", `"${member}" is encrypted.`, ENCRYPTED_HINT);
    else log.fail("file/not-found", `"${path}" holds no file "${member}".`);
  } catch (error) {
    log.fail("archive/unreadable", `"${member}" cannot be unpacked: ${reasonOf(error)}.`);
  }
  zip?.close();
  return null;
}

async function openArchive(path: string): Promise<Archive> {
  if (!statSync(path).isFile())
    throw new Error("an archive must be a file, to be read from its end");
  const window = archiveWindow(path);
  // What is wrong with an archive of which no end is found, yauzl says.
  const zip =
    window === null || (window.from === 0 && window.to === window.fileSize)
      ? await openPromise(path, OPTIONS)
      : await fromRandomAccessReaderPromise(
          new WindowReader(path, window),
          window.to - window.from,
          OPTIONS,
        );
  const { size } = statSync(path);
  return { zip, window: window ?? { from: 0, to: size, fileSize: size } };
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function findEntry(archive: string, zip: ZipFile, member: string): Promise<Entry | undefined> {
  return entryNamed(archive, member, () => zip.eachEntry(), nameOf);
}

/** Returns what a thrown error says, without its closing stop. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}
