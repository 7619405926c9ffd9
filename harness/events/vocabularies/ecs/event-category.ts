import type { EventClass } from "../../event-class.ts";
import { ECS_SENSORS, OTHER_WINDOWS } from "../../sensors.ts";
import { WINDOWS_SERVICES } from "../../log-sources/windows-services.ts";
import { rowOf, sensorRows, type EcsVocabularyName } from "./sensor-rows.ts";

/**
 * Whether a class can have events of a category (`event.category`), any if none is given. Events that
 * were recorded in ECS say so one by one.
 */
export function acceptsEcs(
  vocabulary: EcsVocabularyName,
  category: string | undefined,
  cls: EventClass,
): boolean {
  if (cls.original === "ecs") return true;
  const row = rowOf(vocabulary, cls);
  if (!row) return false;
  return category === undefined || row.category?.includes(category) === true;
}

/** Whether a sensor can have events of a category, any if none is given. */
export function acceptsEcsSensor(
  vocabulary: EcsVocabularyName,
  category: string | undefined,
  sensor: string,
): boolean {
  if (ECS_SENSORS.has(sensor)) return true;
  if (sensor !== OTHER_WINDOWS && !Object.hasOwn(WINDOWS_SERVICES, sensor)) return false;
  const { events, other } = sensorRows(vocabulary, sensor);
  const rows = [...events.values(), ...(other ? [other] : [])];
  return rows.some((row) => category === undefined || row.category?.includes(category) === true);
}
