/** Ways to damage a recording so that certain of its events cannot be seen, or not as what they were. */

/** A recording taken apart: what stands around its records, and these, in their order. */
interface Parts {
  readonly head: string;
  readonly records: readonly string[];
  readonly separator: string;
  readonly tail: string;
}

/** A recording whose content was changed; null: the file is gone. */
export interface Damaged {
  readonly how: string;
  readonly content: Uint8Array | string | null;
}

export interface Original {
  readonly format: string;
  readonly content: Buffer;
  /** Of the events that must not be seen, from 1. */
  readonly positions: readonly number[];
  /** Names of fields, as the records have them, without each of which they cannot match. */
  readonly neededFields: readonly string[];
}

/** Returns the recording with every damage that leaves a trace. */
export function damages(original: Original): Damaged[] {
  const gone = [
    { how: "it is emptied", content: "" },
    { how: "it is removed", content: null },
  ];
  return original.format === "evtx"
    ? [...damagesOfLog(original), ...gone]
    : [...damagesOfText(original), ...gone];
}

/** Returns the recording without the records, as if they had never been: nothing in it tells. */
export function withoutRecords({ content, positions }: Original): string {
  const parts = partsOf(content.toString("utf8"));
  return joined({ ...parts, records: parts.records.filter((_, i) => !positions.includes(i + 1)) });
}

function damagesOfText({ content, positions, neededFields }: Original): Damaged[] {
  const parts = partsOf(content.toString("utf8"));
  const isXml = parts.head.startsWith("<");
  const each = (change: (record: string) => string) =>
    joined({ ...parts, records: parts.records.map(change) });
  const matched = (change: (record: string) => string) =>
    joined({
      ...parts,
      records: parts.records.map((one, i) => (positions.includes(i + 1) ? change(one) : one)),
    });
  const first = positions[0]! - 1;
  const before = joined({ ...parts, records: parts.records.slice(0, first), tail: "" });
  const gap = first > 0 ? parts.separator : "";
  const record = parts.records[first]!;
  const without = (fields: readonly string[]) =>
    each((one) => fields.reduce((text, field) => withoutField(text, field, isXml), one));
  return [
    { how: "its records are broken", content: matched((one) => broken(one, isXml)) },
    {
      how: "it is cut inside a record",
      content: before + gap + record.slice(0, Math.floor(record.length / 2)),
    },
    ...wrappings(parts, isXml).map((text, i) => ({ how: `it is wrapped, ${i}`, content: text })),
    { how: "no event has a time", content: without(TIMES) },
    ...neededFields.map((field) => ({ how: `no event has ${field}`, content: without([field]) })),
    { how: "no event has any field of it", content: without(neededFields) },
  ];
}

const TIMES = ["TimeCreated", "UtcTime", "eventTime", "@timestamp"];

function partsOf(text: string): Parts {
  if (text.startsWith("<")) {
    const records = text.match(/<Event[\s>][^]*?<\/Event>/g) ?? [];
    const start = text.indexOf(records[0]!);
    const end = text.lastIndexOf("</Event>") + "</Event>".length;
    return { head: text.slice(0, start), records, separator: "\n", tail: text.slice(end) };
  }
  const all = /^(\{"Records":\[)([^]*)(\]\}\s*)$/.exec(text);
  if (!all) return { head: "", records: text.trimEnd().split("\n"), separator: "\n", tail: "\n" };
  const { Records } = JSON.parse(text) as { Records: unknown[] };
  const records = Records.map((one) => JSON.stringify(one));
  return { head: all[1]!, records, separator: ",\n", tail: all[3]! };
}

function joined({ head, records, separator, tail }: Parts): string {
  return head + records.join(separator) + tail;
}

function broken(record: string, isXml: boolean): string {
  return isXml ? record.replace("<System>", "<System <") : record.replace('{"', '{"x" ');
}

/** The same records in forms that nobody writes. */
function wrappings(parts: Parts, isXml: boolean): string[] {
  const { head, records, tail } = parts;
  if (isXml)
    return [
      joined(parts).replaceAll(/<(\/?)Event(s?)(?=[\s>])/g, "<$1Entry$2"),
      joined({ ...parts, records: records.map((one) => one.replaceAll("EventData", "Payload")) }),
    ];
  const wrapped = (wrap: (record: unknown) => unknown) =>
    records.map((one) => JSON.stringify(wrap(JSON.parse(one)))).join("\n");
  return [
    wrapped((record) => ({ wrapped: { inside: record } })),
    wrapped((record) => ({ message: JSON.stringify(record) })),
    ...(head === "" ? [] : [`{"Stuff":${head}${records.join(",")}${tail.trimEnd()}}`]),
  ];
}

/** A record without a field: a dotted name is one of JSON within JSON. */
function withoutField(record: string, field: string, isXml: boolean): string {
  if (isXml)
    return record.replaceAll(
      new RegExp(
        `<Data Name=['"]${field}['"](?:/>|>[^]*?</Data>)|<${field}(?:\\s[^>]*)?(?:/>|>[^]*?</${field}>)`,
        "g",
      ),
      "",
    );
  const path = field.split(".");
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(strip);
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).flatMap(([key, value]) => {
        if (key === field || (path.length === 1 && key === path[0])) return [];
        if (path.length > 1 && key === path[0])
          return [
            [key, JSON.parse(withoutField(JSON.stringify(value), path.slice(1).join("."), false))],
          ];
        return [[key, strip(value)]];
      }),
    );
  };
  return JSON.stringify(strip(JSON.parse(record)));
}

const CHUNK = 65_536;

/** The records of an event log by their places in the file. */
function recordsOfLog(log: Buffer): { at: number; size: number }[] {
  const records: { at: number; size: number }[] = [];
  for (let chunk = 4096; chunk < log.length; chunk += CHUNK) {
    const end = chunk + log.readUInt32LE(chunk + 48);
    for (let at = chunk + 512; at < end; at += log.readUInt32LE(at + 4))
      records.push({ at, size: log.readUInt32LE(at + 4) });
  }
  return records;
}

function damagesOfLog({ content, positions }: Original): Damaged[] {
  const records = recordsOfLog(content);
  const changed = (change: (copy: Buffer, record: { at: number; size: number }) => void) => {
    const copy = Buffer.from(content);
    for (const position of positions) change(copy, records[position - 1]!);
    return copy;
  };
  const { at, size } = records[positions[0]! - 1]!;
  const foreign = Buffer.from(content);
  foreign.write("NotALog\0", 0, "latin1");
  for (let chunk = 4096; chunk < foreign.length; chunk += CHUNK) foreign.write("NotChnk\0", chunk);
  return [
    {
      how: "the syntax of its records is broken",
      content: changed((copy, record) =>
        copy.fill(0xff, record.at + 24, record.at + record.size - 4),
      ),
    },
    {
      how: "the size of its records is wrong",
      content: changed((copy, record) => copy.writeUInt32LE(0xffff_ffff, record.at + 4)),
    },
    { how: "it is cut inside a record", content: content.subarray(0, at + (size >> 1)) },
    { how: "it is of no format", content: foreign },
  ];
}
