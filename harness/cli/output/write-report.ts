import { errorIn, type Diagnostic } from "../../text/diagnostic.ts";
import { systemReason, writeWhole } from "../../text/whole-file.ts";

/** Writes a file that the user asked for, whole or not at all; returns one diagnostic if that cannot be done. */
export function writeReport(file: string, text: string): Diagnostic[] {
  try {
    writeWhole(file, text);
    return [];
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    return [errorIn(file, "file/unwritable", `The file cannot be written: ${reason}.`)];
  }
}
