import { readdirSync, realpathSync, statSync } from "node:fs";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { memberPath, splitMemberPath } from "./archive-path.ts";
import { isArchiveName, isRecordingName } from "./recording-names.ts";
import { memberNames, reasonOf } from "./zip.ts";

/** What was found under some paths. */
export interface FoundRecordings {
  /** Forward slashes, beginning as the paths were given; members of archives as `a.zip!/b.evtx`. */
  readonly recordings: readonly string[];
  /** Files of folders and archives that are no recordings by their name. */
  readonly skippedFiles: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Finds {
  readonly recordings: Set<string>;
  skippedFiles: number;
  readonly diagnostics: Diagnostic[];
}

/**
 * Returns the recordings under the paths, in the order of the paths and sorted within each. Folders
 * are walked, links followed; in them only files named like recordings are taken, and the rest is
 * counted. A file that is named itself is always taken. A zip archive yields its members.
 */
export async function findRecordings(paths: readonly string[]): Promise<FoundRecordings> {
  const finds: Finds = { recordings: new Set(), skippedFiles: 0, diagnostics: [] };
  for (const given of paths) {
    const path = given.replaceAll("\\", process.platform === "win32" ? "/" : "\\");
    const kind = kindOf(path);
    if (kind === "folder") await walk(path.replace(/(?<=.)\/+$/, ""), new Set(), finds);
    else if (kind === "file" && isArchiveName(path)) await addMembers(path, finds);
    else if (kind === "file" || isMember(path)) finds.recordings.add(path);
    else
      finds.diagnostics.push({
        code: "file/not-found",
        severity: "error",
        message: "No file or folder has this path.",
        file: path,
      });
  }
  return { ...finds, recordings: [...finds.recordings] };
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? null : stat.isDirectory() ? "folder" : "file";
  } catch {
    // It is there but may not be looked at: whoever opens it says why.
    return "file";
  }
}

/** Whether a path names a member of an archive that is there; reading it tells the rest. */
function isMember(path: string): boolean {
  return splitMemberPath(path).some(({ archive }) => kindOf(archive) === "file");
}

/** @param above the folders on the way, by their real path: a link back to one of them is not followed */
async function walk(folder: string, above: ReadonlySet<string>, finds: Finds): Promise<void> {
  let names: string[];
  let within: ReadonlySet<string>;
  try {
    const real = realpathSync(folder);
    if (above.has(real)) return;
    within = new Set([...above, real]);
    names = readdirSync(folder).sort();
  } catch (error) {
    finds.diagnostics.push(unreadable(folder, error));
    return;
  }
  for (const name of names) {
    const path = folder.endsWith("/") ? folder + name : `${folder}/${name}`;
    const kind = kindOf(path);
    if (kind === "folder") await walk(path, within, finds);
    else if (kind === "file" && isArchiveName(name)) await addMembers(path, finds);
    else if (kind === "file" && isRecordingName(name)) finds.recordings.add(path);
    else finds.skippedFiles++;
  }
}

async function addMembers(archive: string, finds: Finds): Promise<void> {
  try {
    const members = (await memberNames(archive)).sort();
    const recordings = members.filter(isRecordingName);
    for (const member of recordings) finds.recordings.add(memberPath(archive, member));
    finds.skippedFiles += members.length - recordings.length;
    if (recordings.length > 0) return;
    finds.diagnostics.push({
      code: "archive/no-recordings",
      severity: "warning",
      message: `None of the ${members.length} files of the archive is a recording.`,
      file: archive,
    });
  } catch (error) {
    finds.diagnostics.push({
      code: "archive/unreadable",
      severity: "error",
      message: `The archive cannot be read: ${reasonOf(error)}.`,
      file: archive,
    });
  }
}

function unreadable(file: string, error: unknown): Diagnostic {
  const message = `The folder cannot be read: ${reasonOf(error)}.`;
  return { code: "file/unreadable", severity: "error", message, file };
}
