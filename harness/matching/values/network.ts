import { keepingLast } from "../../caches/last-answer.ts";
import type { Network } from "../model/pattern.ts";

/** 4 bytes for IPv4, 16 for IPv6. */
type Address = readonly number[];

/**
 * Reads `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fe80::/10` or a single address, which is a network of
 * one. Bits of the address beyond the prefix are cleared.
 *
 * @returns null if the text is no network
 */
export function parseNetwork(text: string): Network | null {
  const slash = text.indexOf("/");
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return null;
  const version = address.length === 4 ? 4 : 6;
  const prefix =
    slash < 0 ? address.length * 8 : parsePrefix(text.slice(slash + 1), address.length);
  if (prefix === null) return null;
  const bytes = address.map((byte, i) => byte & maskByte(prefix, i));
  return { version, bytes, prefix };
}

/** Whether an address has bits beyond the prefix of its network, as in `10.1.2.3/8`. */
export function hasHostBits(text: string): boolean {
  const network = parseNetwork(text);
  const address = parseAddress(text.split("/")[0]!);
  return (
    network !== null && address !== null && address.some((byte, i) => byte !== network.bytes[i])
  );
}

/** Returns a network as text, with its prefix: `10.0.0.0/8`. IPv6 is written in full, without `::`. */
export function describeNetwork({ version, bytes, prefix }: Network): string {
  if (version === 4) return `${bytes.join(".")}/${prefix}`;
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16),
  );
  return `${groups.join(":")}/${prefix}`;
}

/**
 * Whether the text is an address in the network. What is no address is in none. An IPv4 address
 * written as IPv6 (`::ffff:10.1.2.3`) is an IPv6 address. A zone (`fe80::1%12`) does not count.
 */
export function contains(network: Network, text: string): boolean {
  const address = addressOf(text);
  const { bytes, prefix } = network;
  if (address?.length !== bytes.length) return false;
  for (let i = 0; i < bytes.length; i++)
    if ((address[i]! & maskByte(prefix, i)) !== bytes[i]) return false;
  return true;
}

/** Rules ask of one address whether it is in any of many networks. */
const addressOf = keepingLast(parseAddress);

/** The bits of byte `i` that count. */
function maskByte(prefix: number, i: number): number {
  const bits = Math.min(8, Math.max(0, prefix - 8 * i));
  return (0xff << (8 - bits)) & 0xff;
}

function parsePrefix(text: string, bytes: number): number | null {
  if (/^\d{1,3}$/.test(text)) {
    const prefix = Number(text);
    return prefix <= bytes * 8 ? prefix : null;
  }
  const mask = bytes === 4 ? parseIPv4(text) : null;
  if (!mask) return null;
  const bits = mask.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const ones = bits.indexOf("0");
  if (ones < 0) return 32;
  return bits.includes("1", ones) ? null : ones;
}

function parseAddress(text: string): Address | null {
  return text.includes(":") ? parseIPv6(text) : parseIPv4(text);
}

/** Four decimal numbers; leading zeros, which some read as octal, are refused. */
function parseIPv4(text: string): Address | null {
  if (text.length > 15) return null;
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  const bytes = parts.map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** @see RFC 4291, section 2.2; RFC 4007, section 11 for the zone */
function parseIPv6(text: string): Address | null {
  const [written, zone] = splitOnce(text, "%");
  if (zone === "" || written.length > 45) return null;
  const [head, tail] = splitOnce(written, "::");
  const before = groupsOf(head, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (!before || !after) return null;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}

/** Bytes of the groups of one side of `::`, the last of which may be an IPv4 address. */
function groupsOf(text: string, last: boolean): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [i, group] of groups.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
      continue;
    }
    const tail = last && i === groups.length - 1 ? parseIPv4(group) : null;
    if (!tail) return null;
    bytes.push(...tail);
  }
  return bytes;
}

function splitOnce(text: string, at: string): [string, string | undefined] {
  const found = text.indexOf(at);
  return found < 0 ? [text, undefined] : [text.slice(0, found), text.slice(found + at.length)];
}
