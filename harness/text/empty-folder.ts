import type { Diagnostic } from "./diagnostic.ts";

const EMPTY_FOLDER = "file/empty-folder";

/**
 * Returns the warning that a folder which was given holds nothing of what was asked for.
 *
 * @param what in the singular: `rule file`
 */
export function emptyFolder(path: string, what: string): Diagnostic {
  const message = `No ${what} is in this folder.`;
  const hint = "Name another folder, or leave it out.";
  return { code: EMPTY_FOLDER, severity: "warning", message, hint, file: path };
}

/** Whether a diagnostic is such a warning. */
export function isEmptyFolder({ code }: Diagnostic): boolean {
  return code === EMPTY_FOLDER;
}
