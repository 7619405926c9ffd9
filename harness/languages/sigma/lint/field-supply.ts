import { fieldNames, isSupplied } from "../../../events/field-names/field-names.ts";
import type { LogSourceSensor } from "./event-classes.ts";

/**
 * Whether a sensor supplies a field in any of the events that are meant.
 *
 * @param eventIds those that the rule names; used where the log source leaves them open
 * @returns undefined where no table knows
 */
export function supplies(
  sensor: LogSourceSensor,
  field: string,
  eventIds: readonly number[],
): boolean | undefined {
  const ids = sensor.eventIds.length > 0 ? sensor.eventIds : eventIds;
  if (ids.length === 0) return undefined;
  const answers = sensor.channels.flatMap((channel) =>
    ids.map((id) => isSupplied(plainName(field), channel, id, sensor.fields)),
  );
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** Returns every name that the events of a sensor have. */
export function namesOf(sensor: LogSourceSensor, eventIds: readonly number[]): string[] {
  const ids = sensor.eventIds.length > 0 ? sensor.eventIds : eventIds;
  return sensor.channels.flatMap((channel) =>
    ids.flatMap((id) => [...(fieldNames(channel, id) ?? [])]),
  );
}

/** Readers drop the spaces of names such as "Threat Name"; a rule may write them. */
function plainName(field: string): string {
  return field.replaceAll(" ", "");
}
