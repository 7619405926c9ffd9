import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Returns the files below a folder whose name is wanted, sorted by path. Links to files and folders
 * are followed; a link that leads back to a folder above it is not entered again. What is no
 * folder holds no files.
 */
export async function filesBelow(
  folder: string,
  wanted: (name: string) => boolean,
  above: readonly string[] = [],
): Promise<string[]> {
  const real = await realpath(folder).catch(() => null);
  if (real === null || above.includes(real) || !(await stat(real)).isDirectory()) return [];
  const files: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    // A link into nowhere is no file: whoever asks for it by name is told so.
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory()) files.push(...(await filesBelow(path, wanted, [...above, real])));
    else if (found?.isFile() && wanted(name)) files.push(path);
  }
  return files;
}

/** Whether there is a file or folder of this path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
