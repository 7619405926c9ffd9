/** No content costs more than linear time, whatever there is much of in one event. */
import { expect } from "chai";
import { growthOf, LINEAR } from "../growth.ts";
import { faultsOf, readAll } from "./read-all.ts";

const SYSTEM =
  "<System><Provider Name='P'/><EventID>1</EventID><Channel>C</Channel><Computer>h</Computer></System>";

function xml(content: string): string {
  return `<Event xmlns='u'>${SYSTEM}<EventData>${content}</EventData></Event>`;
}

function list(count: number, item: (i: number) => string, between = ""): string {
  return Array.from({ length: count }, (_, i) => item(i)).join(between);
}

/** Bytes of EVTX are bounded by their chunk: `evtx/record-budget.test.ts`. */
const ROWS: Readonly<Record<string, readonly [size: number, content: (size: number) => string]>> = {
  "elements of one name": [5000, (n) => xml("<n>v</n>".repeat(n))],
  "elements of one name, with what only a parser understands": [
    2000,
    (n) => xml(`<!-- -->${"<n>v</n>".repeat(n)}`),
  ],
  "elements of many names": [2000, (n) => xml(list(n, (i) => `<n${i}>v</n${i}>`))],
  "data of many names": [2000, (n) => xml(list(n, (i) => `<Data Name='n${i}'>v</Data>`))],
  "attributes in one element": [2000, (n) => xml(`<n ${list(n, (i) => `a${i}='v'`, " ")}/>`)],
  "quotes in quotes": [2000, (n) => xml(`<n ${list(n, (i) => `a${i}='"' b${i}="'"`, " ")}/>`)],
  "events that are never closed": [2000, (n) => "<Event >".repeat(n)],
  "members of one JSON object": [5000, (n) => `{${list(n, (i) => `"a${i}":1`, ",")}}`],
  "members below a name of some length": [
    2000,
    (n) => `{"${"k".repeat(1000)}":{${list(n, (i) => `"a${i}":1`, ",")}}}`,
  ],
  "elements of an array that is broken at its end": [2000, (n) => `[${'{"a":1},'.repeat(n)}`],
  "texts of a list in a JSON event of Windows": [
    20_000,
    (n) =>
      `{"Event":{"System":{"EventID":1},"EventData":{"Data":{"#text":[${list(n, (i) => `"${i}"`, ",")}]}}}}`,
  ],
};

describe("the growth of reading", () => {
  for (const [what, [size, content]] of Object.entries(ROWS))
    it(`is linear in ${what}`, () => {
      const read = (text: string): void => {
        const { events } = readAll(text);
        // What is made only when it is asked for.
        for (const event of events) for (const field of event.fields) event.get(field);
      };
      expect(growthOf(size, content, read)).to.be.below(LINEAR);
    }).timeout(60_000);

  it("ends at attributes that are repeated for each text of a list", () => {
    const attributes = list(300, (i) => `"@a${i}":1`, ",");
    const texts = list(300, () => '"x"', ",");
    const event = `{"Event":{"System":{"EventID":1},"EventData":{"Data":{${attributes},"#text":[${texts}]}}}}`;
    expect(faultsOf(readAll(event).report)).to.deep.equal([
      "recording/too-large: The document is too large: a list of 300 elements with 300 attributes each.",
    ]);
  });

  it("ends at a long name that stands in the names of many fields", () => {
    const attributes = list(2000, (i) => `a${i}='v'`, " ");
    const event = xml(`<${"n".repeat(1000)} ${attributes}/>`);
    expect(faultsOf(readAll(event).report)).to.deep.equal([
      "recording/broken-xml: Not well-formed XML: the names of its fields are too long.",
    ]);
  });
});
