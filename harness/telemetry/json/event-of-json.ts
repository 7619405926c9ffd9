import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { cloudTrailEvent } from "./cloudtrail.ts";
import { ecsEvent } from "./ecs-document.ts";
import { evtxDumpEvent } from "./evtx-dump.ts";
import { flatWindowsEvent } from "./flat-windows.ts";
import { UnreadData } from "../records/unread-data.ts";
import { isWindows, openEvent } from "./open-event.ts";
import { isObject, type JsonObject, recordsIn } from "./json-value.ts";
import { unreadOpenMember } from "./unread-members.ts";
import { winlogbeatEvent } from "./winlogbeat.ts";

/** Tells a shape: returns the event if the object has this shape, else `null`. */
export type ShapeReader = (
  value: JsonObject,
  position: number,
  declared: LogSource | null,
) => LogEvent | null;

/** The recognised shapes, the more telling first. What fits none of them is open JSON. */
const SHAPES: readonly ShapeReader[] = [
  evtxDumpEvent,
  winlogbeatEvent,
  flatWindowsEvent,
  cloudTrailEvent,
  ecsEvent,
];

/**
 * Returns the event that a JSON value stands for. Each value is recognised by itself: Windows events
 * in the shapes of evtx_dump, Winlogbeat and Elastic Agent, NXLog and Security-Datasets; AWS
 * CloudTrail; other events in the Elastic Common Schema; everything else is open JSON, whose fields are found by their dotted path. A value
 * that is no object gives an event without fields.
 *
 * @param declared what telemetry that does not name its source is declared to be
 * @throws {UnreadData} at an event of Windows whose data is held in a form that is not known, and at events
 *   in a list of which the envelope is not known
 */
export function eventOfJson(value: unknown, position: number, declared?: LogSource): LogEvent {
  const object = unwrapped(value);
  const records = recordsIn(object);
  if (records?.some((record) => isObject(record) && knownEvent(record, position, declared)))
    throw new UnreadData(Object.hasOwn(object, "Records") ? "Records" : "records");
  const event = knownEvent(object, position, declared);
  if (event) return event;
  const unread = isWindows(declared ?? null) ? unreadOpenMember(object) : null;
  if (unread !== null) throw new UnreadData(unread);
  return openEvent(object, position, declared ?? null);
}

function knownEvent(
  object: JsonObject,
  position: number,
  declared: LogSource | undefined,
): LogEvent | null {
  for (const shape of SHAPES) {
    const event = shape(object, position, declared ?? null);
    if (event) return event;
  }
  return null;
}

/** Exports of Elasticsearch hold the document as `_source`. */
function unwrapped(value: unknown): JsonObject {
  if (!isObject(value)) return {};
  return isObject(value["_source"]) ? value["_source"] : value;
}
