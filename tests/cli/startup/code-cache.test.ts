/** Compiled code is kept for each place of the program: traces name the files that are run. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

describe("the code cache", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "firedrill-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("is another for another checkout of the same program, and the same for the same", () => {
    const cache = join(folder, "cache");
    const list = (place: string): void =>
      void execFileSync(process.execPath, [join(folder, place, "dist/cli/main.js"), "schema"], {
        cwd: folder,
        env: { ...process.env, XDG_CACHE_HOME: cache },
      });
    for (const place of ["a", "b"]) {
      cpSync(join(ROOT, "dist"), join(folder, place, "dist"), { recursive: true });
      cpSync(join(ROOT, "package.json"), join(folder, place, "package.json"));
      symlinkSync(join(ROOT, "node_modules"), join(folder, place, "node_modules"));
      list(place);
      list(place);
    }
    const kept = readdirSync(join(cache, "firedrill")).filter((name) => name.startsWith("code-"));
    expect(kept).to.have.length(2);
  });
});
