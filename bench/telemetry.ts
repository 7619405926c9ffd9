/** The readers, against what else reads the same. Everything is read from memory. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { parseEvtxFile } from "winevtx";
import type { ShownEvent } from "../harness/events/event.ts";
import { MemorySink } from "../tests/telemetry/write/memory-sink.ts";
import { recordingWriter } from "../harness/telemetry/write/recording-writer.ts";
import type { ReadOptions } from "../harness/telemetry/read.ts";
import { readContent } from "../tests/telemetry/read-content.ts";
import { filesBelow } from "../tests/conformance/walk.ts";
import type { Benchmark, Job } from "./measure.ts";

/** Made before this reader, fast, and no part of the project. */
const PROTOTYPE = fileURLToPath(new URL("../../shared/prototype/evtx.mjs", import.meta.url));

/** What of the prototype is measured: an event is what it puts into its tables until the next one. */
interface Prototype {
  readonly forEach: (file: Uint8Array, mode: 1 | 2, see: () => void) => void;
  readonly get: (field: number) => unknown;
  readonly present: Int32Array;
  readonly st: { readonly np: number };
  readonly fieldNames: readonly string[];
}

/** EVTX: every file of the corpora. */
export async function evtx(corpora: string): Promise<Benchmark> {
  const paths = await filesBelow(`${corpora}/evtx`, (name) => name.endsWith(".evtx"));
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const megabytes = sizeOf(files);
  return {
    name: "telemetry (EVTX)",
    about: `${files.length} EVTX files in memory, ${megabytes.toFixed(1)} MB`,
    unit: "records",
    megabytes,
    jobs: [
      { name: "winevtx, all fields to objects", run: () => total(files, recordsOfWinevtx) },
      { name: "all fields to objects", run: () => readAll(files, toObject) },
      { name: "all fields located", run: () => readAll(files, () => {}) },
      {
        name: "all fields located, class known",
        run: () => readAll(files, (event) => event.class),
      },
      { name: "event id and channel only", run: () => total(files, classesOf) },
      ...(await prototypeJobs(files)),
    ],
  };
}

/** Event XML and NDJSON, as our writers write what is in the EVTX files, and the same fields without any order above them. */
export async function text(corpora: string): Promise<Benchmark[]> {
  const paths = await filesBelow(`${corpora}/evtx`, (name) => name.endsWith(".evtx"));
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const xml = written("xml", files);
  const ndjson = written("ndjson", files);
  const flat = flattened(files);
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
  });
  return [
    {
      name: "telemetry (Event XML)",
      about: `the same events as Event XML, ${sizeOf([xml]).toFixed(1)} MB`,
      unit: "events",
      megabytes: sizeOf([xml]),
      jobs: [
        {
          name: "fast-xml-parser, whole to objects",
          run: () => eventsOfXml(parser.parse(xml)),
        },
        ...readJobs(xml),
      ],
    },
    ...[
      { name: "NDJSON", about: "as evtx_dump writes it", content: ndjson },
      { name: "flat NDJSON", about: "as NXLog writes it", content: flat },
    ].map(({ name, about, content }) => ({
      name: `telemetry (${name})`,
      about: `the same events ${about}, ${sizeOf([content]).toFixed(1)} MB`,
      unit: "events",
      megabytes: sizeOf([content]),
      jobs: [
        { name: "JSON.parse of each line", run: () => parseLines(content) },
        ...readJobs(content),
      ],
    })),
  ];
}

function readJobs(content: Uint8Array): Job[] {
  return [
    { name: "class and two fields", run: () => readAll([content], toClassAndTwo) },
    { name: "every field", run: () => readAll([content], toObject) },
  ];
}

async function prototypeJobs(files: readonly Uint8Array[]): Promise<Job[]> {
  if (!existsSync(PROTOTYPE)) {
    console.error(`There is no ${PROTOTYPE}: nothing is compared with it.`);
    return [];
  }
  const prototype = (await import(PROTOTYPE)) as Prototype;
  const { forEach, get, present, st, fieldNames } = prototype;
  const run = (mode: 1 | 2, see: () => void): number => {
    let records = 0;
    for (const file of files)
      forEach(file, mode, () => {
        records++;
        see();
      });
    return records;
  };
  const toObjectThere = (): void => {
    const object: Record<string, unknown> = {};
    for (let i = 0; i < st.np; i++) object[fieldNames[present[i]!]!] = get(present[i]!);
    kept.last = object;
  };
  return [
    { name: "prototype, all fields to objects", run: () => run(2, toObjectThere) },
    { name: "prototype, all fields located", run: () => run(2, () => {}) },
    { name: "prototype, event id and channel", run: () => run(1, () => {}) },
  ];
}

/** What was made last stays reachable, so that no compiler finds out that nobody wants it. */
const kept: { last?: unknown } = {};

function toObject(event: ShownEvent): void {
  const object: Record<string, unknown> = {};
  for (const field of event.fields) object[field] = event.get(field);
  kept.last = object;
}

/** What rules ask of most events. */
function toClassAndTwo(event: ShownEvent): void {
  kept.last = [event.class, event.get("Image"), event.get("Computer")];
}

function recordsOfWinevtx(file: Buffer): number {
  let records = 0;
  try {
    for (const record of parseEvtxFile(file)) {
      records++;
      kept.last = record;
    }
  } catch {
    // It gives damaged files up.
  }
  return records;
}

function classesOf(file: Uint8Array): number {
  let records = 0;
  const wants: ReadOptions["wants"] = (cls) => {
    records++;
    kept.last = cls;
    return false;
  };
  readContent(file, "recording", () => {}, { wants });
  return records;
}

function readAll(files: readonly Uint8Array[], see: (event: ShownEvent) => unknown): number {
  return total(files, (file) => readContent(file, "recording", (event) => void see(event)).events);
}

function written(format: "xml" | "ndjson", files: readonly Uint8Array[]): Buffer {
  const sink = new MemorySink();
  const writer = recordingWriter(format, sink, "recording");
  for (const file of files) readContent(file, "recording", (event) => void writer.write(event));
  writer.end();
  return sink.bytes;
}

/** Events as objects of their fields, one to a line. */
function flattened(files: readonly Uint8Array[]): Buffer {
  const lines: string[] = [];
  for (const file of files)
    readContent(file, "recording", (event) => {
      const values = event.fields.map((field) => [field, event.get(field)]);
      lines.push(`${JSON.stringify(Object.fromEntries(values))}\n`);
    });
  return Buffer.from(lines.join(""));
}

function eventsOfXml(document: unknown): number {
  kept.last = document;
  return (document as { Events: { Event: unknown[] } }).Events.Event.length;
}

function parseLines(bytes: Buffer): number {
  const lines = bytes.toString("utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) kept.last = JSON.parse(line);
  return lines.length;
}

function total<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((sum, item) => sum + count(item), 0);
}

function sizeOf(files: readonly Uint8Array[]): number {
  return total(files, (file) => file.length) / 1e6;
}
