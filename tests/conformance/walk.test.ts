import { expect } from "chai";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { filesBelow } from "./walk.ts";

describe("filesBelow", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "firedrill-walk-"));
    await mkdir(join(folder, "real", "deep"), { recursive: true });
    await writeFile(join(folder, "real", "a.yml"), "");
    await writeFile(join(folder, "real", "deep", "b.yml"), "");
    await writeFile(join(folder, "real", "deep", "c.txt"), "");
    await symlink(join(folder, "real"), join(folder, "linked"));
    await symlink(join(folder, "real", "a.yml"), join(folder, "link.yml"));
    await symlink(folder, join(folder, "real", "deep", "circle"));
    await symlink(join(folder, "nowhere"), join(folder, "dangling.yml"));
  });
  after(() => rm(folder, { recursive: true }));

  it("follows links to files and folders, and leaves circles", async () => {
    const found = await filesBelow(folder, (name) => name.endsWith(".yml"));
    expect(found.map((path) => relative(folder, path))).to.deep.equal([
      "link.yml",
      "linked/a.yml",
      "linked/deep/b.yml",
      "real/a.yml",
      "real/deep/b.yml",
    ]);
  });

  it("finds nothing in what is no folder", async () => {
    expect(await filesBelow(join(folder, "real", "a.yml"), () => true)).to.deep.equal([]);
    expect(await filesBelow(join(folder, "nowhere"), () => true)).to.deep.equal([]);
  });
});
