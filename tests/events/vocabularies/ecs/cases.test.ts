import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import type { VocabularyName } from "../../../../harness/events/vocabularies/vocabulary-name.ts";
import { ecsValue, eventOf } from "./build-event.ts";

/** An event, and what fields of ECS are in it: `null` where they are absent. */
interface Case {
  readonly name: string;
  readonly event: string;
  readonly vocabulary?: VocabularyName;
  readonly data?: Readonly<Record<string, FieldValue>>;
  readonly ecs: Readonly<Record<string, FieldValue>>;
}

const FOLDER = join(import.meta.dirname, "cases");
const files = readdirSync(FOLDER).sort();

describe("ECS views of Windows events", () => {
  it("have cases", () => expect(files).to.have.length.above(0));
  for (const file of files)
    describe(file, () => {
      const cases = parse(readFileSync(join(FOLDER, file), "utf8")) as readonly Case[];
      it("has cases", () => expect(cases).to.have.length.above(0));
      for (const { name, event, data, ecs, vocabulary } of cases)
        it(`${event}: ${name}`, () => {
          const made = eventOf(event, data);
          const found = Object.keys(ecs).map((field) => [
            field,
            ecsValue(made, field, vocabulary) ?? null,
          ]);
          expect(Object.fromEntries(found)).to.deep.equal(ecs);
        });
    });
});
