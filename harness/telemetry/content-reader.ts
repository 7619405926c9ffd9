/** Reads content that comes in pieces: recognises its format and hands it to that format's reader. */
import { EvtxReader } from "./evtx/evtx-reader.ts";
import { JsonReader } from "./json/json-reader.ts";
import type { ReadLog, SeeEvent } from "./read-log.ts";
import type { ReadOptions } from "./read-options.ts";
import { HEAD_SIZE, recognise, type Recognition } from "./recognise.ts";
import { MALFORMED, streamingDecoder } from "./files/text-decoder.ts";
import { XmlReader } from "./xml/xml-reader.ts";

/** Takes content piece by piece. A piece given to it is its own, unless `reuseBuffers` is set. */
export interface Reader<Piece> {
  write(piece: Piece): void;
  end(): void;
}

/** Bytes that become one string: content in memory may be longer than a string can be. */
const DECODED_AT_ONCE = 64 * 1024;

const FORMATS = "EVTX, Event XML, JSON and NDJSON";

export class ContentReader implements Reader<Uint8Array> {
  readonly #log: ReadLog;
  readonly #see: SeeEvent;
  readonly #options: ReadOptions;
  #reader: Reader<Uint8Array> | null = null;
  /** What came before the format was recognised. */
  #head: Uint8Array[] = [];

  constructor(log: ReadLog, see: SeeEvent, options: ReadOptions = {}) {
    this.#log = log;
    this.#see = see;
    this.#options = options;
  }

  write(piece: Uint8Array): void {
    if (this.#reader) return this.#reader.write(piece);
    if (piece.length === 0) return;
    this.#head.push(piece);
    const [first] = this.#head;
    const isEvtx = first!.length >= 8 && recognise(first!.subarray(0, 8)).kind === "evtx";
    if (isEvtx || lengthOf(this.#head) >= HEAD_SIZE) this.#start();
    else if (this.#options.reuseBuffers) this.#head.push(Buffer.from(this.#head.pop()!));
  }

  /** Whether what is still to come would be read for nothing. */
  get isRefused(): boolean {
    return this.#reader === NOTHING;
  }

  end(): void {
    if (!this.#reader && this.#head.length === 0)
      return this.#log.fail("recording/empty", "The recording holds no bytes.", "Record it again.");
    if (!this.#reader) this.#start();
    this.#reader!.end();
  }

  #start(): void {
    const head = this.#head.length === 1 ? this.#head[0]! : Buffer.concat(this.#head);
    this.#reader = this.#readerOf(recognise(head.subarray(0, HEAD_SIZE)));
    for (const piece of this.#head) this.#reader.write(piece);
    this.#head = [];
  }

  #readerOf(recognition: Recognition): Reader<Uint8Array> {
    const { kind } = recognition;
    switch (kind) {
      case "evtx":
        this.#log.format = kind;
        return new EvtxReader(this.#log, this.#see, this.#options);
      case "json":
        return decoding(
          recognition.encoding,
          new JsonReader(this.#log, this.#seeWanted(), this.#options.declared),
        );
      case "xml":
        this.#log.format = kind;
        return decoding(recognition.encoding, new XmlReader(this.#log, this.#seeWanted()));
      case "csv":
        this.#log.format = kind;
        return this.#unsupported("CSV is not supported yet");
      case "evt":
        return this.#unsupported("Event logs of Windows XP (.evt) are not supported");
      case "gzip":
        return this.#unsupported("An archive inside an archive is not opened");
      case "zip":
        return this.#unsupported("A zip archive is not opened here");
      case "unknown":
        this.#log.fail(
          "recording/unknown-format",
          "The content is none of the formats of a recording.",
          `Formats that are read: ${FORMATS}, also compressed with gzip or zip.`,
        );
        return NOTHING;
    }
  }

  #seeWanted(): SeeEvent {
    const { wants } = this.#options;
    const see = this.#see;
    return wants ? (event) => void (wants(event.class) && see(event)) : see;
  }

  #unsupported(what: string): Reader<Uint8Array> {
    const hint = `Convert it to one of the formats that are read: ${FORMATS}.`;
    this.#log.fail("recording/unsupported-format", `${what}.`, hint);
    return NOTHING;
  }
}

const NOTHING: Reader<Uint8Array> = { write() {}, end() {} };

/** Decodes bytes for a reader of text, who counts what is `MALFORMED`; a byte order mark is passed over. */
function decoding(encoding: string, reader: Reader<string>): Reader<Uint8Array> {
  const decoder = streamingDecoder(encoding, MALFORMED);
  return {
    write: (piece) => {
      for (let at = 0; at < piece.length; at += DECODED_AT_ONCE)
        reader.write(decoder.decode(piece.subarray(at, at + DECODED_AT_ONCE)));
    },
    end: () => {
      reader.write(decoder.end());
      reader.end();
    },
  };
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
