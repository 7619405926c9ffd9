/** The classes of Windows events of a rule's log source, as far as the tables know them. */
import type { FieldTranslationName } from "../../../events/vocabularies/sigma/field-translations.ts";
import type { LogSource } from "../../../events/log-sources/log-source.ts";
import {
  WINDOWS_CATEGORIES,
  type CategoryRow,
} from "../../../events/log-sources/windows-categories.ts";
import { WINDOWS_SERVICES } from "../../../events/log-sources/windows-services.ts";
import { sensorOf } from "../../../events/sensors.ts";

/** A sensor that records events of a log source, and which of its events they are. */
export interface LogSourceSensor {
  /** In words: `Security 4688`. */
  readonly name: string;
  readonly channels: readonly string[];
  /** Empty if the log source leaves it to the rule. */
  readonly eventIds: readonly number[];
  readonly fields?: FieldTranslationName;
}

/** Returns a log source's sensors; none if it is not of Windows, or unknown. */
export function sensorsOf({ product, category, service }: LogSource): LogSourceSensor[] {
  if (product !== undefined && product.toLowerCase() !== "windows") return [];
  if (category !== undefined) return service === undefined ? rowsOf(category).map(sensorOfRow) : [];
  const channels = service === undefined ? [] : channelsOf(service);
  return channels.length === 0 ? [] : [{ name: capital(service!), channels, eventIds: [] }];
}

function sensorOfRow({ channels, eventIds, fields }: CategoryRow): LogSourceSensor {
  const sensor = sensorOf(null, channels[0] ?? null, null);
  const name = `${capital(sensor)} ${eventIds.join(", ")}`;
  return { name, channels, eventIds, ...(fields ? { fields } : {}) };
}

function rowsOf(category: string): readonly CategoryRow[] {
  const key = category.toLowerCase();
  return Object.hasOwn(WINDOWS_CATEGORIES, key) ? WINDOWS_CATEGORIES[key]! : [];
}

function channelsOf(service: string): readonly string[] {
  const key = service.toLowerCase();
  return Object.hasOwn(WINDOWS_SERVICES, key) ? WINDOWS_SERVICES[key]! : [];
}

function capital(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
