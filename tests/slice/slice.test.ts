import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { slice } from "../../harness/slice/slice.ts";

describe("a slice of more names than can be remembered", () => {
  const folder = mkdtempSync(join(tmpdir(), "slice-"));
  after(() => rmSync(folder, { recursive: true }));

  const cut = (maxNames: number) =>
    slice({
      recording: "samples/mshta-inline-vbscript/security.xml",
      output: join(folder, `${maxNames}.xml`),
      format: "xml",
      where: null,
      around: null,
      processTree: [],
      from: null,
      to: null,
      limit: null,
      redact: ["user", "host", "domain"],
      rebase: null,
      maxNames,
    });

  it("is not written", async () => {
    const { namesTooMany, written } = await cut(1);
    expect(namesTooMany).to.be.greaterThan(0);
    expect(written).to.equal(null);
    expect(existsSync(join(folder, "1.xml"))).to.equal(false);
  });

  it("is, if they can be", async () => {
    const { namesTooMany, written } = await cut(1000);
    expect(namesTooMany).to.equal(0);
    expect(written!.events).to.be.greaterThan(0);
    expect(readFileSync(join(folder, "1000.xml"), "utf8")).to.not.match(/moreau/i);
  });
});
