/**
 * Collects the names that a recording holds: from the fields that hold names, and from the paths of
 * profiles. Names that Windows gives are left out.
 */
import { isIP } from "node:net";
import type { ShownEvent } from "../events/event.ts";
import { textsOf } from "../events/texts.ts";
import { isSystemAuthority, isWellKnownName } from "./well-known.ts";

export type NameKind = "user" | "host" | "domain";
/** A machine by its full name, which may be anybody's: ours only if its domain is. */
export type FoundKind = NameKind | "machine";

/** Receives a name as it stands in the recording. */
export type TakeName = (kind: FoundKind, name: string) => void;

const USER_FIELD =
  /(?:User|UserName|AccountName|MemberName|DisplayName|UserPrincipalName|Owner)$|^(?:user|account)$/i;
const HOST_FIELD =
  /^(?:Computer|ComputerName|Workstation|WorkstationName|SourceWorkstation|ClientName|ClientAddressName|Hostname|HostName|MachineName|TargetServerName|TargetInfo|ServerName|RemoteMachineName|DnsHostName|FQDN|DeviceName|host\.name|host\.hostname|SourceHostname|DestinationHostname|QueryName)$/i;
/** Names of machines near and far: the far ones are no secret, and rules ask for them. */
const ANY_HOST_FIELD =
  /^(?:SourceHostname|DestinationHostname|TargetServerName|TargetInfo|ServerName)$/i;
const DOMAIN_FIELD = /(?:Domain|DomainName)$/i;
const MACHINE_ACCOUNT_FIELD = /^ServiceName$/i;
const NOT_A_NAME = /^(?:%%|\{|S-\d-|0x|%\{)|[*?<>|"/\p{Cc}]|^\s*$/u;
/** A folder of profiles, and the name behind it: up to the next separator, else one word. */
const PROFILE =
  /[\\/](?:Users|Documents and Settings|home)[\\/]+(?:([^\\/:*?"<>|\s]+(?: [^\\/:*?"<>|\s]+)*?)(?=[\\/"]|$)|([^\\/:*?"<>|\s]+)(?=\s))/gi;

/** Calls `take` for each name in an event, in the order of its fields. */
export function collectNames(event: ShownEvent, take: TakeName): void {
  for (const field of event.fields)
    for (const text of textsOf(event.get(field))) {
      // Products have a DisplayName, too.
      if (field !== "DisplayName" || event.fields.includes("SamAccountName"))
        collectOf(field, text, take);
      for (const [, whole, word] of text.matchAll(PROFILE))
        takeUser((whole ?? word)!.replace(/[,;')\]]+$/, ""), take);
    }
}

/** Whether a field is one of those that names are collected from. */
export function holdsNames(field: string): boolean {
  return USER_FIELD.test(field) || HOST_FIELD.test(field) || DOMAIN_FIELD.test(field);
}

function collectOf(field: string, text: string, take: TakeName): void {
  if (USER_FIELD.test(field)) takeAccount(text, take);
  else if (HOST_FIELD.test(field)) takeHost(text, ANY_HOST_FIELD.test(field), take);
  else if (DOMAIN_FIELD.test(field)) takeDomain(text, take);
  else if (MACHINE_ACCOUNT_FIELD.test(field) && text.endsWith("$")) takeAccount(text, take);
}

/** `DOMAIN\name`, `name@domain`, `CN=name,…,DC=corp,DC=example`, or a name. */
function takeAccount(text: string, take: TakeName): void {
  if (/^CN=/i.test(text)) return takeDistinguishedName(text, take);
  const slash = text.indexOf("\\");
  if (slash >= 0) {
    const domain = text.slice(0, slash);
    if (isSystemAuthority(domain)) return;
    takeDomain(domain, take);
    return takeAccount(text.slice(slash + 1), take);
  }
  const at = text.lastIndexOf("@");
  if (at > 0) {
    takeDomain(text.slice(at + 1), take);
    return takeUser(text.slice(0, at), take);
  }
  takeUser(text, take);
}

function takeDistinguishedName(text: string, take: TakeName): void {
  const parts = text.split(/(?<!\\),/).map((part) => part.trim());
  const valuesOf = (key: string): string[] =>
    parts.filter((part) => part.toUpperCase().startsWith(`${key}=`)).map((part) => part.slice(3));
  for (const name of valuesOf("CN")) takeUser(name.replaceAll("\\", ""), take);
  const labels = valuesOf("DC");
  if (labels.length > 0) takeDomain(labels[0]!, take);
  if (labels.length > 1) takeDomain(labels.join("."), take);
}

function takeUser(text: string, take: TakeName): void {
  const name = text.trim();
  if (NOT_A_NAME.test(name) || isWellKnownName(name)) return;
  // An account that ends so is that of a machine.
  if (name.endsWith("$")) takeHost(name.slice(0, -1), false, take);
  else take("user", name);
}

/** @param isAny the machine may be anybody's */
function takeHost(text: string, isAny: boolean, take: TakeName): void {
  const name = text.trim().replace(/^\\+/, "").replace(/\.$/, "");
  if (NOT_A_NAME.test(name) || isIP(name) !== 0 || isWellKnownName(name)) return;
  const dot = name.indexOf(".");
  if (dot < 0) return take("host", name);
  if (isAny) return take("machine", name);
  if (dot > 0 && !isWellKnownName(name.slice(0, dot))) take("host", name.slice(0, dot));
  takeDomain(name.slice(dot + 1), take);
}

function takeDomain(text: string, take: TakeName): void {
  const name = text.trim();
  if (NOT_A_NAME.test(name) || isIP(name) !== 0 || isWellKnownName(name)) return;
  take("domain", name);
}
