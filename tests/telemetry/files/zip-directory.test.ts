import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPromise } from "yauzl";
import { boundedEntries, entryNamed } from "../../../harness/telemetry/files/zip-directory.ts";
import { readRecording } from "../../../harness/telemetry/read.ts";
import { buildZip } from "./build-zip.ts";

describe("the directory of an archive", () => {
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), "firedrill-"))));
  after(() => rmSync(folder, { recursive: true }));

  function archiveOf(name: string, files: Readonly<Record<string, Uint8Array>>): string {
    const path = join(folder, name);
    writeFileSync(path, buildZip(files));
    return path;
  }

  async function find(path: string, member: string): Promise<{ name?: string; looked: number }> {
    const zip = await openPromise(path, { autoClose: false });
    let looked = 0;
    const entry = await entryNamed(
      path,
      member,
      () => zip.eachEntry(),
      ({ fileName }) => (looked++, fileName),
    );
    zip.close();
    return entry ? { name: entry.fileName, looked } : { looked };
  }

  for (const count of [10, 20, 40, 80])
    it(`looks at each of ${count} members once, however many are opened`, async () => {
      const names = Array.from({ length: count }, (_, i) => `${i}.json`);
      const path = archiveOf(
        `${count}.zip`,
        Object.fromEntries(names.map((name) => [name, Buffer.from("{}")])),
      );
      let looked = 0;
      for (const name of names) {
        const found = await find(path, name);
        expect(found.name).to.equal(name);
        looked += found.looked;
      }
      expect(looked).to.equal(count);
    });

  it("is read again when the archive has changed", async () => {
    const path = archiveOf("changed.zip", { "a.json": Buffer.from("{}") });
    expect(await find(path, "b.json")).to.deep.equal({ looked: 1 });
    archiveOf("changed.zip", { "a.json": Buffer.from("{}"), "b.json": Buffer.from("{}") });
    expect(await find(path, "b.json")).to.deep.equal({ name: "b.json", looked: 2 });
  });

  it("ends where there are more members than are read", async () => {
    async function* endless() {
      for (;;) yield { fileName: "a" } as never;
    }
    let count = 0;
    let message = "";
    try {
      for await (const _ of boundedEntries(endless())) count++;
    } catch (error) {
      ({ message } = error as Error);
    }
    expect([count, message]).to.deep.equal([100_000, "it has more than 100000 members"]);
  });

  it("says of a member that it is a bomb, and keeps what was read", async function () {
    this.timeout(60_000);
    const bomb = Buffer.concat([Buffer.from('{"a":1}\n'), Buffer.alloc(140 * 1024 * 1024, "\n")]);
    const path = archiveOf("bomb.zip", { "a.json": bomb });
    const report = await readRecording(`${path}!/a.json`, () => {});
    expect(report).to.deep.include({ events: 1, skipped: 1, unreadable: false });
    expect(report.diagnostics.map(({ code }) => code)).to.deep.equal(["archive/too-large"]);
  });
});
