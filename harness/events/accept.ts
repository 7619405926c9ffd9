import type { EventClass } from "./event-class.ts";
import { isEmpty, type LogSource } from "./log-source.ts";
import { WINDOWS_CATEGORIES, type CategoryRow } from "./windows-categories.ts";
import { WINDOWS_SERVICES } from "./windows-services.ts";

/** A log source that takes an event class, and how it reads that class. */
export type Acceptance = Pick<CategoryRow, "fields" | "only">;

/**
 * Returns how a log source reads the events of a class, or `null` if they are not its events. A log
 * source without any key takes every class.
 */
export function accept(source: LogSource, cls: EventClass): Acceptance | null {
  if (isEmpty(source)) return {};
  if (cls.channel === null) return acceptDeclared(source, cls.declared);
  const product = source.product?.toLowerCase();
  if (product !== undefined && product !== "windows") return null;
  const { category, service } = source;
  if (service !== undefined && !channelsOf(service).some((known) => isChannel(known, cls))) return null;
  if (category === undefined) return product === undefined && service === undefined ? null : {};
  const rows = WINDOWS_CATEGORIES[category.toLowerCase()] ?? [];
  return rows.find((row) => takes(row, cls)) ?? null;
}

function acceptDeclared(source: LogSource, declared: LogSource | null): Acceptance | null {
  const keys = ["product", "category", "service"] as const;
  const same = keys.every((key) => {
    const wanted = source[key]?.toLowerCase();
    return wanted === undefined || wanted === declared?.[key]?.toLowerCase();
  });
  return same ? {} : null;
}

function channelsOf(service: string): readonly string[] {
  return WINDOWS_SERVICES[service.toLowerCase()] ?? [];
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
