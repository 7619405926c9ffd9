/**
 * A log event in the form of a Windows event: what of it stands in `System`, and what in
 * `EventData`. All writers start from here, so that they agree.
 *
 * A `ShownEvent` has its fields in one row and does not tell where each stood. A name that `System`
 * has takes its first value there; everything else becomes `Data` by name. So the fields are the
 * same when they are read again, while `UserData` comes back as `EventData`: its elements are not
 * known any more.
 */
import type { ShownEvent } from "../../events/event.ts";
import type { FieldValue } from "../../events/field-value.ts";
import { textsOf } from "../../events/texts.ts";
import { isoOfText } from "../records/iso-time.ts";
import { TIME_FIELD } from "../records/windows-event.ts";
import { SYSTEM_ROW, SYSTEM_VALUES } from "./system-values.ts";
import type { WriteLog } from "./write-log.ts";

export interface WindowsForm {
  /** By row of `SYSTEM_VALUES`; `undefined` where the event does not have it. Never blank. */
  readonly system: readonly (string | undefined)[];
  readonly data: readonly DataItem[];
}

/** One element of `EventData`. */
export interface DataItem {
  /** `null` for unnamed `Data`. */
  readonly name: string | null;
  readonly value: string;
}

/** What the writers make an element of its own, as classic events have it. */
export const BINARY = "Binary";

const EVENT_ID_ROW = SYSTEM_ROW.get("EventID")!;
const ROWS = SYSTEM_VALUES.length;

/** What becomes of a field of a given name. */
interface FieldPlan {
  readonly field: string;
  /** Row of `SYSTEM_VALUES`, or -1. */
  readonly row: number;
  readonly name: string | null;
  /** Whether readers will find the field under another name. */
  readonly isRenamed: boolean;
}

/** Records with the same fields share one list of names (`field-layout.ts`): a plan lives as long as it. */
const plans = new WeakMap<readonly string[], readonly FieldPlan[]>();

/**
 * Returns the form of a Windows event. An event without an EventID has none: that is told to the
 * log, and the event does not count as written.
 */
export function windowsForm(event: ShownEvent, log: WriteLog): WindowsForm | null {
  let plan = plans.get(event.fields);
  if (!plan) plans.set(event.fields, (plan = event.fields.map(planOf)));
  const system: (string | undefined)[] = Array.from({ length: ROWS });
  const data: DataItem[] = [];
  for (const { field, row, name, isRenamed } of plan) {
    const value = event.get(field);
    const texts = typeof value === "string" ? null : occurrencesOf(value);
    const first = asWritten(field, texts === null ? (value as string) : texts[0]!);
    const inSystem = row >= 0 && first.trim() !== "";
    if (inSystem) system[row] = first;
    else data.push({ name, value: first });
    for (let i = 1; texts !== null && i < texts.length; i++)
      data.push({ name, value: asWritten(field, texts[i]!) });
    if (isRenamed && !inSystem) log.renamed(field, name ?? "Data");
  }
  if (system[EVENT_ID_ROW] !== undefined) return { system, data };
  log.refuse(event, "write/not-windows", "has no EventID");
  return null;
}

/** Whether an event is of Windows, and not of telemetry that merely has an EventID. */
export function isWindowsEvent({ class: { channel, declared }, fields }: ShownEvent): boolean {
  if (channel !== null) return true;
  return declared === null && (fields.includes("Provider_Name") || fields.includes(TIME_FIELD));
}

function planOf(field: string): FieldPlan {
  const row = SYSTEM_ROW.get(field) ?? -1;
  // Readers know no spaces in the names of `Data`, and nothing behind which a NUL closes the text.
  const cleaned = field.replaceAll(" ", "").replace(/\0+$/, "");
  const name = cleaned === "" || cleaned === "Data" ? null : cleaned;
  return { field, row, name, isRenamed: field !== (name ?? "Data") };
}

/** A field that is there without value is an empty text. */
function occurrencesOf(value: FieldValue | undefined): readonly string[] {
  const texts = textsOf(value);
  return texts.length === 0 ? [""] : texts;
}

/** Readers give this time in one form, however it is written. */
function asWritten(field: string, text: string): string {
  return field === TIME_FIELD ? (isoOfText(text) ?? text) : text;
}
