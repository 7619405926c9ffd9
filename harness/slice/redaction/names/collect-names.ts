/**
 * Collects the names that a recording holds: from the fields that hold names (`naming-fields.ts`), and from
 * texts, by the forms in which names stand there (`names-in-texts.ts`). Names that Windows gives are left out.
 */
import { isIP } from "node:net";
import type { ShownEvent } from "../../../events/event.ts";
import { textsOf } from "../../../events/texts.ts";
import { MAX_NAME } from "./name-index.ts";
import { namedBy, type NamedBy } from "./naming-fields.ts";
import { isSystemAuthority, isWellKnownName } from "./well-known.ts";

export type NameKind = "user" | "host" | "domain";

/**
 * What is found: a name of a kind, or what is one only if something else is ours, which is known once all of
 * the recording was seen: a `machine` by its full name, or a word that looks like one (`dotted`), if its
 * domain is, a `member` (`DOMAIN\name`,
 * `name@host`) if the domain or host is, a `profile` unless it is a known name with a domain (`alice.CORP`).
 */
export type FoundName =
  | { readonly kind: NameKind | "machine" | "dotted" | "profile"; readonly name: string }
  | { readonly kind: "member"; readonly name: string; readonly of: string };

/** Receives a name as it stands in the recording. */
export type TakeName = (found: FoundName) => void;

const NOT_A_NAME =
  /^(?:%%|\{|S-\d-|0x[\da-f]*$|%\{|[-$(@!&#]|\.+$|arn:|[\da-f]{8}-[\da-f]{4}-)|[*?<>|"/\p{Cc}]|^\s*$|\$\(|\$\{/iu;
const SERVICE_OF_HOST = /^[a-z][\w-]{0,30}\/(?!\/)/i;

/** Calls `take` for each name in the fields that hold names, in their order. */
export function collectFromFields(event: ShownEvent, take: TakeName): void {
  for (const field of event.fields) {
    const names = namedBy(field);
    if (names === null && !isMachineAccountField(field)) continue;
    if (isOfThings(field, event)) continue;
    for (const text of textsOf(event.get(field)))
      if (names !== null) takeNamed(names, text, take);
      else if (text.endsWith("$")) takeAccount(text, take);
      else takeService(text, take);
  }
}

/** Products have a DisplayName, too, and devices of Windows a DeviceName. */
function isOfThings(field: string, event: ShownEvent): boolean {
  if (field === "DisplayName") return !event.fields.includes("SamAccountName");
  return field === "DeviceName" && event.class.channel !== null;
}

/** Whether a field is one of those that names are collected from. */
export function holdsNames(field: string): boolean {
  return namedBy(field) !== null;
}

/** The service of a ticket is an account, or a service on a host: `cifs/fs01.corp.example`. */
function isMachineAccountField(field: string): boolean {
  return /^ServiceName$/i.test(field);
}

function takeService(text: string, take: TakeName): void {
  if (SERVICE_OF_HOST.test(text)) takeHost(text.replace(/@.*$/, ""), true, take);
}

/** Takes what a field of a kind holds. */
export function takeNamed(names: NamedBy, text: string, take: TakeName): void {
  if (text.length > 4 * MAX_NAME) return;
  if (names === "user") takeAccount(text, take);
  else if (names === "domain") takeDomain(text, take);
  else if (names === "distinguished") takeDistinguishedName(text, take);
  else takeHost(text, names === "machine", take);
}

/** `DOMAIN\name`, `name@domain`, `CN=name,…,DC=corp,DC=example`, or a name. */
export function takeAccount(text: string, take: TakeName): void {
  if (/^CN=/i.test(text)) return takeDistinguishedName(text, take);
  const slash = text.indexOf("\\");
  if (slash >= 0) {
    const domain = text.slice(0, slash);
    if (isSystemAuthority(domain)) return;
    takeDomain(domain, take);
    return takeAccount(text.slice(slash).replace(/^\\+/, ""), take);
  }
  const at = text.lastIndexOf("@");
  if (at > 0) {
    takeDomain(text.slice(at + 1), take);
    return takeUser(text.slice(0, at), take);
  }
  takeUser(text, take);
}

/** Names of users, machines and groups, and the domain; not those of the folders of the directory. */
export function takeDistinguishedName(text: string, take: TakeName): void {
  const parts = text.split(/(?<!\\),/, 100).map((part) => part.trim());
  const valuesOf = (key: string): string[] =>
    parts
      .filter((part) => part.slice(0, key.length + 1).toUpperCase() === `${key}=`)
      .map((part) => part.slice(key.length + 1));
  const isOfDirectory = /,\s*CN=(?:System|Configuration|Schema),/i.test(`${text},`);
  for (const key of isOfDirectory ? ["UID"] : ["CN", "UID"])
    for (const name of valuesOf(key))
      for (const form of new Set([name, name.replaceAll("\\", "")])) takeUser(form, take);
  const server = /CN=([^,]{1,64}),\s*CN=Servers,/i.exec(text);
  if (isOfDirectory && server) takeHost(server[1]!, false, take);
  const labels = valuesOf("DC");
  // The last is a country's, or anybody's.
  for (const label of labels.slice(0, Math.max(1, labels.length - 1))) takeDomain(label, take);
  if (labels.length > 1) takeDomain(labels.join("."), take);
}

export function takeUser(text: string, take: TakeName): void {
  const name = text.trim();
  if (!isName(name)) return;
  // An account that ends so is that of a machine.
  if (name.endsWith("$")) takeHost(name.slice(0, -1), false, take);
  else take({ kind: "user", name });
}

/** @param isAny the machine may be anybody's */
export function takeHost(text: string, isAny: boolean, take: TakeName): void {
  const name = text
    .trim()
    .replace(/^\\+/, "")
    .replace(SERVICE_OF_HOST, "")
    .replace(/:\d+$/, "")
    .replace(/[.$]$/, "");
  if (!isName(name) || isIP(name) !== 0 || name.includes("\\")) return;
  const dot = name.indexOf(".");
  if (dot < 0) return take({ kind: "host", name });
  if (isAny) return take({ kind: "machine", name });
  if (dot > 0 && !isWellKnownName(name.slice(0, dot)))
    take({ kind: "host", name: name.slice(0, dot) });
  takeDomain(name.slice(dot + 1), take);
}

export function takeDomain(text: string, take: TakeName): void {
  const name = text.trim();
  if (!isName(name) || isIP(name) !== 0) return;
  take({ kind: "domain", name });
}

/** Whether a text can be a name, and is none that every machine has. */
export function isName(text: string): boolean {
  return text.length <= MAX_NAME && !NOT_A_NAME.test(text) && !isWellKnownName(text);
}
