/**
 * Writes an event log: the file header, then one chunk after another, each as soon as it is full.
 * What the header says of the whole file is written over it at the end.
 *
 *   offset  size
 *        0     8  magic "ElfFile\0"
 *        8    16  number of the first and of the last chunk
 *       24     8  next record identifier
 *       32     4  size of the header's fields, 128
 *       36     4  minor and major version: 3.1
 *       40     2  size of the header, 4096
 *       42     2  number of chunks
 *      120     4  flags: none, the log was closed
 *      124     4  CRC-32 of the bytes 0 to 119
 *
 * @see libevtx, "Windows XML Event Log (EVTX) format": file header
 */
import { crc32 } from "node:zlib";
import type { ShownEvent } from "../../../events/event.ts";
import type { ByteSink } from "../byte-sink.ts";
import type { RecordingWriter } from "../event-writer.ts";
import { SYSTEM_ROW } from "../system-values.ts";
import { windowsForm, type WindowsForm } from "../windows-form.ts";
import type { WriteLog, WriteReport } from "../write-log.ts";
import { CHUNK_SIZE, ChunkWriter, type RecordHeader } from "./chunk-writer.ts";
import { eventInstance } from "./event-templates.ts";
import { filetimeOf } from "./typed-value.ts";

const HEADER_SIZE = 4096;
/** The header has 16 bits for it; readers go by the size of the file. */
const MAX_CHUNK_COUNT = 0xffff;
const MAX_U64 = (1n << 64n) - 1n;
const [RECORD_ID, TIME] = [
  SYSTEM_ROW.get("EventRecordID")!,
  SYSTEM_ROW.get("TimeCreated_SystemTime")!,
];

export class EvtxWriter implements RecordingWriter {
  readonly #sink: ByteSink;
  readonly #log: WriteLog;
  #chunk = new ChunkWriter();
  #chunks = 0;
  #records = 0n;
  #lastIdentifier = 0n;

  constructor(sink: ByteSink, log: WriteLog) {
    this.#sink = sink;
    this.#log = log;
    sink.append(new Uint8Array(HEADER_SIZE));
  }

  write(event: ShownEvent): boolean {
    const form = windowsForm(event, this.#log);
    if (!form) return false;
    const header = this.#headerOf(form);
    const content = eventInstance(this.#withoutClosingNuls(form));
    if (!this.#chunk.add(header, content) && !this.#addToNext(header, content)) {
      this.#log.refuse(
        event,
        "write/too-large",
        `does not fit into a chunk of ${CHUNK_SIZE} bytes`,
      );
      return false;
    }
    this.#records = header.number;
    this.#lastIdentifier = header.identifier;
    this.#log.events++;
    return true;
  }

  end(): WriteReport {
    if (!this.#chunk.isEmpty) this.#finishChunk();
    this.#sink.overwrite(0, this.#fileHeader());
    return this.#log.report();
  }

  #addToNext(header: RecordHeader, content: ReturnType<typeof eventInstance>): boolean {
    if (this.#chunk.isEmpty) return false;
    this.#finishChunk();
    return this.#chunk.add(header, content);
  }

  #finishChunk(): void {
    this.#sink.append(this.#chunk.finish());
    this.#chunk = new ChunkWriter();
    this.#chunks++;
  }

  #headerOf({ system }: WindowsForm): RecordHeader {
    const number = this.#records + 1n;
    const written = system[RECORD_ID] ?? "";
    const identifier = /^\d{1,20}$/.test(written) ? BigInt(written) : number;
    return {
      number,
      identifier: identifier <= MAX_U64 ? identifier : number,
      time: filetimeOf(system[TIME] ?? "") ?? 0n,
    };
  }

  /** A NUL at the end of a string closes it: readers do not take it for part of the value. */
  #withoutClosingNuls(form: WindowsForm): WindowsForm {
    const { system, data } = form;
    if (!system.some(endsInNul) && !data.some(({ value }) => endsInNul(value))) return form;
    const strip = (text: string, field: string | null): string => {
      if (!endsInNul(text)) return text;
      this.#log.changed(
        field,
        "ends in NUL, which EVTX does not keep",
        "As .ndjson the recording keeps it.",
      );
      return text.replace(/\0+$/, "");
    };
    return {
      system: system.map((text) => text && strip(text, "System")),
      data: data.map(({ name, value }) => ({ name, value: strip(value, name) })),
    };
  }

  #fileHeader(): Buffer {
    const header = Buffer.alloc(128);
    header.write("ElfFile\0", 0, "latin1");
    header.writeBigUInt64LE(BigInt(Math.max(0, this.#chunks - 1)), 16);
    header.writeBigUInt64LE(BigInt.asUintN(64, this.#lastIdentifier + 1n), 24);
    header.writeUInt32LE(128, 32);
    header.writeUInt16LE(1, 36);
    header.writeUInt16LE(3, 38);
    header.writeUInt16LE(HEADER_SIZE, 40);
    header.writeUInt16LE(Math.min(this.#chunks, MAX_CHUNK_COUNT), 42);
    header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
    return header;
  }
}

function endsInNul(text: string | undefined): boolean {
  return text !== undefined && text.length > 0 && text.charCodeAt(text.length - 1) === 0;
}
