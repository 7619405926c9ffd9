/** Walks folders of the user's: rules, scenarios and recordings are found by the same steps. */
import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";

/** How a folder is walked. */
export interface WalkOptions {
  /** Whether entries are skipped whose names begin with a dot. */
  readonly skipHidden: boolean;
  /** Whether entries are skipped that are called `node_modules`. */
  readonly skipNodeModules: boolean;
  /**
   * The real paths of the folders that were walked; a folder is walked once, by whatever links it is
   * reached. Absent: a folder is walked wherever a link leads to it, unless it is one of the folders
   * on the way to that link.
   */
  readonly walked?: Set<string>;
}

/** Something in a folder or in a folder below it. */
export type WalkEntry =
  /** `isRegular` is false for a pipe, a socket or a device. */
  | (WalkedPath & { readonly kind: "file"; readonly isRegular: boolean })
  /** A hidden entry, or `node_modules`. */
  | (WalkedPath & { readonly kind: "skipped" })
  /** A link that leads nowhere or in a circle, or a folder that cannot be read. */
  | (WalkedPath & { readonly kind: "link-error" | "folder-error"; readonly error: Error })
  /** Its name is no UTF-8, and the path that is given leads nowhere: what no character is is U+FFFD. */
  | (WalkedPath & {
      readonly kind: "name-error";
      readonly isFolder: boolean;
      readonly error: Error;
    });

interface WalkedPath {
  /** Begins as the folder was given. */
  readonly path: string;
  /** The path below the folder; "" is the folder itself. */
  readonly name: string;
  /** The path with all links resolved; of a link that cannot be, the path of the link. */
  readonly real: string;
}

/**
 * Shows what is in a folder and below it, each folder sorted by name, in the order of UTF-16 units.
 * Links are followed. Never throws for what the file system objects to.
 *
 * @param folder with forward slashes, and without one at its end unless it is the root
 */
export function* walkFolder(folder: string, options: WalkOptions): Generator<WalkEntry> {
  let real: string;
  try {
    real = realpathSync(folder);
  } catch (error) {
    yield failure("folder-error", { path: folder, name: "", real: folder }, error);
    return;
  }
  yield* walk({ path: folder, name: "", real }, new Set(), options);
}

function* walk(
  folder: WalkedPath,
  above: ReadonlySet<string>,
  options: WalkOptions,
): Generator<WalkEntry> {
  const { walked = above } = options;
  if (walked.has(folder.real)) return;
  options.walked?.add(folder.real);
  let entries: Dirent[];
  try {
    entries = readdirSync(folder.path, { withFileTypes: true });
  } catch (error) {
    yield failure("folder-error", folder, error);
    return;
  }
  const within = new Set([...above, folder.real]);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place: WalkedPath = {
      path: below(folder.path, entry.name),
      name: folder.name === "" ? entry.name : `${folder.name}/${entry.name}`,
      real: join(folder.real, entry.name),
    };
    yield* walkEntry(entry, place, within, options);
  }
}

function* walkEntry(
  entry: Dirent,
  place: WalkedPath,
  above: ReadonlySet<string>,
  options: WalkOptions,
): Generator<WalkEntry> {
  if (entry.name.includes("\ufffd") && !isThere(place.path)) {
    const error = new Error("its name is not UTF-8");
    yield { ...place, kind: "name-error", isFolder: entry.isDirectory(), error };
    return;
  }
  let found: Pick<Dirent, "isDirectory" | "isFile"> = entry;
  let { real } = place;
  if (entry.isSymbolicLink())
    try {
      found = statSync(place.path);
      real = realpathSync(place.path);
    } catch (error) {
      yield failure("link-error", place, error);
      return;
    }
  const isSkipped =
    (options.skipHidden && entry.name.startsWith(".")) ||
    (options.skipNodeModules && entry.name === "node_modules");
  if (isSkipped) yield { ...place, real, kind: "skipped" };
  else if (found.isDirectory()) yield* walk({ ...place, real }, above, options);
  else yield { ...place, real, kind: "file", isRegular: found.isFile() };
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function failure(kind: "link-error" | "folder-error", at: WalkedPath, error: unknown): WalkEntry {
  if (!(error instanceof Error && "code" in error)) throw error;
  return { ...at, kind, error };
}

function below(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** Whether a path leads to a folder. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // It may not be looked at, or is a link in a circle: whoever opens it says why.
    return false;
  }
}
