import type { Moment } from "./moment.ts";

/** One record of a Windows event log, before it is written in some form. */
export interface WindowsRecord {
  readonly provider: { readonly name: string; readonly guid: string };
  readonly eventId: number;
  readonly version: number;
  readonly level: number;
  readonly task: number;
  readonly keywords: string;
  readonly time: Moment;
  readonly activityId: string | null;
  readonly processId: number;
  readonly threadId: number;
  readonly channel: string;
  readonly computer: string;
  readonly userId: string | null;
  /** `EventData`, in the order of the event's manifest. */
  readonly data: readonly Field[];
}

export type Field = readonly [name: string, value: string];
