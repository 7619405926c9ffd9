/** An event log with records of every kind. */
import {
  buildEvtx,
  ChunkBuilder,
  eventTag,
  systemValues,
  text,
  u16,
  utf16,
  type Tag,
} from "./evtx-builder.ts";

/** Numbers from 0 to 2^32 - 1 that look random and are the same each time (xorshift). */
export function numbers(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** A chunk with all that records are made of. */
export function richChunk(): Buffer {
  const data = (name: string, substitution: number): Tag => ({
    tag: "Data",
    attributes: { Name: name },
    content: [{ substitution, optional: true }],
  });
  const nested: Tag = {
    tag: "EventData",
    content: [data("A", 0), data("B", 1), { tag: "Data", content: [{ substitution: 2 }] }],
  };
  const outer = eventTag([{ substitution: 3, optional: true, type: 0x21 }]);
  const strings = { type: 0x81, bytes: utf16("one\0two\0") };
  const sid = { type: 0x13, bytes: Buffer.from("010100000000000512000000", "hex") };
  const chunk = new ChunkBuilder();
  for (let record = 1; record <= 12; record++) {
    chunk.add(outer, [...systemValues(1, record), { nested, values: [text("x"), sid, strings] }]);
    chunk.add(eventTag([{ tag: "UserData", content: [{ tag: "X", content: [data("C", 3)] }] }]), [
      ...systemValues(2, record),
      u16(5),
    ]);
    chunk.addDirect(eventTag([{ tag: "EventData", content: [data("D", 0)] }]));
    chunk.addDirect(literalTag(record % 3 === 0 ? " " : `text ${record}`));
    chunk.add(outer, [...systemValues(3, record), { nested: literalTag("y"), direct: true }]);
  }
  return chunk.build();
}

/** An event without substitutions, as forwarded ones are. */
function literalTag(value: string): Tag {
  const content: Tag[] = [
    { tag: "Data", attributes: { Name: "E" }, content: [value] },
    { tag: "Data", attributes: { Name: value, Other: value }, content: [value, "z"] },
    { tag: "Data" },
  ];
  return {
    tag: "Event",
    content: [
      {
        tag: "System",
        content: [
          { tag: "Provider", attributes: { Name: "P", Guid: value } },
          { tag: "EventID", content: ["7"] },
          { tag: "TimeCreated", attributes: { SystemTime: "2026-01-15T09:00:00.5Z" } },
          { tag: "Channel", content: [value] },
        ],
      },
      { tag: "EventData", content },
    ],
  };
}

/** Returns an event log of one rich chunk. */
export function richFile(): Buffer {
  return buildEvtx([richChunk()]);
}
