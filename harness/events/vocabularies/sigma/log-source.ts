/** Which classes of events a log source in Sigma's words means. */
import type { EventClass } from "../../event-class.ts";
import {
  covers,
  isEmpty,
  type LogSource,
  type ClassReading,
} from "../../log-sources/log-source.ts";
import { WINDOWS_CATEGORIES, type CategoryRow } from "../../log-sources/windows-categories.ts";
import { WINDOWS_SERVICES } from "../../log-sources/windows-services.ts";
import { OTHER_WINDOWS, RECOGNISED_SENSORS, sensorOf } from "../../sensors.ts";
import type { FieldTranslationName } from "./field-translations.ts";

/** Returns how a log source of Sigma's reads a class; one without any key takes every class. */
export function acceptsClass(source: LogSource, cls: EventClass): ClassReading | null {
  if (isEmpty(source)) return {};
  if (cls.channel === null) return covers(source, cls.declared) ? {} : null;
  const product = source.product?.toLowerCase();
  if (product !== undefined && product !== "windows") return null;
  const { category, service } = source;
  if (service !== undefined && !channelsOf(service).some((known) => isChannel(known, cls)))
    return null;
  if (category === undefined) return product === undefined && service === undefined ? null : {};
  return rowsOf(category).find((row) => takes(row, cls)) ?? null;
}

/** Whether a log source of Sigma's can take any event of a sensor. */
export function acceptsSensor(source: LogSource, sensor: string): boolean {
  if (isEmpty(source)) return true;
  const { product, category, service } = source;
  const windows = product === undefined || product.toLowerCase() === "windows";
  if (
    windows &&
    category !== undefined &&
    Object.hasOwn(WINDOWS_CATEGORIES, category.toLowerCase())
  ) {
    const channels = rowsOf(category).flatMap((row) => row.channels);
    return channels.some((channel) => sensorOf(null, channel, null) === sensor);
  }
  if (windows && service !== undefined && channelsOf(service).length > 0)
    return channelsOf(service).some((channel) => sensorOf(null, channel, null) === sensor);
  if (product?.toLowerCase() === "windows" && category === undefined && service === undefined)
    return sensor === OTHER_WINDOWS || channelsOf(sensor).length > 0;
  if (Object.hasOwn(RECOGNISED_SENSORS, sensor)) return covers(source, RECOGNISED_SENSORS[sensor]!);
  return [service, category, product].includes(sensor);
}

/** Returns the translation under which Sigma's general names are found in a class, if it has one. */
export function translationOf(cls: EventClass): FieldTranslationName | undefined {
  const rows = Object.values(WINDOWS_CATEGORIES).flat();
  return rows.find((row) => row.fields !== undefined && takes(row, cls))?.fields;
}

function rowsOf(category: string): readonly CategoryRow[] {
  const key = category.toLowerCase();
  return Object.hasOwn(WINDOWS_CATEGORIES, key) ? WINDOWS_CATEGORIES[key]! : [];
}

function channelsOf(service: string): readonly string[] {
  const key = service.toLowerCase();
  return Object.hasOwn(WINDOWS_SERVICES, key) ? WINDOWS_SERVICES[key]! : [];
}

function takes(row: CategoryRow, cls: EventClass): boolean {
  return (
    cls.eventId !== null &&
    row.eventIds.includes(cls.eventId) &&
    row.channels.some((known) => isChannel(known, cls))
  );
}

function isChannel(known: string, { channel }: EventClass): boolean {
  if (channel === null) return false;
  const [name, seen] = [known.toLowerCase(), channel.toLowerCase()];
  return name.endsWith("*") ? seen.startsWith(name.slice(0, -1)) : seen === name;
}
