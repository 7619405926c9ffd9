import { expect } from "chai";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isFolder, walkFolder, type WalkOptions } from "../../harness/text/walk-folder.ts";

const FILES = ["b", "a/z", "a/Y", ".hidden/h", "a/.h", "node_modules/n", "a.b"];
const ALL: WalkOptions = { skipHidden: false, skipNodeModules: false };

describe("walkFolder", () => {
  let folder: string;
  let outside: string;
  before(function () {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "walk-")));
    outside = mkdtempSync(join(tmpdir(), "walk-"));
    for (const name of FILES) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), "");
    }
    writeFileSync(join(outside, "o"), "");
    try {
      symlinkSync(outside, join(folder, "linked"));
      symlinkSync(join(folder, "a"), join(folder, "twice"));
      symlinkSync(folder, join(folder, "a", "circle"));
      symlinkSync(join(folder, "b"), join(folder, "c"));
      symlinkSync(join(folder, "gone"), join(folder, "dangling"));
    } catch (error) {
      // Windows lets only some users make links.
      if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
      this.skip();
    }
  });
  after(() => {
    for (const each of [folder, outside]) rmSync(each, { recursive: true });
  });

  const shown = (options: WalkOptions): string[] =>
    [...walkFolder(folder, options)].map(({ kind, name }) =>
      kind === "file" ? name : `${kind} ${name}`,
    );

  const rows: readonly [title: string, options: WalkOptions, expected: string[]][] = [
    [
      "everything, sorted, with links followed but for circles",
      ALL,
      [
        ".hidden/h",
        "a/.h",
        "a/Y",
        "a/z",
        "a.b",
        "b",
        "c",
        "link-error dangling",
        "linked/o",
        "node_modules/n",
        "twice/.h",
        "twice/Y",
        "twice/z",
      ],
    ],
    [
      "no hidden entries",
      { ...ALL, skipHidden: true },
      [
        "skipped .hidden",
        "skipped a/.h",
        "a/Y",
        "a/z",
        "a.b",
        "b",
        "c",
        "link-error dangling",
        "linked/o",
        "node_modules/n",
        "skipped twice/.h",
        "twice/Y",
        "twice/z",
      ],
    ],
    [
      "no node_modules",
      { ...ALL, skipNodeModules: true },
      [
        ".hidden/h",
        "a/.h",
        "a/Y",
        "a/z",
        "a.b",
        "b",
        "c",
        "link-error dangling",
        "linked/o",
        "skipped node_modules",
        "twice/.h",
        "twice/Y",
        "twice/z",
      ],
    ],
    [
      "each folder once",
      { skipHidden: true, skipNodeModules: true, walked: new Set() },
      [
        "skipped .hidden",
        "skipped a/.h",
        "a/Y",
        "a/z",
        "a.b",
        "b",
        "c",
        "link-error dangling",
        "linked/o",
        "skipped node_modules",
      ],
    ],
  ];
  for (const [title, options, expected] of rows)
    it(`shows ${title}`, () => expect(shown(options)).to.deep.equal(expected));

  it("shows paths as the folder was given, and real paths", () => {
    const found = [...walkFolder(`${folder}/twice`, ALL)].at(-1);
    expect(found).to.include({
      kind: "file",
      name: "z",
      path: `${folder}/twice/z`,
      real: join(folder, "a", "z"),
      isRegular: true,
    });
  });

  it("shows nothing of a folder that was walked before", () => {
    const walked = new Set<string>();
    const options = { ...ALL, walked };
    expect([...walkFolder(`${folder}/a`, options)]).to.not.be.empty;
    expect([...walkFolder(`${folder}/twice`, options)]).to.be.empty;
  });

  it("shows that a folder is not there", () => {
    const [found, ...others] = walkFolder(`${folder}/gone`, ALL);
    expect(found).to.include({ kind: "folder-error", name: "", path: `${folder}/gone` });
    expect(others).to.be.empty;
  });

  it("is told from a file by isFolder", () => {
    expect(["a", "twice", "b", "gone"].map((name) => isFolder(join(folder, name)))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
