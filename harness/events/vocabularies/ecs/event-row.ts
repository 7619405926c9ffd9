import { NEVER } from "../field-translation.ts";
import { computed, constant, dataRows, type EcsRow, type EcsTable } from "./ecs-row.ts";

/** What the events of one sensor and id are in ECS. */
export interface EventRow {
  /** `event.category`; none if it is left out. */
  readonly category?: readonly string[];
  /** `event.type`. */
  readonly type?: readonly string[];
  readonly action?: string;
  readonly fields: EcsTable;
  /** What is left of the event's data under `winlog.event_data`, by its name there. */
  readonly eventData: (name: string) => EcsRow;
  /** The same of `winlog.user_data`. */
  readonly userData: (name: string) => EcsRow;
}

/** What a sensor's events are in ECS: by their id, and those of any other id. */
export interface SensorRows {
  readonly module?: string;
  readonly dataset?: string;
  readonly events: ReadonlyMap<number, EventRow>;
  /** `null` if events without a row have no meaning in the vocabulary. */
  readonly other: EventRow | null;
}

/** Returns the rows of `event.category`, `.type` and `.action`. */
export function categorisation({ category, type, action }: EventRow): EcsTable {
  return {
    ...(category && { "event.category": constant(...category) }),
    ...(type && { "event.type": constant(...type) }),
    ...(action !== undefined && { "event.action": constant(action) }),
  };
}

const AS_THEY_STAND = dataRows();
/** Unnamed data, as Winlogbeat names it: by its place among the data, from 1. */
const UNNAMED = /^param([1-9]\d?)$/;

/** An event's data as it stands, `param1` and so on included. */
export function plainData(name: string): EcsRow {
  const place = UNNAMED.exec(name)?.[1];
  if (place === undefined) return AS_THEY_STAND.copied(name);
  return computed([name, "Data"], { transform: "unnamed", place: Number(place) });
}

/** Data of which nothing is left. */
export function noData(): EcsRow {
  return NEVER;
}
