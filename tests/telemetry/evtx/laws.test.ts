import { expect } from "chai";
import fc from "fast-check";
import { textsOf } from "../../../harness/events/texts.ts";
import { faultsOf, fieldsOf, readAll } from "../read-all.ts";
import {
  buildEvtx,
  ChunkBuilder,
  eventTag,
  NULL,
  systemValues,
  text,
  type Part,
  type Tag,
  type Value,
} from "./evtx-builder.ts";

/** Names are few, so that they repeat; a substitution may serve several elements. */
const NAMES = ["A", "B", "C", ""];
const substitutionOf = fc.record({
  substitution: fc.integer({ min: 3, max: 7 }),
  optional: fc.boolean(),
});
const element = fc.record({ name: fc.constantFrom(...NAMES), part: substitutionOf });
const value = fc.constantFrom<Value>(NULL, text(""), text("x"), text("y"), {
  type: 0x00,
  bytes: Buffer.from("junk"),
});
const record = fc.array(value, { minLength: 5, maxLength: 5 });

function tagOf({
  name,
  part,
}: {
  name: string;
  part: { substitution: number; optional: boolean };
}): Tag {
  return {
    tag: "Data",
    ...(name === "" ? {} : { attributes: { Name: name } }),
    content: [part as Part],
  };
}

/** What a record must give, worked out without templates. */
function expected(
  elements: readonly { name: string; part: { substitution: number; optional: boolean } }[],
  values: readonly Value[],
): Record<string, string | string[]> {
  const fields: Record<string, string[]> = {};
  for (const { name, part } of elements) {
    const found = values[part.substitution - 3] as { type: number; bytes: Uint8Array };
    if (found.type === 0 && part.optional) continue;
    (fields[name || "Data"] ??= []).push(
      found.type === 0 ? "" : Buffer.from(found.bytes).toString("utf16le"),
    );
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, texts]) => [name, texts.length === 1 ? texts[0]! : texts]),
  );
}

describe("laws of EVTX records", () => {
  it("a record gives the same whatever records came before it", () => {
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 6 }),
        fc.array(record, { minLength: 1, maxLength: 8 }),
        (elements, records) => {
          const tag = eventTag([{ tag: "EventData", content: elements.map(tagOf) }]);
          const chunk = new ChunkBuilder();
          for (const values of records) chunk.add(tag, [...systemValues(1, 1), ...values]);
          const { events, report } = readAll(buildEvtx([chunk.build()]));
          expect(faultsOf(report)).to.deep.equal([]);
          const bare = readAll(
            buildEvtx([new ChunkBuilder().add(eventTag([]), systemValues(1, 1)).build()]),
          ).events[0]!;
          const system = fieldsOf(bare);
          expect(events.map(fieldsOf)).to.deep.equal(
            records.map((values) => ({ ...system, ...expected(elements, values) })),
          );
        },
      ),
      { seed: 20260115, numRuns: 300 },
    );
  });

  it("a record may have more values than its template has substitutions", () => {
    const data: Tag = { tag: "Data", attributes: { Name: "A" }, content: [{ substitution: 0 }] };
    const nested: Tag = { tag: "EventData", content: [data] };
    const outer = eventTag([{ substitution: 3, type: 0x21 }]);
    const valuesOf = (value: string): Value[] => [
      ...systemValues(1, 1),
      { nested, values: [text(value)] },
    ];
    const chunk = new ChunkBuilder()
      .add(outer, valuesOf("x"))
      .add(outer, [...valuesOf("y"), text("beyond")])
      .add(outer, valuesOf("z"));
    const { events } = readAll(buildEvtx([chunk.build()]));
    expect(events.map((event) => event.get("A"))).to.deep.equal(["x", "y", "z"]);
  });

  it("a field is told to have a text where decoding gives one, whatever its type and bytes", () => {
    const data: Tag = { tag: "Data", attributes: { Name: "A" }, content: [{ substitution: 3 }] };
    const tag = eventTag([{ tag: "EventData", content: [data] }]);
    const types = [0x00, 0x01, 0x02, 0x05, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x13, 0x14, 0x23, 0x81];
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.array(fc.constantFrom(0, 0, 65), { maxLength: 6 }).map((list) => Uint8Array.from(list)),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...types), bytes, (type, own) => {
        const value = { type, bytes: Buffer.from(own) };
        const chunk = new ChunkBuilder().add(tag, [...systemValues(1, 1), value]);
        const [event] = readAll(buildEvtx([chunk.build()])).events;
        const place = event!.fields.indexOf("A");
        const hasText = textsOf(event!.get("A")).some((text) => text !== "");
        if (place >= 0) expect(event!.hasText!(place)).to.equal(hasText);
        read += place < 0 ? 0 : 1;
      }),
      { seed: 20261122, numRuns: 500 },
    );
    expect(read).to.be.greaterThan(400);
  });
});
