/** Parts of a path of Windows, as the ingest pipelines cut it: at backslashes only. */

/** Returns what follows the last backslash, or `undefined` if there is none or nothing follows. */
export function baseName(path: string): string | undefined {
  const at = path.lastIndexOf("\\");
  return at < 0 || at === path.length - 1 ? undefined : path.slice(at + 1);
}

/** Returns what follows the last backslash; the whole text if there is none. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** Returns what precedes the last backslash, or `undefined` if there is none or nothing precedes. */
export function directoryOf(path: string): string | undefined {
  const at = path.lastIndexOf("\\");
  return at <= 0 ? undefined : path.slice(0, at);
}

/**
 * Returns what follows the last dot of the whole path, its letter case kept. It may be a piece of a
 * folder's name (`C:\a.b\file` gives `b\file`): so do the pipelines. A path without backslash has none.
 */
export function extensionOf(path: string): string | undefined {
  return path.includes("\\") ? extensionOfName(path) : undefined;
}

/** Returns what follows the last dot, or `undefined` if nothing does. */
export function extensionOfName(name: string): string | undefined {
  const at = name.lastIndexOf(".");
  return at < 0 || at === name.length - 1 ? undefined : name.slice(at + 1);
}
