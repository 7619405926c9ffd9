/**
 * What must hold for a recording however it was spoiled:
 *
 * - reading it never throws, and every field that an event names is there;
 * - whether it comes in one piece or in many makes no difference, nor whether only some classes of
 *   events are wanted;
 * - checksums are told where they are wrong and only there, and change nothing else;
 * - what can be read can be written;
 * - it is never silent: there are events, or a diagnostic says why not;
 * - what was not touched is returned, and what is malformed is counted (`check-evtx.ts`, `check-text.ts`).
 */
import { isDeepStrictEqual } from "node:util";
import type { LogEvent, ShownEvent } from "../../harness/events/event.ts";
import { ContentReader } from "../../harness/telemetry/content-reader.ts";
import { ReadLog } from "../../harness/telemetry/read-log.ts";
import type { ReadOptions, ReadReport } from "../../harness/telemetry/read.ts";
import { readContent } from "../telemetry/read-content.ts";
import { FORMATS, written } from "../telemetry/write/written.ts";
import type { Original } from "./originals.ts";
import type { Random } from "./random.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

/** A recording that was spoiled. */
export interface Case {
  readonly original: Original;
  readonly bytes: Buffer;
  /** Its checksums are right. */
  readonly isSealed: boolean;
}

/** What reading a recording gave. */
export interface Reading {
  /** The fields of each event, as text. */
  readonly fields: readonly string[];
  readonly events: readonly LogEvent[];
  readonly report: ReadReport;
}

/** More take too long for what they show. */
const MAX_PIECES = 400;

/** A law that does not hold. */
export class Broken extends Error {}

/** Returns what reading some content gives, all of its values decoded. */
export function readingOf(content: Uint8Array, options: ReadOptions = {}): Reading {
  const events: LogEvent[] = [];
  const report = readContent(
    content,
    "recording",
    (event) => events.push(keepEvent(event)),
    options,
  );
  return { events, report, fields: events.map(textOf) };
}

/** The fields of an event as text, and nothing missing. */
export function textOf(event: ShownEvent): string {
  const fields = event.fields.map((field) => [field, event.get(field)] as const);
  const absent = fields.find(([, value]) => value === undefined);
  demand(absent === undefined, `event ${event.position} names ${absent?.[0]} and does not have it`);
  const { time, computer, record } = event;
  const isWhole = time !== undefined && computer !== undefined && record !== undefined;
  demand(isWhole && event.class !== undefined, `event ${event.position} is not whole`);
  return JSON.stringify(fields);
}

/** @throws {Broken} */
export function demand(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Broken(law);
}

/** Checks what must hold in every format; returns the reading. @throws {Broken} */
export function checkReading({ bytes, original }: Case, random: Random): Reading {
  const reading = readingOf(bytes);
  const { events, report, fields } = reading;
  demand(
    report.events === events.length,
    `${report.events} events counted, ${events.length} shown`,
  );
  demand(events.length > 0 || report.diagnostics.length > 0, "no event, and no word about it");
  demand(report.skipped === 0 || report.diagnostics.length > 0, "something skipped without a word");
  const size = random.of([1 + random.below(97), 4096, 1 + random.below(70_000)]);
  const inPieces = readInPieces(bytes, Math.max(size, Math.ceil(bytes.length / MAX_PIECES)));
  demand(isDeepStrictEqual(inPieces.fields, fields), `other events in pieces of ${size} bytes`);
  demand(isDeepStrictEqual(inPieces.report, report), `another report in pieces of ${size} bytes`);
  const wanted = random.below(2);
  const some = readingOf(bytes, { wants: ({ eventId }) => (eventId ?? 0) % 2 === wanted });
  const kept = fields.filter((_, i) => (events[i]!.class.eventId ?? 0) % 2 === wanted);
  demand(isDeepStrictEqual(some.fields, kept), "other events if only some are wanted");
  if (random.oneIn(8)) checkWriting(reading, original);
  return reading;
}

function readInPieces(bytes: Buffer, size: number): { fields: string[]; report: ReadReport } {
  const fields: string[] = [];
  const log = new ReadLog("recording");
  const reader = new ContentReader(log, (event) => fields.push(textOf(event)));
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
  reader.end();
  return { fields, report: log.report() };
}

function checkWriting({ events }: Reading, { name }: Original): void {
  for (const format of FORMATS) {
    const { report } = written(events, format);
    const count = report.events + report.refused;
    demand(count === events.length, `${name} as ${format}: ${count} of ${events.length} events`);
  }
}
