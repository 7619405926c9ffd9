import type { LogEvent } from "../../harness/events/event.ts";
import { textsOf } from "../../harness/events/texts.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import type { Corpora } from "./corpora.ts";
import { DEVIATIONS } from "./deviations.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";
import { leavesOf, readTwin } from "./twin.ts";
import { exists, filesBelow } from "./walk.ts";
import { keepEvent } from "../../harness/events/keep-event.ts";

/**
 * Writers of twins differ from Windows in the form of some values. Each form is evened out only if
 * a row of deviations gives the reason.
 */
const FORMS: Readonly<Record<string, (text: string) => string>> = {
  "guid-form": (text) =>
    /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text)
      ? text.replace(/[{}]/g, "").toUpperCase()
      : text,
  "trimmed-white-space": (text) => text.trim(),
  "time-digits": (text) => text.replace(/^(\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6})\d?Z$/, "$1Z"),
};

const EVENED = Object.entries(FORMS)
  .filter(([construct]) =>
    DEVIATIONS.some((row) => row.suite === "evtx-values" && row.construct === construct),
  )
  .map(([, even]) => even);

function evened(text: string): string {
  return EVENED.reduce((value, even) => even(value), text);
}

/**
 * Every recording with a JSON twin beside it holds the same values as the twin: those that our own
 * JSON reader finds, and those that stand in the document whoever reads it.
 */
export const EVTX_VALUES: Suite = {
  name: "evtx-values",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const results: CaseResult[] = [];
    for (const path of await filesBelow(corpora.folder, (name) => name.endsWith(".evtx"))) {
      const twin = path.replace(/\.evtx$/, ".json");
      if (await exists(twin))
        results.push(await judged(corpora.name(path), () => judge(path, twin)));
    }
    return results.length > 0 ? results : null;
  },
};

async function judge(recording: string, twin: string): Promise<string | null> {
  const [events, others] = [await eventsOf(recording), await eventsOf(twin)];
  const documents = await readTwin(twin);
  if (events.length !== others.length || events.length !== documents.length)
    return `${events.length} events, our JSON reader finds ${others.length} and the twin holds ${documents.length}`;
  if (events.length === 0) return "holds no event";
  for (const [index, event] of events.entries()) {
    const problem = compareEvents(event, others[index]!) ?? compareLeaves(event, documents[index]);
    if (problem) return `event ${index + 1}: ${problem}`;
  }
  return null;
}

async function eventsOf(path: string): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  await readRecording(path, (event) => events.push(keepEvent(event)));
  return events;
}

function compareEvents(event: LogEvent, other: LogEvent): string | null {
  if (event.class !== other.class)
    return `is ${JSON.stringify(event.class)}, the twin's is ${JSON.stringify(other.class)}`;
  for (const key of ["record", "time", "computer"] as const)
    if (evened(String(event[key])) !== evened(String(other[key])))
      return `${key} is ${event[key]}, the twin's is ${other[key]}`;
  for (const field of new Set([...event.fields, ...other.fields])) {
    const [ours, theirs] = [textsOfField(event, field), textsOfField(other, field)];
    if (ours.join("\0") !== theirs.join("\0"))
      return `${field} is ${JSON.stringify(ours)}, our JSON reader finds ${JSON.stringify(theirs)}`;
  }
  return null;
}

/** The texts of a field; a field that is not there, and one without a value, have none. */
function textsOfField(event: LogEvent, field: string): string[] {
  return textsOf(event.get(field))
    .map(evened)
    .filter((text) => text !== "");
}

function compareLeaves(event: LogEvent, document: unknown): string | null {
  const missing = leavesOf(document).find(
    ({ name, text }) => evened(text) !== "" && !textsOfField(event, name).includes(evened(text)),
  );
  return missing
    ? `${missing.name} is ${JSON.stringify(textsOfField(event, missing.name))}, the document has ${JSON.stringify(missing.text)}`
    : null;
}
