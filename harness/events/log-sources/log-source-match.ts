import { acceptsEcs, acceptsEcsSensor } from "../vocabularies/ecs/event-category.ts";
import type { EventClass } from "../event-class.ts";
import { OTHER_WINDOWS, RECOGNISED_SENSORS, sensorOf } from "../sensors.ts";
import { covers, isEmpty, type LogSource } from "./log-source.ts";
import type { FieldTranslationName } from "../vocabularies/sigma/field-translations.ts";
import type { Vocabulary } from "../vocabularies/vocabulary.ts";
import { WINDOWS_CATEGORIES, type CategoryRow } from "./windows-categories.ts";
import { WINDOWS_SERVICES } from "./windows-services.ts";

/** A log source that takes an event class, and how it reads that class. */
export interface LogSourceMatch extends Pick<CategoryRow, "fields" | "only"> {
  /** The names are those of this vocabulary; Sigma's if it is not given. */
  readonly vocabulary?: Vocabulary;
}

/**
 * Returns how a log source reads the events of a class, or `null` if they are not its events. A log
 * source without any key takes every class; one in another vocabulary than Sigma's every class that
 * has a meaning there.
 */
export function matchLogSource(source: LogSource, cls: EventClass): LogSourceMatch | null {
  const { vocabulary } = source;
  if (vocabulary) return acceptsEcs(vocabulary, source.category, cls) ? { vocabulary } : null;
  if (isEmpty(source)) return {};
  if (cls.channel === null) return acceptsDeclared(source, cls.declared) ? {} : null;
  const product = source.product?.toLowerCase();
  if (product !== undefined && product !== "windows") return null;
  const { category, service } = source;
  if (service !== undefined && !channelsOf(service).some((known) => isChannel(known, cls)))
    return null;
  if (category === undefined) return product === undefined && service === undefined ? null : {};
  return rowsOf(category).find((row) => takes(row, cls)) ?? null;
}

/** Whether a log source can take any event of a sensor. */
export function acceptsSensor(source: LogSource, sensor: string): boolean {
  if (source.vocabulary) return acceptsEcsSensor(source.vocabulary, source.category, sensor);
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
  if (Object.hasOwn(RECOGNISED_SENSORS, sensor))
    return acceptsDeclared(source, RECOGNISED_SENSORS[sensor]!);
  return [service, category, product].includes(sensor);
}

/**
 * Whether a log source takes telemetry that was declared to be this: each key it names is the same.
 * A vocabulary other than Sigma's says nothing of declared telemetry.
 */
export function acceptsDeclared(source: LogSource, declared: LogSource | null): boolean {
  return !source.vocabulary && covers(source, declared);
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
