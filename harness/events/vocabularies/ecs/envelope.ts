/**
 * What every Windows event has in ECS, whatever it is about: the fields that Winlogbeat and Elastic
 * Agent make of `System`, and those of the host and the agent.
 *
 * @see Elastic, Winlogbeat Reference, "Exported fields: Winlogbeat fields"; Microsoft,
 *   "SystemPropertiesType Complex Type"
 */
import type { EventClass } from "../../event-class.ts";
import { NEVER } from "../field-translation.ts";
import { computed, constant, system, type EcsRow, type EcsTable } from "./ecs-row.ts";

const TIME = "TimeCreated_SystemTime";

/** When an event was logged, in ISO 8601 with seven digits. */
export const TIME_CREATED = computed([TIME], { transform: "time" });

/** What is the same in both vocabularies. `time`: when the event happened. */
export function commonEnvelope(time: EcsRow): EcsTable {
  return {
    "@timestamp": time,
    "event.ingested": time,
    "event.kind": constant("event"),
    "ecs.version": constant("8.0.0"),
    "host.name": system("Computer"),
    "host.hostname": system("Computer", "firstLabel"),
    "host.id": system("Computer", "idOfComputer"),
    "agent.id": system("Computer", "idOfComputer"),
    "host.os.type": constant("windows"),
    "host.os.family": constant("windows"),
    "host.os.platform": constant("windows"),
  };
}

/** Returns the rest of the envelope of a class as Winlogbeat fills it. */
export function winlogbeatEnvelope(cls: EventClass): EcsTable {
  const { channel, provider, eventId } = cls;
  const id = eventId === null ? NEVER : constant(String(eventId));
  const ofProvider = provider === null ? NEVER : constant(provider);
  return {
    ...commonEnvelope(TIME_CREATED),
    "agent.type": constant("winlogbeat"),
    "event.code": id,
    "event.provider": ofProvider,
    "event.created": TIME_CREATED,
    "event.outcome": system("Keywords", "outcome"),
    "event.action": system("Task", "renderedOnly"),
    "log.level": system("Level", "level"),
    "winlog.api": constant("wineventlog"),
    "winlog.channel": channel === null ? NEVER : constant(channel),
    "winlog.provider_name": ofProvider,
    "winlog.provider_guid": system("Provider_Guid"),
    "winlog.computer_name": system("Computer"),
    "winlog.record_id": system("EventRecordID"),
    "winlog.event_id": id,
    "winlog.version": system("Version"),
    "winlog.opcode": system("Opcode", "opcode"),
    "winlog.task": system("Task", "renderedOnly"),
    "winlog.keywords": system("Keywords", "keywords"),
    "winlog.process.pid": system("Execution_ProcessID"),
    "winlog.process.thread.id": system("Execution_ThreadID"),
    "winlog.user.identifier": system("Security_UserID"),
    "winlog.user.name": system("Security_UserID", "wellKnownName"),
    "winlog.user.domain": system("Security_UserID", "wellKnownDomain"),
    "winlog.activity_id": system("Correlation_ActivityID"),
    "winlog.related_activity_id": system("Correlation_RelatedActivityID"),
    "winlog.time_created": TIME_CREATED,
  };
}

/** A time that Sysmon gives without zone, `2026-01-15 09:00:00.123`, which is UTC; else when it was logged. */
export const UTC_TIME = computed(["UtcTime", TIME], { transform: "utcTime" });

/** Who logged the event: the account of the service, not of whom the event is about. */
export const LOGGED_BY = system("Security_UserID");
