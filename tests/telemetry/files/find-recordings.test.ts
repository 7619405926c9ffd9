import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRecordings } from "../../../harness/telemetry/files/find-recordings.ts";
import { buildZip } from "./build-zip.ts";

const FILES = [
  "b.evtx",
  "a.EVTX",
  "c.xml",
  "d.json",
  "e.ndjson",
  "f.jsonl",
  "g.csv",
  "h.json.gz",
  "sub/z.json",
  "sub/deep/y.evtx",
];
const OTHERS = ["notes.txt", "sub/info.yml", "archive.tar.gz", "plain.gz", "evtx"];

describe("findRecordings", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "firedrill-"));
    mkdirSync(join(folder, "sub", "deep"), { recursive: true });
    for (const name of [...FILES, ...OTHERS]) writeFileSync(join(folder, name), "x");
    writeFileSync(
      join(folder, "m.zip"),
      buildZip({
        "q.json": Buffer.from("{}"),
        "p/x.evtx": Buffer.from("x"),
        "r.txt": Buffer.from("x"),
      }),
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  const under = (...names: string[]): string[] => names.map((name) => `${folder}/${name}`);

  it("walks folders, sorted, and counts what is no recording", async () => {
    const found = await findRecordings([folder]);
    const expected = under(
      "a.EVTX",
      "b.evtx",
      "c.xml",
      "d.json",
      "e.ndjson",
      "f.jsonl",
      "g.csv",
      "h.json.gz",
      "m.zip!/p/x.evtx",
      "m.zip!/q.json",
      "sub/deep/y.evtx",
      "sub/z.json",
    );
    expect(found).to.deep.equal({
      recordings: expected,
      skippedFiles: OTHERS.length + 1,
      diagnostics: [],
    });
  });

  it("takes a file that is named itself, whatever its name", async () => {
    const found = await findRecordings(under("notes.txt", "m.zip!/r.txt"));
    expect(found).to.deep.equal({
      recordings: under("notes.txt", "m.zip!/r.txt"),
      skippedFiles: 0,
      diagnostics: [],
    });
  });

  it("names each recording once, in the order of the paths", async () => {
    const found = await findRecordings([...under("sub/z.json", "sub/"), ...under("sub")]);
    expect(found.recordings).to.deep.equal(under("sub/z.json", "sub/deep/y.evtx"));
  });

  it("reports a path that is not there", async () => {
    const [path] = under("nothing");
    expect((await findRecordings([path!])).diagnostics).to.deep.equal([
      {
        code: "file/not-found",
        severity: "error",
        message: "No file or folder has this path.",
        file: path,
      },
    ]);
  });

  it("warns of a folder without recordings, and of no other", async () => {
    const other = mkdtempSync(join(tmpdir(), "firedrill-"));
    mkdirSync(join(other, "sub"));
    writeFileSync(join(other, "sub/read.me"), "x");
    const found = await findRecordings([folder, `${other}/`, folder]);
    rmSync(other, { recursive: true });
    expect(
      found.diagnostics.map(({ code, severity, file }) => [code, severity, file]),
    ).to.deep.equal([["file/empty-folder", "warning", other]]);
  });

  it("reports an archive without recordings, and one that is damaged", async () => {
    const other = mkdtempSync(join(tmpdir(), "firedrill-"));
    writeFileSync(join(other, "a.zip"), buildZip({ "r.txt": Buffer.from("x") }));
    writeFileSync(join(other, "b.zip"), "PK and no more");
    const found = await findRecordings([other]);
    rmSync(other, { recursive: true });
    expect(found.diagnostics.map(({ code, file }) => [code, file])).to.deep.equal([
      ["archive/no-recordings", `${other}/a.zip`],
      ["archive/unreadable", `${other}/b.zip`],
    ]);
    expect(found.recordings).to.deep.equal([]);
  });

  it("follows links, but not in circles", async function () {
    const other = mkdtempSync(join(tmpdir(), "firedrill-"));
    try {
      symlinkSync(join(folder, "sub"), join(other, "linked"));
      symlinkSync(other, join(other, "circle"));
      symlinkSync(join(other, "gone"), join(other, "dangling.json"));
    } catch (error) {
      // Windows lets only some users make links.
      if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
      this.skip();
    }
    const found = await findRecordings([other]);
    rmSync(other, { recursive: true });
    expect(found.recordings).to.deep.equal([
      `${other}/linked/deep/y.evtx`,
      `${other}/linked/z.json`,
    ]);
    expect(found.diagnostics.map(({ code, file }) => [code, file])).to.deep.equal([
      ["file/unreadable", `${other}/dangling.json`],
    ]);
  });
});
