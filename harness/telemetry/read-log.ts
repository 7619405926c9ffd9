import type { ShownEvent } from "../events/event.ts";
import type { DiagnosticCode } from "../text/diagnostic-codes.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { plural } from "../text/plural.ts";
import type { Place } from "../text/source.ts";
import type { RecordingFormat } from "./recognise.ts";

/** What reading a recording came to. */
export interface ReadReport {
  /** As it was given. */
  readonly path: string;
  /** `null` if the content is none of the formats. */
  readonly format: RecordingFormat | null;
  readonly events: number;
  /** Malformed records or lines that were passed over. Exact, even where not each has a diagnostic. */
  readonly skipped: number;
  /** Nothing could be read: not a recording, empty, cannot be opened, or malformed throughout. */
  readonly unreadable: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The reader was told to stop: what follows was not read. */
  readonly stopped?: true;
}

/** What reading a shard of a recording came to, to be put together with the shards around it. Plain data. */
export interface ReadCounts {
  readonly format: RecordingFormat | null;
  readonly events: number;
  readonly skipped: number;
  readonly failed: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Faults beyond those in `diagnostics`. */
  readonly unlisted: number;
  readonly chunks: Readonly<ChunkCounts>;
}

/** The chunks of an event log: as many as its header says, those that hold something, and blank ones at the end. */
export interface ChunkCounts {
  declared: number;
  used: number;
  blank: number;
}

/** Receives every event of a recording, in its order. */
export type SeeEvent = (event: ShownEvent) => void;

/** Of so much damage each piece is listed; what goes beyond is counted. */
const LISTED = 100;

/** Hint for damage that leaves the rest of the recording readable. */
const REST_IS_READ = "The rest of the recording was read.";

/** Counts events and collects what was wrong while one recording is read. */
export class ReadLog {
  readonly path: string;
  format: RecordingFormat | null = null;
  events = 0;
  stopped = false;
  readonly chunks: ChunkCounts = { declared: 0, used: 0, blank: 0 };
  #skipped = 0;
  #unlisted = 0;
  #failed = false;
  #diagnostics: Diagnostic[] = [];

  constructor(path: string) {
    this.path = path;
  }

  /** Records and lines that were lost so far. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Damage that costs `lost` records or lines, one unless stated otherwise. */
  skip(code: DiagnosticCode, message: string, place?: Place, lost = 1): void {
    this.#skipped += lost;
    this.warn(code, message, place, REST_IS_READ);
  }

  /** Damage that costs no whole record, or none that could be counted. */
  warn(code: DiagnosticCode, message: string, place?: Place, hint?: string): void {
    if (this.#diagnostics.length < LISTED)
      this.#diagnostics.push(diagnostic(this.path, code, "warning", message, hint, place));
    else this.#unlisted++;
  }

  /** The content is no recording, or cannot be had. Only the first reason is kept. */
  fail(code: DiagnosticCode, message: string, hint?: string, place?: Place): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#diagnostics.push(diagnostic(this.path, code, "error", message, hint, place));
  }

  /** The blank chunks so far were not blank once: each counts as one lost. */
  takeBlankChunks(): void {
    const { blank } = this.chunks;
    if (blank === 0) return;
    this.chunks.blank = 0;
    this.chunks.used += blank;
    const message = `${plural(blank, "chunk")} before others ${blank === 1 ? "is" : "are"} blank: nothing of ${blank === 1 ? "it" : "them"} is left.`;
    this.skip("evtx/bad-chunk", message, undefined, blank);
  }

  /** Returns what was found so far, for a log of the whole recording. */
  counts(): ReadCounts {
    const { format, events } = this;
    return {
      format,
      events,
      skipped: this.#skipped,
      failed: this.#failed,
      diagnostics: this.#diagnostics,
      unlisted: this.#unlisted,
      chunks: this.chunks,
    };
  }

  /** Takes what reading the next shard of the recording came to. */
  add(shard: ReadCounts): void {
    const { chunks } = this;
    chunks.declared ||= shard.chunks.declared;
    if (shard.chunks.used > 0) this.takeBlankChunks();
    chunks.used += shard.chunks.used;
    chunks.blank += shard.chunks.blank;
    this.format ??= shard.format;
    this.events += shard.events;
    this.#skipped += shard.skipped;
    this.#failed ||= shard.failed;
    const all = [...this.#diagnostics, ...shard.diagnostics];
    this.#diagnostics = all.slice(0, LISTED);
    this.#unlisted += shard.unlisted + all.length - this.#diagnostics.length;
  }

  report(): ReadReport {
    this.#countMissing();
    const { path, format, events } = this;
    const skipped = this.#skipped;
    const unreadable = events === 0 && (this.#failed || skipped > 0);
    const diagnostics = [...this.#diagnostics];
    if (this.#unlisted > 0) {
      const message = `${this.#unlisted} more faults were found than are listed; ${skipped} records were passed over in all.`;
      diagnostics.push(diagnostic(path, "recording/further-damage", "warning", message));
    }
    if (events === 0 && skipped === 0 && !this.#failed && !this.stopped) {
      const hint = "A rule that stays silent on it has shown nothing.";
      const message = "The recording holds no event.";
      diagnostics.push(diagnostic(path, "recording/no-events", "warning", message, hint));
    }
    const whole = { path, format, events, skipped, unreadable, diagnostics };
    return this.stopped ? { ...whole, stopped: true } : whole;
  }

  /** What is known to be missing only when nothing more comes. */
  #countMissing(): void {
    const missing = this.chunks.declared - this.chunks.used;
    if (missing > 0 && !this.stopped && !this.#failed) {
      this.chunks.declared = this.chunks.used;
      const message = `The log says it has ${plural(this.chunks.used + missing, "chunk")}, ${this.chunks.used} ${this.chunks.used === 1 ? "is" : "are"} there.`;
      this.skip("recording/truncated", message, undefined, missing);
    }
    // A part of it could not be had at all.
    if (this.#failed && this.events > 0 && this.#skipped === 0) this.#skipped = 1;
  }
}

function diagnostic(
  file: string,
  code: DiagnosticCode,
  severity: Diagnostic["severity"],
  message: string,
  hint?: string,
  place?: Place,
): Diagnostic {
  return {
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    file,
    ...(place === undefined ? {} : { place }),
  };
}
