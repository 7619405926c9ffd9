import { homedir } from "node:os";
import { join } from "node:path";

/** Returns the user's folder for what can be made anew. It need not be there. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "firedrill");
}
