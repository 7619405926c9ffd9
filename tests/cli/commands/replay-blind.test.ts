/** What `replay` says of rules that could see nothing, and of events that no rule sees. */
import { expect } from "chai";
import { longRecording, RULES } from "../long-recording.ts";
import { Project } from "../project.ts";
import { builtReplay, testEnvironment } from "../replay-environment.ts";
import { join } from "node:path";

const CLOUD =
  "title: C\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  s: {eventName: x}\n  condition: s\nlevel: low\n";
const OTHER_CLASS = CLOUD.replace(
  "{product: aws, service: cloudtrail}",
  "{product: windows, service: security}",
).replace("eventName: x", "EventID: 4720");
const NO_FIELD = CLOUD.replace(
  "{product: aws, service: cloudtrail}",
  "{product: windows, service: security}",
).replace("eventName: x", "ParentProcessName: x");
const OPEN =
  "title: O\nlogsource: {product: okta}\ndetection:\n  s: {a: 1}\n  condition: s\nlevel: low\n";

describe("firedrill replay, of rules that could see nothing", () => {
  let project: Project;
  before(() => {
    project = new Project();
    project.write("blind/aws.yml", CLOUD);
    project.write("blind/class.yml", OTHER_CLASS);
    project.write("blind/field.yml", NO_FIELD);
    project.write("live.yml", NO_FIELD.replace("ParentProcessName: x", "NewProcessName: y"));
    project.write("open.yml", OPEN);
    project.write("event.ndjson", '{"Channel":"Security","EventID":4688,"NewProcessName":"x"}\n');
    project.write("a.json", '{"a":1}\n{"a":2}\n');
    project.write("b.json", '{"a":1}\n');
  });
  after(() => project.remove());

  const SUMMARY =
    /^3 rules could see nothing: no event of their log source \(1\) · no event of the class they ask for \(1\) · no value of a field they need \(1\) \(--blind names them\)$/m;

  for (const format of ["table", "json", "ndjson"])
    it(`counts them by reason on stderr, with --format ${format}`, async () => {
      const args = [
        "replay",
        "--rules",
        "blind",
        "--rules",
        "live.yml",
        "event.ndjson",
        "--format",
        format,
      ];
      const { code, out, err } = await project.firedrill(...args);
      expect(err).to.match(SUMMARY);
      expect({ code, out: out.replace(/\s/g, "") }).to.deep.equal({
        code: 0,
        out: format === "json" ? "[]" : "",
      });
    });

  it("names them with --blind, and says why", async () => {
    const { code, err } = await project.firedrill(
      "replay",
      "--rules",
      "blind",
      "--blind",
      "event.ndjson",
    );
    expect(code).to.equal(0);
    expect(err).to.include(
      'blind: blind/aws.yml  "C": there is no event of its log source (product: aws, service: cloudtrail)',
    );
    expect(err).to.include(
      'blind: blind/class.yml  "C": there is no event of the class it asks for (EventID ',
    );
    expect(err).to.match(/blind: blind\/field.yml {2}"C": it needs ParentProcessName/);
    expect(err).to.not.include("--blind names them");
  });

  it("says nothing where every rule could have fired", async () => {
    const { err } = await project.firedrill(
      "replay",
      "--rules",
      "live.yml",
      "event.ndjson",
      "--blind",
    );
    expect(err).to.not.match(/blind|could see nothing/);
  });

  for (const [args, code] of [
    [["--rules", "blind/aws.yml", "--fail-on-blind", "event.ndjson"], 1],
    [["--rules", "blind/field.yml", "--rules", "live.yml", "--fail-on-blind", "event.ndjson"], 1],
    [["--rules", "blind", "--rules", "live.yml", "--fail-on-blind", "event.ndjson"], 0],
    [["--rules", "live.yml", "--fail-on-blind", "event.ndjson"], 0],
    [["--rules", "blind/aws.yml", "--fail-on-blind", "event.ndjson", "missing.evtx"], 2],
    [["--rules", "blind/aws.yml", "event.ndjson"], 0],
  ] as const)
    it(`ends with ${code} for ${args.join(" ")}`, async () => {
      const ended = await project.firedrill("replay", ...args);
      expect(ended.code, ended.err).to.equal(code);
      if (code === 1) expect(ended.err).to.match(/^blind: blind\//m);
    });

  it("says how to declare JSON of no known product", async () => {
    const { err, out } = await project.firedrill(
      "replay",
      "--rules",
      "live.yml",
      "--rules",
      "open.yml",
      "--format",
      "ndjson",
      "a.json",
      "b.json",
      "event.ndjson",
    );
    expect(err).to.match(
      /^3 events of a\.json and 1 other recording: JSON of no known product, .*--log-source product=…,service=… /m,
    );
    expect(out).to.equal("");
    const declared = await project.firedrill(
      "replay",
      "--rules",
      "open.yml",
      "--log-source",
      "product=okta",
      "a.json",
    );
    expect(declared.out).to.match(/a\.json/);
    expect(declared.err).to.not.include("no known product");
  });

  it("says the same from several threads", async function () {
    this.timeout(60_000);
    project.write("rules.yml", RULES);
    for (const name of ["0.evtx", "1.evtx", "2.evtx"])
      project.write(`long/${name}`, longRecording(1.5));
    const said = [];
    for (const jobs of [1, 2]) {
      const environment = testEnvironment({ cores: 2 });
      const recordings = [join(project.folder, "long"), join(project.folder, "a.json")];
      const rules = [join(project.folder, "rules.yml"), join(project.folder, "blind")];
      const options = { recordings, rules, jobs, bytesPerThread: 1024 * 1024, blind: true };
      expect(await builtReplay(options, environment)).to.equal(0);
      said.push(environment.printed.err);
    }
    expect(said[0]).to.include("could see nothing");
    expect(said[1]).to.equal(said[0]);
  });
});
