/** The example of docs/library.md does what the page says. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("docs/library.md", () => {
  it("has an example that prints what it says", () => {
    const page = readFileSync(join(ROOT, "docs/library.md"), "utf8");
    const code = /^```ts\n(.*?)^```$/ms.exec(page)![1]!;
    const output = /^```text\n(.*?)^```$/ms.exec(page)![1]!;
    expect(code).to.include(' from "firedrill";');
    const library = pathToFileURL(join(ROOT, "harness/index.ts")).href;
    const folder = mkdtempSync(join(tmpdir(), "firedrill-library-"));
    try {
      const file = join(folder, "example.mts");
      writeFileSync(file, code.replace(' from "firedrill";', ` from "${library}";`));
      const options = { cwd: ROOT, encoding: "utf8" } as const;
      const printed = execFileSync(process.execPath, ["--import=tsx", file], options);
      expect(printed).to.equal(output);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
