/**
 * The reader, which remembers as much as it can, and its simple twin give the same. Of spoiled logs
 * that is checked in `fuzz.test.ts`.
 */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { CORPORA, hasCorpus } from "../../corpora.ts";
import { fieldsOf, readAll } from "../read-all.ts";
import { plainRecords } from "./plain-reader.ts";
import { richFile } from "./rich-file.ts";

function expectTwins(file: Uint8Array, what: string): { sound: number; malformed: number } {
  const plain = plainRecords(file);
  const sound = plain.filter((record) => typeof record !== "string");
  const read = readAll(file).events.map(fieldsOf);
  expect(read.length, what).to.be.at.least(sound.length);
  // Behind a broken header the reader finds further records, which the twin does not look for.
  expect(read.slice(0, sound.length), what).to.deep.equal(sound);
  return { sound: sound.length, malformed: plain.length - sound.length };
}

describe("the EVTX reader and its simple twin", function () {
  this.timeout(60_000);

  it("agree on records of every kind, in whatever order they come", () => {
    expect(expectTwins(richFile(), "sound").malformed).to.equal(0);
  });
});

describe("the EVTX reader and its simple twin, on recordings", function () {
  this.timeout(60_000);
  if (!hasCorpus(this, "evtx")) return;
  const files = globSync("**/*.evtx", { cwd: `${CORPORA}/evtx` }).sort();
  it("has recordings", () => expect(files).not.to.have.length(0));
  for (const file of files.filter((_, i) => i % 4 === 0))
    it(file, () => void expectTwins(readFileSync(`${CORPORA}/evtx/${file}`), file));
});
