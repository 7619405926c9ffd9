import { statSync } from "node:fs";
import { errorIn, hasErrors, type Diagnostic } from "../../text/diagnostic.ts";
import { emptyFolder } from "../../text/empty-folder.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import { walkFolder } from "../../text/walk-folder.ts";
import { memberPath, splitMemberPath } from "./archive-path.ts";
import { isArchiveName, isContentName, isRecordingName } from "./recording-names.ts";
import {
  aroundArchive,
  directoryFault,
  HOW_TO_READ_THEM,
  MEMBERS_ARE_READ,
  otherFiles,
  unlistedMember,
} from "./recording-stream.ts";
import { membersOf, reasonOf } from "./zip.ts";

/** What was found under some paths. */
export interface FoundRecordings {
  /** Forward slashes, beginning as the paths were given; members of archives as `a.zip!/b.evtx`. */
  readonly recordings: readonly string[];
  /** Files of folders, and of archives in them, that are no recordings by their name. */
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
    if (kind === "folder") await addFolder(path.replace(/(?<=.)\/+$/, ""), finds);
    else if (kind === "file" && isArchiveName(path) && isPlainFile(path))
      await addMembers(path, finds, true);
    else if (kind === "file" || isMember(path)) finds.recordings.add(path);
    else
      finds.diagnostics.push(errorIn(path, "file/not-found", "No file or folder has this path."));
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

async function addFolder(folder: string, finds: Finds): Promise<void> {
  const told = finds.diagnostics.length;
  let hasRecordings = false;
  for (const entry of walkFolder(folder, { skipHidden: false, skipNodeModules: false })) {
    const { kind, path, name } = entry;
    const isArchive = isArchiveName(name);
    if (kind === "folder-error" || (kind === "name-error" && entry.isFolder)) {
      const message = `The folder cannot be read: ${reasonOf(entry.error)}.`;
      finds.diagnostics.push(errorIn(path, "file/unreadable", message));
    } else if (!isArchive && !isRecordingName(name)) finds.skippedFiles++;
    else if (kind === "link-error" || kind === "name-error") {
      const what = kind === "link-error" ? "link cannot be followed" : "file cannot be opened";
      const message = `The ${what}: ${reasonOf(entry.error)}.`;
      finds.diagnostics.push(errorIn(path, "file/unreadable", message));
    } else if (kind === "file" && !entry.isRegular) {
      finds.skippedFiles++;
      finds.diagnostics.push({
        code: "file/skipped",
        severity: "warning",
        message: "A pipe, socket or device in a folder is not opened.",
        hint: "Name it itself to have it read.",
        file: path,
      });
    } else if (isArchive) hasRecordings = (await addMembers(path, finds, false)) || hasRecordings;
    else {
      hasRecordings = true;
      finds.recordings.add(path);
    }
  }
  if (!hasRecordings && !hasErrors(finds.diagnostics.slice(told)))
    finds.diagnostics.push(emptyFolder(folder, "recording"));
}

/** What is no plain file is opened once, by whoever reads it. */
function isPlainFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

const DUPLICATE = "The archive holds several files of this name; the first one is read.";
const NESTED = "An archive inside an archive is not opened.";

function warningIn(file: string, code: DiagnosticCode, message: string): Diagnostic {
  return { code, severity: "warning", message, file };
}

/**
 * Returns whether the archive holds a recording.
 *
 * @param isNamed whether the archive was named itself: what is passed over in it is then, too
 */
async function addMembers(archive: string, finds: Finds, isNamed: boolean): Promise<boolean> {
  try {
    const { names, around, fault, unlisted } = await membersOf(archive);
    const members = names.toSorted();
    const recordings = members.filter(isRecordingName);
    const { diagnostics } = finds;
    if (around !== null)
      diagnostics.push({
        ...warningIn(archive, "archive/bytes-around", aroundArchive(around)),
        hint: MEMBERS_ARE_READ,
      });
    if (unlisted !== null)
      diagnostics.push(errorIn(archive, "archive/unlisted-member", unlistedMember(unlisted)));
    if (fault !== null)
      diagnostics.push(errorIn(archive, "archive/unreadable", directoryFault(fault)));
    for (const [i, member] of recordings.entries()) {
      const path = memberPath(archive, member);
      finds.recordings.add(path);
      if (member === recordings[i - 1])
        diagnostics.push(errorIn(path, "archive/duplicate-member", DUPLICATE));
    }
    for (const member of members.filter(isArchiveName))
      diagnostics.push(warningIn(memberPath(archive, member), "archive/nested", NESTED));
    const others = members.filter(
      (name) => isContentName(name) && !isRecordingName(name) && !isArchiveName(name),
    );
    if (!isNamed) finds.skippedFiles += members.length - recordings.length;
    else if (recordings.length > 0 && others.length > 0)
      diagnostics.push({
        ...warningIn(archive, "archive/other-files", otherFiles(others)),
        hint: HOW_TO_READ_THEM,
      });
    if (recordings.length > 0) return true;
    const message = `None of the ${members.length} files of the archive is a recording.`;
    diagnostics.push(warningIn(archive, "archive/no-recordings", message));
  } catch (error) {
    const message = `The archive cannot be read: ${reasonOf(error)}.`;
    finds.diagnostics.push(errorIn(archive, "archive/unreadable", message));
  }
  return false;
}
