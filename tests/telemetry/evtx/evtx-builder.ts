/** Writes small event logs for tests: sound ones, and what malformed ones are made of. */

/** A value in the table of a template instance. */
export type Value =
  | { readonly type: number; readonly bytes: Uint8Array }
  | { readonly nested: Tag; readonly values?: readonly Value[]; readonly direct?: boolean };

/** What stands in an element or attribute. */
export type Part =
  | string
  | { readonly substitution: number; readonly optional?: boolean; readonly type?: number }
  /** Token bytes as they are. */
  | { readonly raw: Uint8Array };

export interface Tag {
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, Part>>;
  readonly content?: readonly (Tag | Part)[];
}

export const CHUNK_SIZE = 0x10000;

export function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

export function text(value: string): Value {
  return { type: 0x01, bytes: utf16(value) };
}

export const NULL: Value = { type: 0x00, bytes: new Uint8Array(0) };

export function u16(value: number): Value {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return { type: 0x06, bytes };
}

/** The ticks of 2026-01-15T09:00:00.1234567Z. */
export const FILETIME = 134_129_412_001_234_567n;

/** `System` with the values 0 (event id), 1 (record id), 2 (time), and the given provider and channel. */
export function eventTag(
  content: readonly (Tag | Part)[],
  provider = "Microsoft-Windows-Sysmon",
  channel = "Microsoft-Windows-Sysmon/Operational",
): Tag {
  return {
    tag: "Event",
    attributes: { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
    content: [
      {
        tag: "System",
        content: [
          { tag: "Provider", attributes: { Name: provider } },
          { tag: "EventID", content: [{ substitution: 0, type: 0x06 }] },
          { tag: "EventRecordID", content: [{ substitution: 1, type: 0x0a }] },
          { tag: "TimeCreated", attributes: { SystemTime: { substitution: 2, type: 0x11 } } },
          { tag: "Channel", content: [channel] },
          { tag: "Computer", content: ["host.example"] },
        ],
      },
      ...content,
    ],
  };
}

/** The first three values of an event made by `eventTag`. */
export function systemValues(eventId: number, record: number): Value[] {
  const id = Buffer.alloc(8);
  id.writeBigUInt64LE(BigInt(record));
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(FILETIME);
  return [u16(eventId), { type: 0x0a, bytes: id }, { type: 0x11, bytes: time }];
}

export class ChunkBuilder {
  readonly bytes = Buffer.alloc(CHUNK_SIZE);
  /** Where each record begins. */
  readonly records: number[] = [];
  #at = 512;
  readonly #names = new Map<string, number>();
  readonly #templates = new Map<string, number>();

  /** Appends a record that uses a template; the first use of a template defines it. */
  add(template: Tag, values: readonly Value[]): this {
    return this.#record(() => this.#instance(template, values));
  }

  /** Appends a record whose elements stand in it without a template. */
  addDirect(element: Tag): this {
    return this.#record(() => {
      this.#fragmentHeader();
      this.#element(element, false);
      this.#u8(0);
    });
  }

  /** Appends a record with the given BinXML. */
  addRaw(binxml: Uint8Array): this {
    return this.#record(() => this.#raw(binxml));
  }

  /** Defines a template at a fixed place of the chunk, and uses it from there on. */
  defineAt(offset: number, template: Tag): this {
    const back = this.#at;
    this.#at = offset;
    this.#definition(template);
    this.#at = back;
    return this;
  }

  get free(): number {
    return this.#at;
  }

  build(): Buffer {
    const { bytes, records } = this;
    bytes.write("ElfChnk\0", 0, "latin1");
    for (const [offset, value] of [
      [8, 1],
      [16, records.length],
      [24, 1],
      [32, records.length],
    ] as const)
      bytes.writeBigUInt64LE(BigInt(value), offset);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(records.at(-1) ?? 512, 44);
    bytes.writeUInt32LE(this.#at, 48);
    return bytes;
  }

  #record(write: () => void): this {
    const start = this.#at;
    this.records.push(start);
    this.bytes.writeUInt32LE(0x2a2a, start);
    this.bytes.writeBigUInt64LE(BigInt(this.records.length), start + 8);
    this.bytes.writeBigUInt64LE(FILETIME, start + 16);
    this.#at = start + 24;
    write();
    const size = this.#at + 4 - start;
    this.bytes.writeUInt32LE(size, start + 4);
    this.#u32(size);
    return this;
  }

  #instance(template: Tag, values: readonly Value[]): void {
    this.#fragmentHeader();
    this.#u8(0x0c);
    this.#u8(1);
    this.#u32(0);
    const known = this.#templates.get(JSON.stringify(template));
    this.#u32(known ?? this.#at + 4);
    if (known === undefined) this.#definition(template);
    this.#u32(values.length);
    const specs = this.#at;
    this.#at += 4 * values.length;
    values.forEach((value, i) => {
      const start = this.#at;
      this.#value(value);
      this.bytes.writeUInt16LE(this.#at - start, specs + 4 * i);
      this.bytes[specs + 4 * i + 2] = "nested" in value ? 0x21 : value.type;
    });
  }

  #value(value: Value): void {
    if (!("nested" in value)) return this.#raw(value.bytes);
    if (!value.direct) return this.#instance(value.nested, value.values ?? []);
    this.#fragmentHeader();
    this.#element(value.nested, false);
    this.#u8(0);
  }

  #definition(template: Tag): void {
    this.#templates.set(JSON.stringify(template), this.#at);
    this.#at += 20;
    const size = this.#at;
    this.#at += 4;
    this.#fragmentHeader();
    this.#element(template, true);
    this.#u8(0);
    this.bytes.writeUInt32LE(this.#at - size - 4, size);
  }

  #fragmentHeader(): void {
    this.#raw(Buffer.from([0x0f, 1, 1, 0]));
  }

  #element({ tag, attributes = {}, content = [] }: Tag, isTemplate: boolean): void {
    const entries = Object.entries(attributes);
    this.#u8(entries.length > 0 ? 0x41 : 0x01);
    if (isTemplate) this.#u16(0xffff);
    this.#u32(0);
    this.#name(tag);
    if (entries.length > 0) this.#u32(0);
    entries.forEach(([name, part], i) => {
      this.#u8(i < entries.length - 1 ? 0x46 : 0x06);
      this.#name(name);
      this.#part(part);
    });
    this.#u8(content.length > 0 ? 0x02 : 0x03);
    for (const each of content)
      if (typeof each !== "string" && "tag" in each) this.#element(each, isTemplate);
      else this.#part(each);
    if (content.length > 0) this.#u8(0x04);
  }

  #part(part: Part): void {
    if (typeof part === "string") {
      this.#u8(0x05);
      this.#u8(0x01);
      this.#u16(part.length);
      this.#raw(utf16(part));
    } else if ("raw" in part) this.#raw(part.raw);
    else {
      this.#u8(part.optional ? 0x0e : 0x0d);
      this.#u16(part.substitution);
      this.#u8(part.type ?? 0x01);
    }
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    this.#u32(known ?? this.#at + 4);
    if (known !== undefined) return;
    this.#names.set(name, this.#at);
    this.#u32(0);
    this.#u16(0);
    this.#u16(name.length);
    this.#raw(utf16(name));
    this.#u16(0);
  }

  #raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #u8(value: number): void {
    this.bytes.writeUInt8(value, this.#at++);
  }

  #u16(value: number): void {
    this.bytes.writeUInt16LE(value, this.#at);
    this.#at += 2;
  }

  #u32(value: number): void {
    this.bytes.writeUInt32LE(value, this.#at);
    this.#at += 4;
  }
}

/** Returns a file of these chunks. */
export function buildEvtx(
  chunks: readonly Uint8Array[],
  version: readonly [number, number] = [3, 1],
): Buffer {
  const header = Buffer.alloc(4096);
  header.write("ElfFile\0", 0, "latin1");
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(version[1], 36);
  header.writeUInt16LE(version[0], 38);
  header.writeUInt16LE(4096, 40);
  header.writeUInt16LE(chunks.filter((chunk) => chunk.some((byte) => byte !== 0)).length, 42);
  return Buffer.concat([header, ...chunks]);
}
