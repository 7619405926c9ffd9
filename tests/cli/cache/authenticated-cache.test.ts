import { expect } from "chai";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheIn } from "./cache-in.ts";

const CONTENT = Buffer.from("compiled");

describe("a cache that is believed", () => {
  let folder = "";
  const path = (...names: string[]): string => join(folder, ...names);
  const cached = (): string | null => {
    const found = cacheIn(folder).read("a.bin");
    return found && Buffer.from(found).toString();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-cache-"));
    cacheIn(folder).write("a.bin", CONTENT);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("returns what was written", () => {
    expect(cached()).to.equal("compiled");
    expect(cacheIn(folder).read("b.bin")).to.equal(null);
  });

  it("is the user's alone, whatever the umask", () => {
    const before = process.umask(0);
    try {
      cacheIn(path("open")).write("a.bin", CONTENT);
    } finally {
      process.umask(before);
    }
    const modes = ["cache", "keys", "cache/a.bin", "keys/cache-key"].map((name) =>
      (statSync(path("open", name)).mode & 0o777).toString(8),
    );
    expect(modes).to.deep.equal(["700", "700", "600", "600"]);
  });

  /** What somebody does to the cache, after which nothing of it counts. */
  const attacks: readonly (readonly [what: string, act: () => void])[] = [
    ["a folder that the group may write to", () => chmodSync(path("cache"), 0o770)],
    ["a folder that all may write to", () => chmodSync(path("cache"), 0o707)],
    ["a file that all may write to", () => chmodSync(path("cache/a.bin"), 0o602)],
    ["a file that the group may write to", () => chmodSync(path("cache/a.bin"), 0o620)],
    ["a key that others may write to", () => chmodSync(path("keys/cache-key"), 0o666)],
    [
      "a folder behind a link",
      () => {
        renameSync(path("cache"), path("elsewhere"));
        symlinkSync(path("elsewhere"), path("cache"));
      },
    ],
    [
      "a file behind a link",
      () => {
        renameSync(path("cache/a.bin"), path("a.bin"));
        symlinkSync(path("a.bin"), path("cache/a.bin"));
      },
    ],
    [
      "content that was edited",
      () => {
        const bytes = readFileSync(path("cache/a.bin"));
        bytes[bytes.length - 1]! ^= 1;
        writeFileSync(path("cache/a.bin"), bytes);
      },
    ],
    [
      "the content of another file",
      () => {
        cacheIn(folder).write("b.bin", Buffer.from("other"));
        copyFileSync(path("cache/b.bin"), path("cache/a.bin"));
      },
    ],
    ["a cache that was restored without its key", () => rmSync(path("keys"), { recursive: true })],
    [
      "a cache that was restored beside another key",
      () => {
        rmSync(path("keys"), { recursive: true });
        cacheIn(folder).write("b.bin", CONTENT);
      },
    ],
    ["a file that was cut", () => writeFileSync(path("cache/a.bin"), Buffer.alloc(7))],
    ["an empty file", () => writeFileSync(path("cache/a.bin"), "")],
    [
      "a folder in place of the file",
      () => {
        rmSync(path("cache/a.bin"));
        mkdirSync(path("cache/a.bin"));
      },
    ],
  ];
  for (const [what, act] of attacks)
    it(`has nothing in ${what}`, () => {
      act();
      expect(cached()).to.equal(null);
    });

  for (const [what, name] of [
    ["file", "cache/a.bin"],
    ["folder", "cache"],
    ["key", "keys/cache-key"],
  ] as const)
    it(`has nothing in a ${what} of another user`, function () {
      if (process.geteuid?.() !== 0) {
        this.test!.title += " (only root can give a file to somebody else)";
        this.skip();
      }
      chownSync(path(name), 12_345, 12_345);
      expect(cached()).to.equal(null);
    });

  it("says why nothing is kept, and what to do", () => {
    expect(cacheIn(folder).refusal).to.equal(null);
    expect(cacheIn(path("none")).refusal).to.equal(null);
    chmodSync(path("cache"), 0o777);
    expect(cacheIn(folder).refusal).to.equal(
      `The folder ${path("cache")} is not used, because others may write to it (mode 0777). Make it yours alone (chmod 700), or remove it.`,
    );
    rmSync(path("cache"), { recursive: true });
    writeFileSync(path("cache"), "");
    expect(cacheIn(folder).refusal).to.equal(`${path("cache")} is no folder.`);
  });

  it("writes nothing where it would not read", () => {
    chmodSync(path("cache"), 0o777);
    cacheIn(folder).write("b.bin", CONTENT);
    expect(readdirSync(path("cache"))).to.deep.equal(["a.bin"]);
  });

  it("writes beside a link of the file's name, not through it", () => {
    writeFileSync(path("victim"), "mine");
    rmSync(path("cache/a.bin"));
    symlinkSync(path("victim"), path("cache/a.bin"));
    cacheIn(folder).write("a.bin", CONTENT);
    expect(readFileSync(path("victim"), "utf8")).to.equal("mine");
    expect(cached()).to.equal("compiled");
  });

  it("clears what processes that are gone left half written, and nothing younger", () => {
    const [old, young] = [path("cache/a.bin.00.tmp"), path("cache/a.bin.01.tmp")];
    for (const file of [old, young]) writeFileSync(file, "half");
    utimesSync(old, 0, 0);
    cacheIn(folder).write("b.bin", CONTENT);
    expect(readdirSync(path("cache")).sort()).to.deep.equal(["a.bin", "a.bin.01.tmp", "b.bin"]);
    expect([...cacheIn(folder).names()].sort()).to.deep.equal(["a.bin", "b.bin"]);
  });
});
