/** What our documents name is there: files are moved, and sentences stay. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { globSync } from "tinyglobby";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The change log tells what files were called at the time. */
const DOCUMENTS = globSync(["*.md", "docs/**/*.md", "!CHANGELOG.md"], { cwd: ROOT }).toSorted();
const FILES = globSync("{harness,tests,scripts,bench}/**/*.ts", { cwd: ROOT });

/** A path of a source file in backticks; `NAME` in it stands for what the reader will write. */
const SOURCE_FILE = /`(?<path>[\w.…/-]+\.ts)`/g;

describe("documents", () => {
  it("are there", () => expect(DOCUMENTS).to.include("ARCHITECTURE.md"));

  for (const document of DOCUMENTS)
    it(`name files that exist: ${document}`, () => {
      const missing = [...readFileSync(`${ROOT}/${document}`, "utf8").matchAll(SOURCE_FILE)]
        .map(({ groups }) => groups!["path"]!.replace("…/", ""))
        .filter((path) => !path.includes("NAME"))
        .filter((path) => !FILES.some((file) => `/${file}`.endsWith(`/${path}`)));
      expect(missing).to.be.empty;
    });
});
