import { expect } from "chai";
import { Project } from "../project.ts";

const NEVER = `title: Contradicts itself
id: 0e0b1d0c-3c57-4b0e-9d52-6f4f8c1b2a01
status: test
description: Asks for what it leaves out.
author: firedrill
date: 2026-01-20
level: low
logsource:
  category: process_creation
  product: windows
detection:
  selection:
    CommandLine|contains: a
  condition: selection and not selection
`;
const MISSPELT = NEVER.replace("selection and not selection", "selection").replace(
  "CommandLine|",
  "Comandline|",
);
const BLIND = MISSPELT.replace("Comandline|contains: a", "ParentCommandLine: a");
const BROKEN = NEVER.replace("selection and not selection", "selection and");

describe("firedrill lint", () => {
  let project: Project;
  before(() => {
    project = new Project();
    project.write("never.yml", NEVER);
    project.write("misspelt.yml", MISSPELT);
    project.write("blind.yml", BLIND);
    project.write("broken.yml", BROKEN);
  });
  after(() => project.remove());

  const rows: readonly [name: string, args: string[], code: number, says: RegExp][] = [
    [
      "our rules and scenarios, to the last note",
      ["--fail-level", "note"],
      0,
      /0 errors, 0 warnings, 0 notes/,
    ],
    ["a rule that can never match", ["never.yml"], 1, /lint\/never-holds/],
    ["a broken rule", ["broken.yml"], 2, /sigma\/condition-syntax/],
    ["a broken rule beside one that can never match", ["broken.yml", "never.yml"], 2, /2 rules/],
    ["a misspelt field", ["misspelt.yml"], 0, /Did you mean "CommandLine"\?/],
    ["the same, failing", ["--fail-level", "warning", "misspelt.yml"], 1, /lint\/unknown-field/],
    [
      "a folder that holds nothing beside one",
      ["rules", "samples"],
      2,
      /samples +file\/empty-folder/,
    ],
    ["a folder that holds nothing", ["samples"], 4, /samples +file\/empty-folder/],
    ["a note", ["--fail-level", "warning", "blind.yml"], 0, /lint\/blind-sensor \(note\)/],
    ["the same, failing", ["--fail-level", "note", "blind.yml"], 1, /1 note/],
  ];
  for (const [name, args, code, says] of rows)
    it(name, async () => {
      const ended = await project.firedrill("lint", ...args);
      expect(ended.code, ended.out + ended.err).to.equal(code);
      expect(ended.out + ended.err).to.match(says);
    });

  it("gives its findings as JSON", async () => {
    const { out } = await project.firedrill("lint", "--json", "misspelt.yml");
    const [finding, ...others] = JSON.parse(out) as Record<string, unknown>[];
    expect(others).to.deep.equal([]);
    expect(finding).to.deep.include({
      code: "lint/unknown-field",
      severity: "warning",
      file: "misspelt.yml",
      hint: 'Did you mean "CommandLine"?',
    });
    expect(finding?.["place"]).to.deep.include({ line: 13, column: 5 });
  });
});
