/**
 * Where recordings of a scenario may lie: below the root of its project. A scenario may come from a stranger,
 * and what a recording holds is printed where rules fire, or where it cannot be read.
 */
import { readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { splitMemberPath } from "../../telemetry/files/archive-path.ts";

const MARK = /^(?:package\.json|firedrill\.config\.[^.]+)$/;

/**
 * Returns the root of the project to which a scenario file belongs: the nearest folder above it that holds
 * `package.json` or `firedrill.config.*`. If there is none, it is the working directory, and for a file that
 * lies outside of that, the file's own folder.
 */
export function projectRoot(file: string): string {
  const folder = dirname(resolve(file));
  for (let at = folder; ; at = dirname(at)) {
    if (namesIn(at).some((name) => MARK.test(name))) return at;
    if (at === dirname(at)) break;
  }
  const here = resolve(".");
  return isBelow(realPath(folder), realPath(here)) ? here : folder;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that may not be listed marks nothing.
    return [];
  }
}

/**
 * Returns why a recording may not be opened, as the end of a sentence; null if it may.
 *
 * @param path of the recording; a member of an archive is where the archive is
 * @param folders below which it may lie, all links resolved
 */
export function whyForbidden(path: string, folders: readonly string[]): string | null {
  const files = [path, ...splitMemberPath(path).map(({ archive }) => archive)];
  const file = files.find((one) => statsOf(one) !== null) ?? path;
  const real = realPath(file);
  if (!folders.some((folder) => isBelow(real, realPath(folder)))) {
    const led = real === resolve(file) ? "" : `leads to ${real}, which `;
    return `${led}lies outside ${folders[0]!}`;
  }
  const stats = statsOf(file);
  return stats === null || stats.isFile() || stats.isDirectory() ? null : `is ${kindOf(stats)}`;
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** Returns a path with all links resolved, as far as there is something at it. */
function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(realPath(above), basename(whole));
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
