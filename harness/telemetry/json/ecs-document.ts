/**
 * Events in the Elastic Common Schema that no Windows log wrote: of Elastic Defend, and of other
 * agents. Their fields are also found by dotted path, as those of open JSON.
 *
 * @see Elastic, "Elastic Common Schema (ECS) Reference": event fields
 */
import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { RECOGNISED_SENSORS } from "../../events/sensors.ts";
import { UnreadData } from "../records/unread-data.ts";
import { type JsonObject, valueAt } from "./json-value.ts";
import { isWindows, openEvent } from "./open-event.ts";
import { eventXmlIn, unreadOpenMember } from "./unread-members.ts";

/** Of these an event in the schema has at least one. */
const TELLING = [
  "event.category",
  "event.kind",
  "event.type",
  "event.dataset",
  "event.module",
  "ecs.version",
];

/**
 * Returns the event if the object has a time and the fields by which the schema sorts events.
 *
 * @throws {UnreadData}
 */
export function ecsEvent(
  value: JsonObject,
  position: number,
  declared: LogSource | null,
): LogEvent | null {
  if (typeof value["@timestamp"] !== "string" && typeof value["@timestamp"] !== "number")
    return null;
  if (TELLING.every((path) => valueAt(value, path) === undefined)) return null;
  const unread = eventXmlIn(value) ?? (isWindows(declared) ? unreadOpenMember(value) : null);
  if (unread !== null) throw new UnreadData(unread);
  const source = RECOGNISED_SENSORS[isOfDefend(value) ? "endpoint" : "ecs"]!;
  return openEvent(value, position, declared ?? source, "ecs");
}

function isOfDefend(value: JsonObject): boolean {
  const dataset = valueAt(value, "event.dataset", "data_stream.dataset");
  return (
    valueAt(value, "agent.type") === "endpoint" ||
    valueAt(value, "event.module") === "endpoint" ||
    (typeof dataset === "string" && dataset.startsWith("endpoint."))
  );
}
