/**
 * What every Windows event has in ECS, whatever it is about: the fields that Winlogbeat and Elastic
 * Agent make of `System`, and those of the host and the agent.
 *
 * @see Elastic, Winlogbeat Reference, "Exported fields: Winlogbeat fields"; Microsoft,
 *   "SystemPropertiesType Complex Type"
 */
import { createHash } from "node:crypto";
import type { EventClass } from "../../event-class.ts";
import type { LogEvent } from "../../event.ts";
import { keepingLast } from "../../../caches/last-answer.ts";
import { isoOf, ticksOf } from "../../time.ts";
import { NEVER } from "../field-translation.ts";
import { WELL_KNOWN_ACCOUNTS } from "./windows/account.ts";
import { computed, constant, system, type EcsRow, type EcsTable } from "./ecs-row.ts";

const TIME = "TimeCreated_SystemTime";

/** When an event was logged, in ISO 8601 with seven digits. */
export const TIME_CREATED = computed([TIME], (event) => event.time ?? undefined);

/** What is the same in both vocabularies. `time`: when the event happened. */
export function commonEnvelope(time: EcsRow): EcsTable {
  return {
    "@timestamp": time,
    "event.ingested": time,
    "event.kind": constant("event"),
    "ecs.version": constant("8.0.0"),
    "host.name": system("Computer"),
    "host.hostname": system("Computer", (name) => name.split(".", 1)[0]),
    "host.id": system("Computer", idOfComputer),
    "agent.id": system("Computer", idOfComputer),
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
    "event.outcome": system("Keywords", outcomeOf),
    "event.action": system("Task", renderedOnly),
    "log.level": system("Level", (level) => LEVELS.get(level) ?? level.toLowerCase()),
    "winlog.api": constant("wineventlog"),
    "winlog.channel": channel === null ? NEVER : constant(channel),
    "winlog.provider_name": ofProvider,
    "winlog.provider_guid": system("Provider_Guid"),
    "winlog.computer_name": system("Computer"),
    "winlog.record_id": system("EventRecordID"),
    "winlog.event_id": id,
    "winlog.version": system("Version"),
    "winlog.opcode": system("Opcode", (opcode) => OPCODES.get(opcode) ?? renderedOnly(opcode)),
    "winlog.task": system("Task", renderedOnly),
    "winlog.keywords": system("Keywords", keywordsOf),
    "winlog.process.pid": system("Execution_ProcessID"),
    "winlog.process.thread.id": system("Execution_ThreadID"),
    "winlog.user.identifier": system("Security_UserID"),
    "winlog.user.name": system("Security_UserID", (sid) => WELL_KNOWN_ACCOUNTS.get(sid)?.name),
    "winlog.user.domain": system("Security_UserID", (sid) => WELL_KNOWN_ACCOUNTS.get(sid)?.domain),
    "winlog.activity_id": system("Correlation_ActivityID"),
    "winlog.related_activity_id": system("Correlation_RelatedActivityID"),
    "winlog.time_created": TIME_CREATED,
  };
}

/** A time that Sysmon gives without zone, `2026-01-15 09:00:00.123`, which is UTC; else when it was logged. */
export const UTC_TIME = computed(["UtcTime", TIME], (event) => {
  const written = event.get("UtcTime");
  return (typeof written === "string" ? asIso(written) : null) ?? event.time ?? undefined;
});

const asIso = keepingLast((text) => {
  const ticks = ticksOf(text);
  return ticks === null ? null : isoOf(ticks);
});

/** Agents draw an id for each host; here a host has always the same one, which its name decides. */
const idOfComputer = keepingLast((computer) => {
  const digest = createHash("sha256").update(computer.toLowerCase()).digest("hex");
  const groups = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(digest)!.slice(1);
  return groups.join("-");
});

/** Levels and opcodes that all providers share. @see Microsoft, winmeta.xml */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ["0", "information"],
  ["1", "critical"],
  ["2", "error"],
  ["3", "warning"],
  ["4", "information"],
  ["5", "verbose"],
]);

const OPCODES: ReadonlyMap<string, string> = new Map([
  ["0", "Info"],
  ["1", "Start"],
  ["2", "Stop"],
]);

/** Keywords that all providers share, by their bit. Some recorders write the words themselves. */
const KEYWORDS: readonly (readonly [bit: bigint, name: string])[] = [
  [0x1_0000_0000_0000n, "Response Time"],
  [0x2_0000_0000_0000n, "WDI Context"],
  [0x4_0000_0000_0000n, "WDI Diag"],
  [0x8_0000_0000_0000n, "SQM"],
  [0x10_0000_0000_0000n, "Audit Failure"],
  [0x20_0000_0000_0000n, "Audit Success"],
  [0x40_0000_0000_0000n, "Correlation Hint"],
  [0x80_0000_0000_0000n, "Classic"],
];

/** Nearly all events of a log have the same ones. */
const keywordsOf = keepingLast((text): readonly string[] | undefined => {
  const found = /^0x[0-9a-f]{1,16}$/i.test(text)
    ? KEYWORDS.filter(([bit]) => (BigInt(text) & bit) !== 0n).map(([, name]) => name)
    : KEYWORDS.filter(([, name]) => text.includes(name)).map(([, name]) => name);
  return found.length > 0 ? found : undefined;
});

function outcomeOf(text: string): string | undefined {
  const keywords = keywordsOf(text);
  if (keywords?.includes("Audit Failure")) return "failure";
  return keywords?.includes("Audit Success") ? "success" : undefined;
}

/** The text of a task or opcode is the provider's: a record that was not rendered has its number. */
function renderedOnly(text: string): string | undefined {
  return /^\d+$/.test(text) ? undefined : text;
}

/** Who logged the event: the account of the service, not of whom the event is about. */
export const LOGGED_BY = system("Security_UserID");

/** A task's text where a table knows it by its number. */
export function namedTask(names: ReadonlyMap<string, string>): EcsRow {
  return system("Task", (task) => names.get(task) ?? renderedOnly(task));
}

/** A list of all texts that are there, each once. */
export function union(
  sources: readonly string[],
  read: (event: LogEvent) => readonly (string | undefined)[],
): EcsRow {
  return computed(sources, (event) => {
    const found = new Set(read(event).filter((text) => text !== undefined));
    return found.size > 0 ? [...found] : undefined;
  });
}
