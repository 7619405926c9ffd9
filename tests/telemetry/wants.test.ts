import { expect } from "chai";
import { readContent } from "./read-content.ts";
import { numbers, richFile } from "./evtx/rich-file.ts";
import { readAll } from "./read-all.ts";

const NDJSON = Array.from({ length: 9 }, (_, i) =>
  JSON.stringify({ EventID: i % 3, Channel: "X" }),
);
const XML = [1, 2, 1].map((id) => `<Event><System><EventID>${id}</EventID></System></Event>`);

describe("reading only the classes that are wanted", () => {
  for (const [format, content] of [
    ["EVTX", richFile()],
    ["NDJSON", Buffer.from(NDJSON.join("\n"))],
    ["Event XML", Buffer.from(`<Events>${XML.join("")}</Events>`)],
  ] as const)
    it(`gives of ${format} the same events as leaving the others out, and counts all`, () => {
      const all = readAll(content);
      const classes = [...new Set(all.events.map((event) => event.class))];
      const next = numbers(7);
      for (let run = 0; run < 10; run++) {
        const wanted = new Set(classes.filter(() => next() % 2 === 0));
        const seen: string[] = [];
        const report = readContent(
          content,
          "recording",
          ({ position, class: { eventId } }) => seen.push(`${position} ${eventId}`),
          { wants: (cls) => wanted.has(cls) },
        );
        expect(seen).to.deep.equal(
          all.events
            .filter((event) => wanted.has(event.class))
            .map(({ position, class: { eventId } }) => `${position} ${eventId}`),
        );
        expect(report.events).to.equal(all.report.events);
      }
    });
});
