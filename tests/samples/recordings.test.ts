import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parse } from "yaml";
import { recordings, twins } from "../../samples/synthesis/recordings.ts";

const SAMPLES = fileURLToPath(new URL("../../samples", import.meta.url));
const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));

/** Recordings that lie in the samples folder: everything in it that is no prose and no generator. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter(
      (path) => !path.startsWith("synthesis/") && !path.endsWith(".md") && !path.startsWith("."),
    )
    .toSorted();
}

const generated = recordings();
const generatedTwins = twins();
const paths = [...generated, ...generatedTwins].map(({ path }) => path).toSorted();
const committed = filesOf(SAMPLES);

describe("recordings", () => {
  it("are there", () => {
    expect(generated).to.not.be.empty;
  });

  it("are exactly what the generator gives, no file more or less", () => {
    expect(committed).to.deep.equal(paths);
  });

  it("come out the same each time", () => {
    expect(recordings()).to.deep.equal(generated);
    expect(twins()).to.deep.equal(generatedTwins);
  });

  it("have twins in other formats", () => {
    expect(generatedTwins).to.not.be.empty;
  });

  for (const { path, bytes } of generatedTwins)
    it(`${path} is committed as generated`, () => {
      const file = join(SAMPLES, path);
      expect(existsSync(file), "run: node --import=tsx samples/synthesis/main.ts").to.be.true;
      expect(readFileSync(file).equals(bytes)).to.be.true;
    });

  for (const { path, text } of generated) {
    it(`${path} is committed as generated`, () => {
      const file = join(SAMPLES, path);
      expect(existsSync(file), "run: node --import=tsx samples/synthesis/main.ts").to.be.true;
      // Not `equal(text)` of the whole: the difference of two long files helps nobody.
      const [here, wanted] = [readFileSync(file, "utf8").split("\n"), text.split("\n")];
      const line = here.findIndex((content, index) => content !== wanted[index]);
      const place = line === -1 ? here.length : line;
      expect({ line: place + 1, text: here[place] }).to.deep.equal({
        line: place + 1,
        text: wanted[place],
      });
      expect(here).to.have.length(wanted.length);
    });

    it(`${path} is well-formed, and of a size to be read`, () => {
      expect(eventsOf(path, text)).to.have.length.within(12, 40);
    });
  }
});

/** Reads a recording without our own readers. */
function eventsOf(path: string, text: string): unknown {
  if (path.endsWith("/cloudtrail.json")) return (JSON.parse(text) as { Records: unknown }).Records;
  expect(XMLValidator.validate(text)).to.be.true;
  const parser = new XMLParser({ isArray: (name) => name === "Event" });
  return (parser.parse(text) as { Events: { Event: unknown } }).Events.Event;
}

interface ScenarioFile {
  readonly recordings: Readonly<Record<string, { file: string; sha256: string; sensor: string }>>;
}

describe("scenarios and recordings", () => {
  const files = readdirSync(SCENARIOS).filter((name) => name.endsWith(".scenario.yml"));
  const named = files.flatMap((name) => {
    const scenario = parse(readFileSync(join(SCENARIOS, name), "utf8")) as ScenarioFile;
    return Object.values(scenario.recordings).map((recording) => ({ name, ...recording }));
  });

  it("are there", () => {
    expect(named).to.not.be.empty;
  });

  for (const { name, file, sha256 } of named) {
    it(`${name} quotes the SHA-256 of ${file}`, () => {
      const bytes = readFileSync(resolve(SCENARIOS, file));
      expect(createHash("sha256").update(bytes).digest("hex")).to.equal(sha256);
    });
  }

  it("every recording is played by a scenario", () => {
    const played = named.map(({ file }) =>
      relative(SAMPLES, resolve(SCENARIOS, file)).split(sep).join("/"),
    );
    expect([...new Set(played)].toSorted()).to.deep.equal(committed);
  });
});

describe("samples/README.md", () => {
  const rows = readFileSync(join(SAMPLES, "README.md"), "utf8")
    .split("\n")
    .map((line) => /^\| `([^`]+\/[^`]+)`\s*\| (\w+)\s*\| (\S+)\s*\| (.+?)\s*\|$/.exec(line))
    .filter((row) => row !== null);

  it("has one row per recording", () => {
    expect(rows.map((row) => String(row[1])).toSorted()).to.deep.equal(committed);
  });

  it("says where each comes from, its licence and what it shows", () => {
    for (const [row, , provenance, licence, shows] of rows) {
      expect(provenance, row).to.be.oneOf(["recorded", "synthetic", "derived", "imported"]);
      expect(licence, row).to.equal("CC0-1.0");
      expect(shows, row).to.have.length.above(20);
    }
  });
});
