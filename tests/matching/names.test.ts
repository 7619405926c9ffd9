/** The engine knows no sensor and no vocabulary: no name of either stands in its code. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { fieldNames, tabulatedIds } from "../../harness/events/field-names/field-names.ts";
import { WINDOWS_SERVICES } from "../../harness/events/log-sources/windows-services.ts";
import { ecsFieldNames } from "../../harness/events/vocabularies/ecs/schema.ts";
import { ANY_FIELD } from "../../harness/events/vocabularies/sigma/any-field.ts";
import { VOCABULARIES } from "../../harness/events/vocabularies/vocabularies.ts";

const MATCHING = join(import.meta.dirname, "../../harness/matching");

function namesOfSensors(): Set<string> {
  const fields = Object.values(WINDOWS_SERVICES)
    .flat()
    .flatMap((channel) => tabulatedIds(channel).flatMap((id) => [...fieldNames(channel, id)!]));
  return new Set([...fields, ...ecsFieldNames(), ...Object.keys(VOCABULARIES), ANY_FIELD]);
}

/** The texts in a source, comments aside. */
function textsOf(source: string): string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/(?<!:)\/\/.*/g, "");
  return [...code.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`/g)].map(
    ([, double, single, template]) => double ?? single ?? template!,
  );
}

describe("the engine's code", () => {
  const files = readdirSync(MATCHING, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const sensors = namesOfSensors();

  it("names no field of a sensor, and no vocabulary", () => {
    expect(files).to.have.length.above(80);
    expect(sensors.size).to.be.greaterThan(1000);
    const found = files.flatMap((file) =>
      textsOf(readFileSync(join(MATCHING, file), "utf8"))
        .filter((word) => sensors.has(word))
        .map((word) => `${file}: ${word}`),
    );
    expect(found).to.deep.equal([]);
  });

  it("is read so that such a name would be found", () => {
    expect(textsOf('// "A"\nx("EventID"); /* "B" */ y = [`Image`];')).to.deep.equal([
      "EventID",
      "Image",
    ]);
  });
});
