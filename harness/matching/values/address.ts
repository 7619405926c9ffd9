import { parseNetwork } from "./network.ts";
import type { Network } from "../model/pattern.ts";

/**
 * Returns an address in a form in which equal addresses are equal texts and their order is that of
 * the texts: 32 hexadecimal digits, IPv4 as IPv6 (`::ffff:10.1.2.3` and `10.1.2.3` are one address).
 *
 * @returns null if the text is no address
 */
export function addressKey(text: string): string | null {
  const network = text.includes("/") ? null : parseNetwork(text);
  return network && digits(network);
}

/**
 * Returns an address, given its key, as its one canonical text: `10.1.2.3` for IPv4, also where it was
 * written as IPv6; else lower case without leading zeros, and the longest run of two zeros or more, the
 * first of equals, as `::`.
 *
 * @see RFC 5952, 4
 */
export function addressText(key: string): string {
  if (key.startsWith(MAPPED))
    return (key.slice(MAPPED.length).match(/../g) ?? []).map(hex).join(".");
  const groups = (key.match(/.{4}/g) ?? []).map((group) => hex(group).toString(16));
  const runs = groups.map((_, i) => zerosFrom(groups, i));
  const longest = Math.max(...runs);
  if (longest < 2) return groups.join(":");
  const start = runs.indexOf(longest);
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + longest).join(":")}`;
}

function zerosFrom(groups: readonly string[], start: number): number {
  const end = groups.findIndex((group, i) => i >= start && group !== "0");
  return (end < 0 ? groups.length : end) - start;
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}

/** Whether an address, as its key, is in a network; one of IPv4 holds IPv4 written as IPv6, too. */
export function isWithin(network: Network, key: string): boolean {
  const bits = network.version === 4 ? network.prefix + MAPPED_BITS : network.prefix;
  const whole = bits >> 2;
  const wanted = digits(network);
  if (!key.startsWith(wanted.slice(0, whole))) return false;
  const shift = 4 - (bits & 3);
  return shift === 4 || nibble(key, whole) >> shift === nibble(wanted, whole) >> shift;
}

/** The bits of an IPv6 address in front of the IPv4 address that it stands for. */
const MAPPED_BITS = 96;
const MAPPED = "00000000000000000000ffff";

function digits({ version, bytes }: Network): string {
  const written = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return version === 4 ? MAPPED + written : written;
}

function nibble(key: string, at: number): number {
  return Number.parseInt(key[at]!, 16);
}
