/**
 * Members of a JSON document that hold a Windows event's data in a form that its shape does not know:
 * an object or a list where names and texts should be, XML or JSON as a text, values without names, or
 * a message that is all there is.
 */
import { fieldNames } from "../../events/field-names/field-names.ts";
import { isDataText, tellingFields } from "../records/unread-data.ts";
import { holdsBeyond, isEventXml, jsonIn, pairOf } from "./data-beside.ts";
import { isObject, type JsonObject, valueAt } from "./json-value.ts";

/** Names, in lower case and letters only, under which recorders keep an event's data as a whole. */
const CONTAINERS = new Set(
  [
    "eventdata userdata payload properties parameterxml params parameters stringinserts",
    "insertionstrings replacementstrings inserts strings eventxml xml raw rawevent rawxml",
    "eventpayload dataitem",
  ]
    .join(" ")
    .split(" "),
);
/** Among them those that hold nothing else, whatever their form. */
const ONLY_DATA = new Set(["eventdata", "userdata"]);
/** How a name begins that is a path to the event's data. */
const OF_DATA = /^(?:Event\.)?(?:Event_?Data|User_?Data)\.(?:Data\.)?(?=.)/i;
/** May be something else as well: they count where they hold one of the others, or `System`. */
const WRAPPERS = new Set(["event", "winlog", "win", "data", "record", "fields"]);
/** Where recorders keep what they know themselves. */
const METADATA = new Set(
  [
    "tags host agent ecs log metadata cloud input beat bookmark matchedqueryids keywords",
    "keywordsdisplaynames userid kubernetes collector",
  ]
    .join(" ")
    .split(" "),
);

/**
 * Returns the member of a flat event whose data was not understood, or null.
 *
 * @param channel of the event, as `flatWindowsChannel` gives it
 */
export function unreadFlatMember(
  value: JsonObject,
  channel: string,
  eventId: string,
): string | null {
  const telling = tellingFields(channel, eventId);
  const isRead = telling !== undefined && hasAny(value, telling);
  const names = Object.keys(value);
  const ofClass = isRead ? fieldNames(channel, Number(eventId)) : undefined;
  const dotted = names.find((name) => {
    const of = OF_DATA.exec(name);
    return of !== null && !Object.hasOwn(value, name.slice(of[0].length));
  });
  if (dotted !== undefined) return dotted;
  const contained = names.find((name) =>
    isRead
      ? holdsMore(value[name], value, telling) ||
        (!ofClass?.has(name) && holdsWhole(name, value[name], value))
      : isContainer(name, value[name], value),
  );
  if (contained !== undefined || isRead) return contained ?? null;
  const others = names.filter((name) => !isOfRecorder(name));
  if (telling)
    return (
      [...others, ...names.filter(isMessage)].find((name) => looksLikeData(value[name])) ?? null
    );
  // Of a class without a table any text may be data, but an object beside none is not understood.
  if (others.some((name) => isFilled(value[name]))) return null;
  return others.find((name) => isObject(value[name]) && isNested(value[name])) ?? null;
}

/**
 * Whether the answer for an event hangs on what its texts are, and not only on which members it has and
 * on `containerTexts`.
 */
export function hangsOnTexts(value: JsonObject, channel: string, eventId: string): boolean {
  const telling = tellingFields(channel, eventId);
  if (telling !== undefined && !hasAny(value, telling)) return true;
  return Object.keys(value).some((name) => {
    const member = value[name];
    if (!isNested(member)) return false;
    const plain = plainName(name);
    const isWrapper = WRAPPERS.has(plain) && isObject(member);
    return CONTAINERS.has(plain) || isWrapper || hasLists(member);
  });
}

function hasLists(member: unknown): boolean {
  return Array.isArray(member) ? member.some(isObject) : isObject(member) && hasPairs(member);
}

/** Returns the texts that stand where an event's data may stand as a whole. */
export function containerTexts(value: JsonObject): readonly string[] {
  return Object.keys(value).flatMap((name) => {
    const member = value[name];
    return typeof member === "string" && CONTAINERS.has(plainName(name)) ? [member] : [];
  });
}

/**
 * Returns the member of Winlogbeat's document whose data was not understood, or null.
 *
 * @param paths where the data stands, if it does
 * @param has whether the event has a field
 * @param isTold whether the document says in other ways what the event was
 */
export function unreadWinlogMember(
  value: JsonObject,
  paths: readonly string[],
  event: { readonly channel?: string | undefined; readonly eventId?: string | undefined },
  has: (field: string) => boolean,
  isTold: boolean,
): string | null {
  for (const path of paths) {
    const members = valueAt(value, path);
    if (isObject(members) ? hasPairs(members) : isFilled(members)) return path;
  }
  const telling = tellingFields(event.channel, event.eventId);
  if (!telling || isTold || [...telling].some(has)) return null;
  const [winlog] = [value["winlog"]];
  if (isObject(winlog)) {
    const name = Object.keys(winlog).find(
      (key) => !OF_WINLOG.has(key) && looksLikeData(winlog[key]),
    );
    if (name !== undefined) return `winlog.${name}`;
  }
  const held = Object.keys(value).find((name) => isContainer(name, value[name], value));
  if (held !== undefined) return held;
  return ["event.original", "message"].find((path) => looksLikeData(valueAt(value, path))) ?? null;
}

/** Members of `winlog` that are not the event's data. */
const OF_WINLOG = new Set(
  [
    "activity_id api channel computer_name computerObject event_data event_id keywords opcode",
    "process provider_guid provider_name record_id related_activity_id task time_created user",
    "user_data version logon",
  ]
    .join(" ")
    .split(" "),
);

/** Returns where a document holds Event XML as a text, or an event's data as a whole; null if it does not. */
export function unreadOpenMember(value: JsonObject): string | null {
  const contained = Object.keys(value).find((name) => isContainer(name, value[name], value));
  return contained ?? eventXmlIn(value, MAX_LEVELS);
}

/** So deep Event XML is looked for. */
const MAX_LEVELS = 3;

/** Returns the name of the member that is Event XML as a text, or null. */
export function eventXmlIn(value: JsonObject, levels = 1): string | null {
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === "string" && isEventXml(member)) return name;
    const inner = levels > 1 && isObject(member) ? eventXmlIn(member, levels - 1) : null;
    if (inner !== null) return `${name}.${inner}`;
  }
  return null;
}

/** Whether a member is an event's data as a whole, and not also flat beside it. */
export function isContainer(name: string, member: unknown, siblings: JsonObject): boolean {
  const plain = plainName(name);
  if (WRAPPERS.has(plain))
    return (
      isObject(member) &&
      Object.keys(member).some(
        (key) => /^system$/i.test(key) || isContainer(key, member[key], member),
      )
    );
  if (!CONTAINERS.has(plain)) return false;
  if (typeof member === "string")
    return ONLY_DATA.has(plain)
      ? isFilled(member)
      : isEventXml(member) || jsonIn(member) !== undefined;
  if (Array.isArray(member)) return member.length > 0;
  return isObject(member) && Object.keys(member).some((key) => !Object.hasOwn(siblings, key));
}

/** Whether a member is an event's data as a whole, of which some does not stand flat beside it. */
function holdsWhole(name: string, member: unknown, siblings: JsonObject): boolean {
  const plain = plainName(name);
  if (CONTAINERS.has(plain)) {
    const isPlainText = typeof member === "string" && !isEventXml(member) && !jsonIn(member);
    return (ONLY_DATA.has(plain) || !isPlainText) && holdsBeyond(member, siblings);
  }
  if (!WRAPPERS.has(plain) || !isObject(member)) return false;
  return Object.entries(member).some(
    ([key, inner]) =>
      holdsWhole(key, inner, siblings) ||
      (plain === "fields" && isNested(inner) && holdsBeyond(inner, siblings)),
  );
}

/** Whether a member holds, as names or as pairs, a field of the class that does not stand beside it. */
function holdsMore(
  member: unknown,
  siblings: JsonObject,
  telling: ReadonlySet<string>,
  level = 0,
): boolean {
  const isMore = (name: string): boolean => telling.has(name) && !Object.hasOwn(siblings, name);
  if (level > MAX_LEVELS) return false;
  if (Array.isArray(member))
    return member.some((each) => isObject(each) && holdsMore(each, siblings, telling, level + 1));
  if (!isObject(member)) return false;
  const pair = pairOf(member);
  if (pair && isMore(pair.name)) return true;
  return Object.keys(member).some(
    (key) => isMore(key) || holdsMore(member[key], siblings, telling, level + 1),
  );
}

function hasAny(value: JsonObject, names: ReadonlySet<string>): boolean {
  return Object.keys(value).some((name) => names.has(name));
}

/** Whether a list of objects, such as names with their values, stands somewhere below. */
function hasPairs(members: JsonObject): boolean {
  return Object.values(members).some((member) =>
    isObject(member) ? hasPairs(member) : Array.isArray(member) && member.some(isObject),
  );
}

function looksLikeData(value: unknown): boolean {
  return typeof value === "string" ? isDataText(value) : isNested(value);
}

function isNested(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

function isFilled(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return Array.isArray(value)
    ? value.length > 0
    : value !== undefined && value !== null && !isObject(value);
}

/** What recorders say of an event besides its data. */
const OF_RECORDERS = new Set(
  [
    "eventid eventidqualifiers channel computer eventrecordid version level task opcode",
    "keywords providername providerguid provider timecreated timecreatedsystemtime systemtime",
    "executionprocessid executionthreadid processid threadid userid securityuserid activityid",
    "relatedactivityid qualifiers correlationactivityid correlationrelatedactivityid message",
    "timestamp eventtime eventreceivedtime sourcemodulename sourcemoduletype severity",
    "severityvalue eventtype category opcodevalue recordnumber recordid hostname host",
    "computername machinename sourcename logname eventlog logfile type port accountname",
    "accounttype domain user username usersid source eventlevel eventlevelname timegenerated",
    "leveldisplayname opcodedisplayname taskdisplayname renderedeventdescription id index",
    "sourcetype time levelname utctime",
  ]
    .join(" ")
    .split(" "),
);

function isOfRecorder(name: string): boolean {
  const plain = plainName(name);
  return METADATA.has(plain) || OF_RECORDERS.has(plain);
}

function isMessage(name: string): boolean {
  return plainName(name) === "message";
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}
