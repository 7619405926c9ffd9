import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/**
 * Returns the SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. The file is read in
 * pieces.
 *
 * @throws what the file system throws if the file cannot be read
 */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
