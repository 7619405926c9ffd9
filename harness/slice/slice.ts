/**
 * Cuts a recording down to a smaller one. The recording is read several times rather than held in memory:
 * between the readings only processes, names and spans of time are remembered, never events.
 *
 *   1. with `processTree` or `redact`: which processes there are, which names
 *   2. with `around`: when the selected events happened
 *   3. the events that are kept are written, in their order, with their record ids
 *
 * How the options combine: an event is *selected* if it lies between `from` and `to` and is asked for
 * by `where` and belongs to the process tree; what is not given asks nothing. `around` adds events so long
 * before and after any selected one, again only between `from` and `to`. Of these the first `limit`
 * are written. So different options narrow, and only `around` widens.
 */
import type { ShownEvent } from "../events/event.ts";
import type { LogSource } from "../events/log-sources/log-source.ts";
import { readRecording, type ReadReport } from "../telemetry/read.ts";
import { FileSink } from "../telemetry/write/file-sink.ts";
import {
  recordingWriter,
  type RecordingWriter,
  type WrittenFormat,
} from "../telemetry/write/recording-writer.ts";
import type { WriteReport } from "../telemetry/write/write-log.ts";
import { changedEvent } from "./changed-event.ts";
import type { EventTest } from "./event-test.ts";
import { ProcessTable, timeOf } from "./process-table.ts";
import { selectProcesses, unstartedRoots, type SelectedProcesses } from "./selected-processes.ts";
import { movedText } from "./rebase.ts";
import { Redactor, type Redaction, type Replacement } from "./redaction/redact.ts";
import { TimeSpans } from "./time-spans.ts";

/** What is to be cut out, and what it becomes. Times in ticks of 100 ns since 1970. */
export interface SliceRequest {
  readonly recording: string;
  readonly output: string;
  readonly format: WrittenFormat;
  readonly where: EventTest | null;
  readonly around: bigint | null;
  /** GUIDs and ids of processes. */
  readonly processTree: readonly string[];
  readonly from: bigint | null;
  readonly to: bigint | null;
  readonly limit: number | null;
  readonly redact: readonly Redaction[];
  readonly rebase: bigint | null;
  /** Names that redaction remembers at most, if not as many as it would by itself. */
  readonly maxNames?: number;
  readonly declared?: LogSource;
  readonly signal?: AbortSignal;
}

export interface Slice {
  readonly read: ReadReport;
  /** `null` if no event was kept, and so no file was written. */
  readonly written: WriteReport | null;
  /** Events that were kept, and how many of them only for being around others. */
  readonly kept: number;
  readonly around: number;
  /** Events that had no time to compare with the bounds, and were left out. */
  readonly untimed: number;
  /** Of the events that were written, in the order in which they first occur. */
  readonly sensors: readonly string[];
  readonly processes: SelectedProcesses | null;
  readonly replacements: readonly Replacement[];
  /** What looked like a pseudonym of an earlier redaction, and was left. */
  readonly leftAsPseudonyms: readonly string[];
  /** Names that could not be remembered: if there are any, no file was written. */
  readonly namesTooMany: number;
  /** Changes a text as the fields of the events were changed: for notes about the slice. */
  readonly redacted: (text: string) => string;
}

/** Cuts a slice out of a recording and writes it. @throws what the file system throws at writing */
export async function slice(request: SliceRequest): Promise<Slice> {
  const { recording, from, to } = request;
  const options = {
    ...(request.declared ? { declared: request.declared } : {}),
    ...(request.signal ? { signal: request.signal } : {}),
  };
  const redactor =
    request.redact.length > 0 ? new Redactor(request.redact, request.maxNames) : null;
  let processes: SelectedProcesses | null = null;
  if (request.processTree.length > 0 || redactor) {
    const table = new ProcessTable();
    const seeUnstarted = unstartedRoots(request.processTree, table);
    await readRecording(
      recording,
      (event) => {
        redactor?.see(event);
        if (request.processTree.length === 0) return;
        table.see(event);
        seeUnstarted(event);
      },
      options,
    );
    if (request.processTree.length > 0)
      processes = selectProcesses(request.processTree, table, from, to);
  }
  const isSelected = (event: ShownEvent): boolean =>
    isBetween(event, from, to) &&
    (request.where?.(event) ?? true) &&
    (processes?.has(event) ?? true);

  const spans = request.around === null ? null : new TimeSpans(request.around);
  if (spans)
    await readRecording(
      recording,
      (event) => {
        const time = timeOf(event);
        if (time !== null && isSelected(event)) spans.add(time);
      },
      options,
    );

  const output = new SliceOutput(request, redactor);
  let untimed = 0;
  try {
    const read = await readRecording(
      recording,
      (event) => {
        if ((from !== null || to !== null) && event.time === null) untimed++;
        if (isSelected(event)) output.take(event, false);
        else if (spans && isAround(event, spans, from, to)) output.take(event, true);
      },
      options,
    );
    const namesTooMany = redactor?.untaken ?? 0;
    if (namesTooMany > 0) output.abandon();
    const written = output.end();
    return {
      read,
      written,
      kept: output.kept,
      around: output.around,
      untimed,
      sensors: [...output.sensors],
      processes,
      replacements: redactor?.replacements ?? [],
      leftAsPseudonyms: redactor?.existing ?? [],
      namesTooMany,
      redacted: (text) => redactor?.change("note", text) ?? text,
    };
  } catch (error) {
    output.abandon();
    throw error;
  }
}

function isBetween(event: ShownEvent, from: bigint | null, to: bigint | null): boolean {
  if (from === null && to === null) return true;
  const time = timeOf(event);
  return time !== null && (from === null || time >= from) && (to === null || time <= to);
}

function isAround(
  event: ShownEvent,
  spans: TimeSpans,
  from: bigint | null,
  to: bigint | null,
): boolean {
  const time = timeOf(event);
  return time !== null && spans.has(time) && isBetween(event, from, to);
}

/** The file that is written, from its first event on. */
class SliceOutput {
  kept = 0;
  around = 0;
  readonly sensors = new Set<string>();
  readonly #request: SliceRequest;
  readonly #redactor: Redactor | null;
  #sink: FileSink | null = null;
  #writer: RecordingWriter | null = null;
  #moved: bigint | null = null;

  constructor(request: SliceRequest, redactor: Redactor | null) {
    this.#request = request;
    this.#redactor = redactor;
  }

  take(event: ShownEvent, isAround: boolean): void {
    const { limit, format, output } = this.#request;
    if (limit !== null && this.kept >= limit) return;
    this.kept++;
    if (isAround) this.around++;
    if (!this.#writer) {
      this.#sink = new FileSink(output);
      this.#writer = recordingWriter(format, this.#sink, output);
    }
    if (this.#writer.write(this.#changed(event))) this.sensors.add(event.class.sensor);
  }

  end(): WriteReport | null {
    const report = this.#writer?.end() ?? null;
    if (report && report.events > 0) this.#sink!.finish();
    else this.#sink?.abandon();
    this.#sink = null;
    return report;
  }

  abandon(): void {
    this.#sink?.abandon();
    this.#sink = null;
    this.#writer = null;
  }

  #changed(event: ShownEvent): ShownEvent {
    const { rebase } = this.#request;
    const time = timeOf(event);
    if (rebase !== null && this.#moved === null && time !== null) this.#moved = rebase - time;
    const moved = this.#moved ?? 0n;
    const redactor = this.#redactor;
    if (redactor === null && moved === 0n) return event;
    const change = (field: string, text: string): string => {
      const now = moved === 0n ? text : movedText(field, text, moved);
      return redactor === null ? now : redactor.change(field, now);
    };
    return changedEvent(event, change, moved);
  }
}
