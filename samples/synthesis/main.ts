import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordings, twins } from "./recordings.ts";

/**
 * Writes all recordings anew and prints their SHA-256, which the scenarios quote:
 * `node --import=tsx samples/synthesis/main.ts`.
 */
const SAMPLES = fileURLToPath(new URL("..", import.meta.url));

const files = [
  ...recordings().map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
  ...twins(),
];
for (const { path, bytes } of files) {
  const file = join(SAMPLES, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${createHash("sha256").update(bytes).digest("hex")}  ${path}`);
}
