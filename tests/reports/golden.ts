import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";

/**
 * Compares a text with the file of this name under `golden/`. `UPDATE_GOLDEN=1` writes the file
 * instead: look at the difference before it is committed.
 */
export function expectGolden(text: string, name: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  expect(text).to.equal(readFileSync(file, "utf8"));
}
