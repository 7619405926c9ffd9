import type { ShownEvent } from "../../events/event.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { WrittenFormat } from "./written-format.ts";

/** What writing a recording came to. */
export interface WriteReport {
  /** As it was given. */
  readonly path: string;
  readonly format: WrittenFormat;
  readonly events: number;
  /** Events that the format cannot hold, and that were not written. Exact. */
  readonly refused: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Of so many refused events, or fields of which something was changed, each is listed. */
const LISTED = 20;

/** Something that happened to a field, in some number of events. */
interface Change {
  readonly code: DiagnosticCode;
  readonly message: (count: number) => string;
  readonly hint: string;
  count: number;
}

/** Counts events and collects what the format could not carry while one recording is written. */
export class WriteLog {
  readonly path: string;
  readonly format: WrittenFormat;
  events = 0;
  #refused = 0;
  #unlisted = 0;
  readonly #refusals: Diagnostic[] = [];
  readonly #changes = new Map<string, Change>();

  constructor(path: string, format: WrittenFormat) {
    this.path = path;
    this.format = format;
  }

  /** The event is not written. @param reason goes on behind "Event 12" */
  refuse(event: ShownEvent, code: DiagnosticCode, reason: string): void {
    this.#refused++;
    if (this.#refusals.length >= LISTED) return;
    const { record, position } = event;
    const name = record === null ? `Event ${position}` : `Event ${position} (record ${record})`;
    const message = `${name} ${reason}; it was not written.`;
    this.#refusals.push({ code, severity: "warning", message, file: this.path });
  }

  /** Readers will know a field by another name. */
  renamed(field: string, name: string): void {
    this.#change(`renamed ${field}`, {
      code: "write/renamed-field",
      message: (count) =>
        `The field ${quoted(field)} was written as ${quoted(name)} in ${events(count)}.`,
      hint: "The names of Windows events hold no spaces and are not empty.",
    });
  }

  /** A value was written with a substitute. @param what goes on behind "3 values of the field …" */
  changed(field: string | null, what: string, hint: string): void {
    const name = quoted(field ?? "Data");
    this.#change(`changed ${name} ${what}`, {
      code: "write/changed-value",
      message: (count) => `${count === 1 ? "A value" : `${count} values`} of ${name} ${what}.`,
      hint,
    });
  }

  report(): WriteReport {
    const { path, format } = this;
    const diagnostics = [...this.#refusals];
    if (this.#refused > this.#refusals.length)
      diagnostics.push({
        code: "write/further-losses",
        severity: "warning",
        message: `${this.#refused - this.#refusals.length} more events could not be written.`,
        file: path,
      });
    for (const { code, message, hint, count } of this.#changes.values())
      diagnostics.push({ code, severity: "warning", message: message(count), hint, file: path });
    if (this.#unlisted > 0)
      diagnostics.push({
        code: "write/further-losses",
        severity: "warning",
        message: `Further fields were changed ${this.#unlisted} times.`,
        file: path,
      });
    return { path, format, events: this.events, refused: this.#refused, diagnostics };
  }

  #change(key: string, change: Omit<Change, "count">): void {
    const known = this.#changes.get(key);
    if (known) known.count++;
    else if (this.#changes.size < LISTED) this.#changes.set(key, { ...change, count: 1 });
    else this.#unlisted++;
  }
}

function quoted(name: string): string {
  return `"${name.slice(0, 100)}"`;
}

function events(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}
