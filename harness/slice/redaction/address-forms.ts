/**
 * The forms in which addresses are written in texts. Which of them is an address hangs on its form:
 *
 *   certain    10.0.0.5   10.0.0.5:443   fe80::1   5.0.0.10.in-addr.arpa   fd00--1.ipv6-literal.net
 *              10-0-0-5 and 10_0_0_5, of private addresses
 *   of an address that the recording has in a certain form, too
 *              8-8-4-4   x8.8.4.4y   1.8.8.4.4   008.008.004.004   010.010.04.04   //134743044/   0x08080404
 */
import { isIPv4, isIPv6 } from "node:net";
import { ADDRESSES_V6, canonicalAddress } from "./addresses.ts";

/** What stands in a text for an address; offsets are those of the text. */
export interface WrittenAddress {
  readonly start: number;
  readonly end: number;
  /** In canonical form. */
  readonly address: string;
  /** Whether this form is an address for sure, or only if the recording has the same one elsewhere. */
  readonly isCertain: boolean;
  /** Writes another address of the same family in the same form. */
  readonly write: (address: string) => string;
}

const ARPA_V4 = String.raw`(?<![\w.-])(?:\d{1,3}\.){4}in-addr\.arpa`;
const ARPA_V6 = String.raw`(?<![\w.-])(?:[\da-f]\.){32}ip6\.arpa`;
const LITERAL = String.raw`(?<![\w.-])[\da-f]{0,4}(?:-[\da-f]{0,4}){2,7}(?:s\w{1,8})?\.ipv6-literal\.net`;
const QUADS = String.raw`(?<!\d)\d{1,3}(?:(?:\.\d{1,3}){3,15}|(?:-\d{1,3}){3,15}|(?:_\d{1,3}){3,15})(?!\d)`;
const NUMBER = String.raw`(?<![\w.])0x[\da-f]{8}(?!\w)|(?<=\/\/)\d{7,10}(?![\w.-])`;

/** For `RegExp`, with the flag `i`. Each alternative takes bounded time at each place. */
export const WRITTEN_ADDRESS = [ARPA_V4, ARPA_V6, LITERAL, ADDRESSES_V6, QUADS, NUMBER].join("|");

/** Returns the addresses in what `WRITTEN_ADDRESS` matched at a place of a text. */
export function writtenAddresses(text: string, at: number, match: string): WrittenAddress[] {
  const end = at + match.length;
  const whole = (
    address: string | null,
    write: (address: string) => string,
    isCertain = true,
  ): WrittenAddress[] => (address === null ? [] : [{ start: at, end, address, isCertain, write }]);
  const lower = match.toLowerCase();
  if (lower.endsWith(".in-addr.arpa"))
    return whole(
      reversed(lower.slice(0, -13)),
      (address) => `${reversed(address)}${match.slice(-13)}`,
    );
  if (lower.endsWith(".ip6.arpa"))
    return whole(
      ofNibbles(lower.slice(0, -9)),
      (address) => `${nibblesOf(address)}${match.slice(-9)}`,
    );
  if (lower.endsWith(".ipv6-literal.net")) {
    const [, literal, zone] = /^([\da-f-]+)(.*)$/i.exec(match.slice(0, -17))!;
    const address = literal!.replaceAll("-", ":");
    return whole(
      isIPv6(address) ? canonicalAddress(address) : null,
      (other) => `${other.replaceAll(":", "-")}${zone}${match.slice(-17)}`,
    );
  }
  if (lower.includes(":")) return isIPv6(match) ? ofV6(match, whole) : [];
  if (lower.startsWith("0x") || !/[._-]/.test(match))
    return whole(ofNumber(Number(match)), (address) => numberAs(match, address), false);
  return ofQuads(text, at, match);
}

type Whole = (address: string, write: (address: string) => string) => WrittenAddress[];

/** `::ffff:a0b:c0d` is an IPv4 address. */
function ofV6(match: string, whole: Whole): WrittenAddress[] {
  const address = canonicalAddress(match);
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address);
  if (!mapped) return whole(address, (other) => other);
  const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
  const start = match.slice(0, match.length - /[\da-f]+:[\da-f]+$/i.exec(match)![0].length);
  return whole(ofNumber(high * 65_536 + low)!, (other) => {
    const hex = numberOf(other).toString(16).padStart(8, "0");
    return `${start}${hex.slice(0, 4)}:${hex.slice(4)}`;
  });
}

/** Four numbers, or more of them among which four may be an address. */
function ofQuads(text: string, at: number, match: string): WrittenAddress[] {
  const separator = /\D/.exec(match)![0];
  const parts = match.split(separator);
  const write = (address: string): string => address.replaceAll(".", separator);
  const found: WrittenAddress[] = [];
  const isAlone = parts.length === 4 && standsAlone(text, at, at + match.length, separator);
  let start = at;
  for (let i = 0; i + 4 <= parts.length; i++) {
    const four = parts.slice(i, i + 4);
    const end = start + four.join(separator).length;
    const isCertain = isAlone && (separator === "." || isPrivate(four));
    for (const address of readingsOf(four))
      found.push({
        start,
        end,
        address,
        isCertain: isCertain && address === four.join("."),
        write,
      });
    start += parts[i]!.length + 1;
  }
  return found;
}

/** Decimal, without its zeros, and octal, as C reads numbers that begin with a zero. */
function readingsOf(parts: readonly string[]): string[] {
  const decimal = parts.map(Number).join(".");
  const isPadded = parts.some((part) => part.length > 1 && part.startsWith("0"));
  const octal = isPadded
    ? parts.map((part) => (/^0[0-7]+$/.test(part) ? parseInt(part, 8) : Number(part))).join(".")
    : decimal;
  return [...new Set([decimal, octal])].filter((one) => isIPv4(one));
}

/** No letter, digit or further number before or behind. */
function standsAlone(text: string, start: number, end: number, separator: string): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  if (separator === ".") return !/[\p{L}\d.]$/u.test(before) && !/^(?:[\d\p{L}]|\.\d)/u.test(after);
  return !/[\d][._-]$|[\da-f]$/i.test(before) && !/^(?:[._-]?\d|[\da-f](?![\p{L}]))/iu.test(after);
}

function isPrivate([a, b]: readonly string[]): boolean {
  return (
    a === "10" || (a === "192" && b === "168") || (a === "172" && Number(b) >= 16 && Number(b) < 32)
  );
}

function reversed(address: string): string | null {
  const other = address.replace(/\.$/, "").split(".").toReversed().join(".");
  return isIPv4(other) ? other : null;
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function ofNumber(number: number): string | null {
  if (number > 0xffff_ffff) return null;
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join(".");
}

function numberAs(written: string, address: string): string {
  if (!/^0x/i.test(written)) return String(numberOf(address));
  return written.slice(0, 2) + numberOf(address).toString(16).padStart(8, "0");
}

function ofNibbles(nibbles: string): string {
  const hex = nibbles.split(".").toReversed().join("");
  return canonicalAddress(hex.match(/.{4}/g)!.join(":"));
}

function nibblesOf(address: string): string {
  const [head = "", tail = ""] = address.split("::");
  const groups = (part: string): string[] => part.split(":").filter((group) => group !== "");
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)];
  const hex = all.map((group) => group.padStart(4, "0")).join("");
  return hex.split("").toReversed().join(".");
}
