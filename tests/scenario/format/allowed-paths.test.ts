import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../harness/scenario/format/allowed-paths.ts";
import { loadScenario } from "../../../harness/scenario/format/load.ts";
import { buildZip } from "../../telemetry/files/build-zip.ts";

const FILES = [
  "home/config.json",
  "home/logs.zip",
  "project/package.json",
  "project/samples/a.json",
  "project/samples/logs.zip",
  "project/..odd/a.json",
  "project-of-another/a.json",
];
const LINKS = [
  ["project/samples/link.json", "../../home/config.json"],
  ["project/samples/link.zip", "../../home/logs.zip"],
  ["project/samples/home", "../../home"],
  ["project/samples/zero.json", "/dev/zero"],
  ["project/samples/inner.json", "a.json"],
  ["project/samples/circle.json", "circle.json"],
  ["home/back", "../project/samples"],
] as const;

describe("the paths of a scenario", () => {
  let top: string;
  let scenario: string;
  const at = (path: string): string => join(top, path);

  before(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "firedrill-paths-")));
    scenario = at("project/scenarios/x.scenario.yml");
    mkdirSync(dirname(scenario), { recursive: true });
    for (const file of FILES) {
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(
        at(file),
        file.endsWith(".zip") ? buildZip({ "a.json": Buffer.from("{}") }) : "{}",
      );
    }
    for (const [link, target] of LINKS) symlinkSync(target, at(link));
    execFileSync("mkfifo", [at("project/samples/pipe.json")]);
  });
  after(() => rmSync(top, { recursive: true }));

  /** Returns why each recording may not be read, with the folder's name cut off. */
  function refusals(file: string, allowOutside: readonly string[] = []): string[] {
    const document = {
      schema: 1,
      id: "x",
      title: "Paths",
      recordings: { one: { file: file.replace("TOP", top), sensor: "sysmon" } },
      expect: { fire: [{ rule: "r" }] },
    };
    writeFileSync(scenario, JSON.stringify(document));
    const loaded = loadScenario(scenario, { allowOutside: allowOutside.map(at) });
    expect(loaded.scenario === null).to.equal(loaded.diagnostics.length > 0);
    return loaded.diagnostics.map(({ code, message, place }) => {
      expect(code, message).to.equal("scenario/forbidden-path");
      expect(place).to.include({ kind: "text", line: 1 });
      return message.replaceAll(top, "TOP");
    });
  }

  for (const file of [
    "../samples/a.json",
    "TOP/project/samples/a.json",
    "../samples/inner.json",
    "../samples/logs.zip!/a.json",
    "../samples/missing.json",
    "../..odd/a.json",
    "../../project/samples/a.json",
    // A link that leads back: what counts is where it ends.
    "TOP/home/back/a.json",
    // Whoever opens it says that it leads nowhere.
    "../samples/circle.json",
  ])
    it(`may be ${file}`, () => expect(refusals(file)).to.deep.equal([]));

  for (const [file, why] of [
    ["../../home/config.json", "lies outside TOP/project"],
    ["TOP/home/config.json", "lies outside TOP/project"],
    ["/etc/hostname", "lies outside TOP/project"],
    ["../../project-of-another/a.json", "lies outside TOP/project"],
    ["../../home/missing.json", "lies outside TOP/project"],
    ["../../home/logs.zip!/a.json", "lies outside TOP/project"],
    ["..//.//..///home/config.json", "lies outside TOP/project"],
    ["../samples/link.json", "leads to TOP/home/config.json, which lies outside TOP/project"],
    ["../samples/link.zip!/a.json", "leads to TOP/home/logs.zip, which lies outside TOP/project"],
    [
      "../samples/home/config.json",
      "leads to TOP/home/config.json, which lies outside TOP/project",
    ],
    ["../samples/home/missing", "leads to TOP/home/missing, which lies outside TOP/project"],
    ["../samples/zero.json", "leads to /dev/zero, which lies outside TOP/project"],
    ["../samples/pipe.json", "is a named pipe"],
  ] as const)
    it(`may not be ${file}`, () =>
      expect(refusals(file)).to.deep.equal([`The recording "${file}" ${why}.`]));

  for (const [name, file, allowed, count] of [
    ["a folder", "../../home/config.json", ["home"], 0],
    ["a folder to which a link leads", "../samples/link.json", ["home"], 0],
    ["a folder above", "../../home/config.json", ["."], 0],
    ["one of several", "../../home/config.json", ["project-of-another", "home"], 0],
    ["another folder", "../../home/config.json", ["project-of-another"], 1],
    ["a folder, but not its pipes", "../samples/pipe.json", ["."], 1],
  ] as const)
    it(`are allowed by name outside the project: ${name}`, () =>
      expect(refusals(file, allowed)).to.have.length(count));

  for (const [name, files, scenarioFile, root] of [
    ["package.json", ["a/package.json"], "a/b/c/x", "a"],
    ["firedrill.config.ts", ["a/firedrill.config.ts"], "a/b/x", "a"],
    ["firedrill.config.json beside the scenario", ["a/firedrill.config.json"], "a/x", "a"],
    ["the nearest of two", ["a/package.json", "a/b/package.json"], "a/b/c/x", "a/b"],
    ["nothing, and the file outside the working directory: its folder", [], "a/b/x", "a/b"],
  ] as const)
    it(`have a root that is marked by ${name}`, () => {
      const folder = mkdtempSync(join(tmpdir(), "firedrill-root-"));
      try {
        for (const file of [...files, scenarioFile]) {
          mkdirSync(dirname(join(folder, file)), { recursive: true });
          writeFileSync(join(folder, file), "");
        }
        expect(projectRoot(join(folder, scenarioFile))).to.equal(join(folder, root));
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});
