/**
 * SIDs, as text (`S-1-5-21-…`) and as bytes in hexadecimal, as logs of directories and registries write them:
 *
 *   offset  size
 *        0     1  revision, 1
 *        1     1  number of sub-authorities
 *        2     6  authority, big-endian: 5, or 12 for Entra ID
 *        8   4×n  sub-authorities, little-endian
 *
 * @see [MS-DTYP] SID: "SID--Packet Representation" 2.4.2.2
 */
import type { Pseudonyms } from "./pseudonyms.ts";

/** A SID in a text that names an account, or a domain, of somebody's; it is found in the middle of words, too. */
export const SID = String.raw`S-1-(?:5-21|12-1)(?:-\d{1,10}){3,14}(?!\d)`;

/** What may stand between two bytes: `01050000`, `01 05 00`, `01,05,00`, `\x01\x05`, `\01\05`, `0x01, 0x05`. */
const BETWEEN = String.raw`(?:[ ,:;-]{0,2}(?:0x|\\x|\\)?)`;
/** The same in bytes; how many belong to it, its second byte says. */
export const HEX_SID = String.raw`(?<![\da-f])01${BETWEEN}0[4-9a-f](?:${BETWEEN}00){5}${BETWEEN}0[5c](?:${BETWEEN}[\da-f]{2}){16,60}`;

/** A SID in bytes, as text, and the bytes of its pseudonym as the SID was written. */
export interface HexSid {
  readonly sid: string;
  readonly pseudonym: string;
  /** As long as the SID was; what follows in the text is not part of it. */
  readonly written: string;
}

/** Returns what becomes of a SID in bytes, with which a text begins; `null` if it stays. */
export function pseudonymOfHexSid(text: string, pseudonyms: Pseudonyms): HexSid | null {
  const digits = [...text.matchAll(/[\da-f]/gi)].filter(
    ({ index }) => !/^0x/i.test(text.slice(index, index + 2)),
  );
  const count = parseInt(digits[2]![0] + digits[3]![0], 16);
  const wanted = 16 + 8 * count;
  if (digits.length < wanted) return null;
  const bytes = Buffer.from(
    digits
      .slice(0, wanted)
      .map(([digit]) => digit)
      .join(""),
    "hex",
  );
  const parts = Array.from({ length: count }, (_, i) => bytes.readUInt32LE(8 + 4 * i));
  const sid = ["S", 1, bytes[7], ...parts].join("-");
  const pseudonym = pseudonymOfSid(sid, pseudonyms);
  if (pseudonym === null) return null;
  for (const [i, part] of pseudonym.split("-").slice(3).entries())
    bytes.writeUInt32LE(Number(part), 8 + 4 * i);
  const isUpper = text === text.toUpperCase();
  const hex = isUpper ? bytes.toString("hex").toUpperCase() : bytes.toString("hex");
  let written = "";
  let done = 0;
  for (const [i, { index }] of digits.slice(0, wanted).entries()) {
    written += text.slice(done, index) + hex[i]!;
    done = index + 1;
  }
  return { sid, pseudonym, written };
}

/** Notes a SID that is a pseudonym. */
export function noteSid(sid: string, pseudonyms: Pseudonyms): void {
  const domain = domainOf(sid.split("-"));
  if (domain && isPseudonymOfDomain(domain)) pseudonyms.noteExisting(`sid ${domain.join("-")}`);
}

/** Relative ids below are those of accounts and groups that every domain has. */
const FIRST_OWN_RID = 1000;

/**
 * Returns the pseudonym of a SID: of an account or group of a domain or machine (S-1-5-21-…), or of
 * Entra ID (S-1-12-1-…). Others are the same everywhere, or name no one: `null`.
 *
 * @see [MS-DTYP] "Well-Known SID Structures" 2.4.2.4
 */
export function pseudonymOfSid(sid: string, pseudonyms: Pseudonyms): string | null {
  const parts = sid.toUpperCase().split("-");
  const domain = domainOf(parts);
  if (!domain || isPseudonymOfDomain(domain) || domain.every((part) => part === "0")) return null;
  const head = parts.slice(0, domainStart(parts)!).join("-");
  const key = domain.join("-");
  const isTaken = (n: number): boolean =>
    pseudonyms.isExisting(`sid ${pseudonymDomain(domain, n).join("-")}`);
  const number = pseudonyms.number(`sid ${key}`, "sid", isTaken);
  const [rid, ...rest] = parts.slice(domainStart(parts)! + domain.length);
  const tail = rid === undefined ? [] : [ridOf(rid, key, pseudonyms), ...rest];
  return [head, ...pseudonymDomain(domain, number), ...tail].join("-");
}

function ridOf(rid: string, domain: string, pseudonyms: Pseudonyms): string {
  if (Number(rid) < FIRST_OWN_RID) return rid;
  const none = (): boolean => false;
  return String(pseudonyms.number(`rid ${domain} ${rid}`, `rid ${domain}`, none, FIRST_OWN_RID));
}

/** Where the part of a SID begins that names a domain. */
function domainStart(parts: readonly string[]): number | null {
  if (parts[2] === "5" && parts[3] === "21" && parts.length >= 7) return 4;
  return parts[2] === "12" && parts[3] === "1" && parts.length >= 8 ? 4 : null;
}

/** Three numbers for a domain or machine, four for an object of Entra ID. */
function domainOf(parts: readonly string[]): readonly string[] | null {
  const start = domainStart(parts);
  return start === null ? null : parts.slice(start, start + (parts[2] === "5" ? 3 : 4));
}

function pseudonymDomain(domain: readonly string[], n: number): string[] {
  return domain.map((_, i) => (i < domain.length - 1 ? "0" : String(n)));
}

/** Zeros but for the last number: no domain is made so. */
function isPseudonymOfDomain(domain: readonly string[]): boolean {
  return domain.slice(0, -1).every((part) => part === "0") && domain.at(-1) !== "0";
}
