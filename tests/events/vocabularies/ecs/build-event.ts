import type { LogEvent, ShownEvent } from "../../../../harness/events/event.ts";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import { VOCABULARIES } from "../../../../harness/events/vocabularies/vocabularies.ts";
import type { VocabularyName } from "../../../../harness/events/vocabularies/vocabulary-name.ts";
import { boundFieldOf, readField } from "../../../../harness/matching/binding/bound-field.ts";
import { SYSTEM, windowsEvent } from "../../../telemetry/write/written.ts";

const SENSORS: Readonly<Record<string, readonly [provider: string, channel: string]>> = {
  sysmon: ["Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational"],
  security: ["Microsoft-Windows-Security-Auditing", "Security"],
  system: ["Service Control Manager", "System"],
  powershell: ["Microsoft-Windows-PowerShell", "Microsoft-Windows-PowerShell/Operational"],
  "powershell-classic": ["PowerShell", "Windows PowerShell"],
  task: ["Microsoft-Windows-TaskScheduler", "Microsoft-Windows-TaskScheduler/Operational"],
};

type Data = Readonly<Record<string, FieldValue>>;

/** Returns an event called `sysmon 1`, with an ordinary `System` before its data. */
export function eventOf(called: string, data: Data = {}): LogEvent {
  const [sensor, id] = called.split(" ") as [string, string];
  const [provider, channel] = SENSORS[sensor]!;
  const system = { ...SYSTEM, Provider_Name: provider, Channel: channel, EventID: id };
  return windowsEvent({ ...system, ...data });
}

/** Returns what a field of ECS is in an event; `undefined` where it is absent. */
export function ecsValue(
  event: ShownEvent,
  name: string,
  vocabulary: VocabularyName = "ecs-winlogbeat",
): FieldValue | undefined {
  return readField(boundFieldOf(VOCABULARIES[vocabulary].bind(event.class, {}, name)), event);
}
