/** The tables of the sensors, per vocabulary. */
import type { EventClass } from "../../event-class.ts";
import type { VocabularyName } from "../vocabulary-name.ts";
import { ENDPOINT_SECURITY } from "./endpoint/security.ts";
import { ENDPOINT_SYSMON } from "./endpoint/sysmon.ts";
import type { EventRow, SensorRows } from "./event-row.ts";
import { WINLOGBEAT_POWERSHELL_CLASSIC } from "./winlogbeat/powershell-classic.ts";
import { WINLOGBEAT_POWERSHELL } from "./winlogbeat/powershell.ts";
import { WINLOGBEAT_SECURITY } from "./winlogbeat/security.ts";
import { WINLOGBEAT_SYSMON } from "./winlogbeat/sysmon.ts";
import {
  WINLOGBEAT_APPLICATION,
  WINLOGBEAT_OTHER,
  WINLOGBEAT_SYSTEM,
} from "./winlogbeat/system.ts";

/** The vocabularies whose names are those of ECS. */
export type EcsVocabularyName = Extract<VocabularyName, `ecs-${string}`>;

const NOTHING: SensorRows = { events: new Map(), other: null };

const TABLES: Readonly<Record<EcsVocabularyName, ReadonlyMap<string, SensorRows>>> = {
  "ecs-winlogbeat": new Map([
    ["application", WINLOGBEAT_APPLICATION],
    ["powershell", WINLOGBEAT_POWERSHELL],
    ["powershell-classic", WINLOGBEAT_POWERSHELL_CLASSIC],
    ["security", WINLOGBEAT_SECURITY],
    ["sysmon", WINLOGBEAT_SYSMON],
    ["system", WINLOGBEAT_SYSTEM],
  ]),
  "ecs-endpoint": new Map([
    ["security", ENDPOINT_SECURITY],
    ["sysmon", ENDPOINT_SYSMON],
  ]),
};

const OTHER: Readonly<Record<EcsVocabularyName, SensorRows>> = {
  "ecs-winlogbeat": WINLOGBEAT_OTHER,
  "ecs-endpoint": NOTHING,
};

/** Returns what is known of the events of a sensor of Windows. */
export function sensorRows(vocabulary: EcsVocabularyName, sensor: string): SensorRows {
  return TABLES[vocabulary].get(sensor) ?? OTHER[vocabulary];
}

/** Returns what the events of a class are in a vocabulary, or `null` if they are nothing in it. */
export function rowOf(vocabulary: EcsVocabularyName, cls: EventClass): EventRow | null {
  const isWindows = cls.channel !== null || cls.provider !== null;
  if (!isWindows) return null;
  const { events, other } = sensorRows(vocabulary, cls.sensor);
  return (cls.eventId === null ? undefined : events.get(cls.eventId)) ?? other;
}
