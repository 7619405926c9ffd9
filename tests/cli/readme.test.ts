import { expect } from "chai";
import { readFileSync } from "node:fs";
import { Project } from "./project.ts";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** What the README shows under `$ npx firedrill run …`, in the order of the page. */
const SHOWN = [...README.matchAll(/^```console\n\$ npx firedrill (.*)\n([^]*?)^```$/gm)].map(
  ([, args, output]) => ({
    args: args!.split(" "),
    output: output!,
  }),
);

/** Durations differ from run to run, and rules are added. */
const timeless = (text: string): string =>
  text.replaceAll(/\d+ rules · \d+\.\d s$/gm, "N rules · T s").trimEnd();

describe("the README", () => {
  let project: Project;
  before(() => void (project = new Project()));
  after(() => project.remove());

  it("shows two runs", () => expect(SHOWN).to.have.lengthOf(2));

  it("shows what a run prints that passes", async () => {
    const { out } = await project.firedrill(...SHOWN[0]!.args);
    expect(timeless(out)).to.equal(timeless(SHOWN[0]!.output));
  });

  it("shows what a run prints that fails", async () => {
    project.edit("rules/sigma/mshta-script-on-command-line.yml", "|contains:", "|endswith:");
    const { out } = await project.firedrill(...SHOWN[1]!.args);
    const [before, after] = timeless(SHOWN[1]!.output).split("…\n1 scenario");
    expect(timeless(out).startsWith(before!)).to.equal(true);
    expect(timeless(out).endsWith(after!)).to.equal(true);
  });
});
