import { join } from "node:path";
import { AuthenticatedCache } from "../../../harness/cli/cache/authenticated-cache.ts";
import { PrivateFolder } from "../../../harness/cli/cache/private-folder.ts";

/** Returns a cache below a folder: its files in `cache`, its key in `keys`. */
export function cacheIn(folder: string): AuthenticatedCache {
  const below = (name: string): PrivateFolder => new PrivateFolder(join(folder, name));
  return new AuthenticatedCache(below("cache"), below("keys"));
}
