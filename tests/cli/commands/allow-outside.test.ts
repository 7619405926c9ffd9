import { expect } from "chai";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project } from "../project.ts";

const SECRET = "hunter2-of-the-registry";

describe("a scenario that reaches out of its project", () => {
  let project: Project;
  let home: string;
  beforeEach(() => {
    project = new Project();
    home = mkdtempSync(join(tmpdir(), "firedrill-home-"));
    writeFileSync(join(home, "config.json"), JSON.stringify({ auths: SECRET }));
    symlinkSync(home, join(project.folder, "samples/home"));
    const rule = {
      title: "A key that is there",
      id: "6f1f3b1c-1f0a-4c0e-9a51-0d2a51f0a001",
      logsource: { product: "test", service: "test" },
      detection: { selection: { "auths|contains": "hunter" }, condition: "selection" },
    };
    project.write("out/rules/rule.yml", JSON.stringify(rule));
    for (const [name, file] of [
      ["linked", "../../samples/home/config.json"],
      ["absolute", join(home, "config.json")],
    ] as const) {
      const one = { file, sensor: "test", logsource: rule.logsource };
      const silent = [{ rule: rule.id }, { rule: "none-of-these" }];
      const scenario = {
        schema: 1,
        id: name,
        title: "Reaching",
        recordings: { one },
        expect: { silent },
      };
      project.write(`out/scenarios/${name}.scenario.yml`, JSON.stringify(scenario));
    }
  });
  afterEach(() => {
    project.remove();
    rmSync(home, { recursive: true });
  });

  const RUN = ["run", "out/scenarios", "--rules", "out/rules"];

  it("is refused, and nothing of what it names is read", async () => {
    const { code, out, err } = await project.firedrill(
      ...RUN,
      "--reporter",
      "junit=junit.xml",
      "--reporter",
      "json=run.json",
    );
    expect(code).to.equal(2);
    expect(out).to.match(/absolute\.scenario\.yml:1:\d+ +scenario\/forbidden-path/);
    expect(out).to.match(
      /"\.\.\/\.\.\/samples\/home\/config\.json" leads to .*, which lies outside/,
    );
    expect(out).to.include("--allow-outside");
    for (const text of [out, err, project.read("junit.xml"), project.read("run.json")])
      expect(text).to.not.include(SECRET);
  });

  it("is told by lint and list, too", async () => {
    for (const words of [
      ["lint", "out/scenarios"],
      ["list", "scenarios", "--scenarios", "out/scenarios"],
    ]) {
      const { code, out, err } = await project.firedrill(...words, "--rules", "out/rules");
      expect(code).to.equal(2);
      expect(out + err).to.include("scenario/forbidden-path");
      const allowed = await project.firedrill(
        ...words,
        "--rules",
        "out/rules",
        "--allow-outside",
        home,
      );
      expect(allowed.out + allowed.err).to.not.include("scenario/forbidden-path");
    }
  });

  it("is played where the user allows the folder", async () => {
    const { code, out } = await project.firedrill(...RUN, "--allow-outside", home);
    expect(out).to.match(/expected "A key that is there" to stay silent \[one\] +false-alarm/);
    expect(code).to.equal(2);
  });

  it("needs a folder that is there", async () => {
    const { code, err } = await project.firedrill(
      ...RUN,
      "--allow-outside",
      join(home, "config.json"),
    );
    expect(code).to.equal(3);
    expect(err).to.match(/--allow-outside takes a folder; ".*config\.json" is none\./);
  });

  it("is refused by mocha, unless FIREDRILL_ALLOW_OUTSIDE allows it", async () => {
    const file = "out/scenarios/absolute.scenario.yml";
    const refused = await project.mocha(file);
    expect(refused.code).to.equal(1);
    expect(refused.out).to.include("lies outside");
    process.env["FIREDRILL_ALLOW_OUTSIDE"] = home;
    try {
      const allowed = await project.mocha(file);
      expect(allowed.out).to.match(/recording one can be relied on/);
    } finally {
      delete process.env["FIREDRILL_ALLOW_OUTSIDE"];
    }
  });
});
