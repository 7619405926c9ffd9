/** Every recording that is kept gives the same events in every format. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { fieldsOf, readAll } from "../read-all.ts";
import { FORMATS, written } from "./written.ts";

const SAMPLES = fileURLToPath(new URL("../../../samples", import.meta.url));
const files = readdirSync(SAMPLES, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".xml"))
  .toSorted();

describe("the samples", () => {
  it("are there", () => {
    expect(files).to.not.be.empty;
  });

  for (const file of files)
    for (const format of FORMATS)
      it(`${file} is the same as ${format}`, () => {
        const { events } = readAll(readFileSync(join(SAMPLES, file)));
        const { bytes, report } = written(events, format);
        expect(report).to.deep.include({ events: events.length, refused: 0, diagnostics: [] });
        const { events: read, report: reading } = readAll(bytes);
        expect(reading.diagnostics).to.be.empty;
        expect(read.map(({ fields }) => fields)).to.deep.equal(events.map(({ fields }) => fields));
        expect(read.map(fieldsOf)).to.deep.equal(events.map(fieldsOf));
        expect(read.map((event) => event.class)).to.deep.equal(events.map((event) => event.class));
      });
});
