/**
 * Other logs of Windows, of which the pipelines say no more than what every event has: rules tell
 * them by `event.code` and read `winlog.event_data`.
 */
import { noData, plainData, type EventRow, type SensorRows } from "../event-row.ts";

/** Where a record has its data is not known: either name finds it. */
const ANY: EventRow = { fields: {}, eventData: plainData, userData: plainData };

export const WINLOGBEAT_OTHER: SensorRows = { events: new Map(), other: ANY };

export const WINLOGBEAT_SYSTEM: SensorRows = {
  module: "system",
  dataset: "system.system",
  events: new Map([
    // A log was cleared.
    [104, { fields: {}, eventData: noData, userData: plainData }],
    // A service was installed.
    [7045, { fields: {}, eventData: plainData, userData: noData }],
  ]),
  other: ANY,
};

export const WINLOGBEAT_APPLICATION: SensorRows = {
  module: "system",
  dataset: "system.application",
  events: new Map(),
  other: ANY,
};
