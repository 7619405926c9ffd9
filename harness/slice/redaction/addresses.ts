/**
 * Pseudonyms of IP addresses. An address stays in its class, so that rules which tell private from
 * public addresses say the same as before:
 *
 *   class                          becomes
 *   10.0.0.0/8                     10.255.0.0/16
 *   172.16.0.0/12                  172.31.248.0/21
 *   192.168.0.0/16                 192.168.248.0/21
 *   169.254.0.0/16 (link-local)    169.254.248.0/21
 *   public IPv4                    203.0.113.0/24, 198.51.100.0/24, 192.0.2.0/24, then 198.18.0.0/15
 *   fc00::/7 (unique local)        fd00:db8::/32
 *   fe80::/10 (link-local)         fe80::db8:0/112
 *   public IPv6                    2001:db8::/32
 *
 * Loopback, unspecified, broadcast and multicast addresses stay, and so does the metadata service
 * of cloud machines. What lies in the right column already stays too: it is taken for a pseudonym,
 * which makes redaction idempotent. If a class has more addresses than its right column, some share
 * a pseudonym.
 *
 * @see RFC 5737, RFC 3849 (documentation), RFC 2544 (198.18.0.0/15), RFC 1918, RFC 4193
 */
import { isIPv4, isIPv6 } from "node:net";

/** A class of addresses, and the part of it that pseudonyms come from. */
export interface AddressClass {
  readonly name: string;
  /** Whether an address of this class is a pseudonym. */
  readonly isPseudonym: (address: string) => boolean;
  /** The pseudonym of the n-th address, from 1. */
  readonly pseudonym: (n: number) => string;
}

const UNCHANGED_V4 =
  /^(?:127\.|0\.0\.0\.0$|(?:255|10)\.255\.255\.255$|2(?:2[4-9]|3\d)\.|169\.254\.169\.254$)/;

const inBlock = (block: RegExp) => (address: string) => block.test(address);
const [low, high] = [(n: number) => n % 256, (n: number) => Math.floor(n / 256) % 256];

/** The last 2,048 addresses of a block: the third number from 248 on. */
const lastOf = (prefix: string) => (n: number) => `${prefix}.${248 + (high(n) % 8)}.${low(n)}`;

const V4: readonly (readonly [block: RegExp, cls: AddressClass])[] = [
  [
    /^10\./,
    {
      name: "10.0.0.0/8",
      isPseudonym: inBlock(/^10\.255\./),
      pseudonym: (n) => `10.255.${high(n)}.${low(n)}`,
    },
  ],
  [
    /^172\.(?:1[6-9]|2\d|3[01])\./,
    {
      name: "172.16.0.0/12",
      isPseudonym: inBlock(/^172\.31\.(?:24[89]|25\d)\./),
      pseudonym: lastOf("172.31"),
    },
  ],
  [
    /^192\.168\./,
    {
      name: "192.168.0.0/16",
      isPseudonym: inBlock(/^192\.168\.(?:24[89]|25\d)\./),
      pseudonym: lastOf("192.168"),
    },
  ],
  [
    /^169\.254\./,
    {
      name: "169.254.0.0/16",
      isPseudonym: inBlock(/^169\.254\.(?:24[89]|25\d)\./),
      pseudonym: lastOf("169.254"),
    },
  ],
];

const DOCUMENTATION = ["203.0.113", "198.51.100", "192.0.2"];
const PER_BLOCK = 254;

const PUBLIC_V4: AddressClass = {
  name: "public IPv4",
  isPseudonym: inBlock(/^(?:203\.0\.113|198\.51\.100|192\.0\.2|198\.1[89]\.\d+)\./),
  pseudonym(n) {
    const block = DOCUMENTATION[Math.floor((n - 1) / PER_BLOCK)];
    if (block !== undefined) return `${block}.${((n - 1) % PER_BLOCK) + 1}`;
    const rest = n - DOCUMENTATION.length * PER_BLOCK;
    return `198.${18 + (Math.floor(rest / 65_536) % 2)}.${high(rest)}.${low(rest)}`;
  },
};

const hex = (n: number): string => n.toString(16);
const V6: readonly (readonly [block: RegExp, cls: AddressClass])[] = [
  [
    /^f[cd][\da-f]{2}:/,
    {
      name: "fc00::/7",
      isPseudonym: inBlock(/^fd00:db8:/),
      pseudonym: (n) => `fd00:db8::${hex(n)}`,
    },
  ],
  [
    /^fe[89ab][\da-f]:/,
    {
      name: "fe80::/10",
      isPseudonym: inBlock(/^fe80::db8:/),
      pseudonym: (n) => `fe80::db8:${hex(n)}`,
    },
  ],
];
const PUBLIC_V6: AddressClass = {
  name: "public IPv6",
  isPseudonym: inBlock(/^2001:db8:/),
  pseudonym: (n) => `2001:db8::${hex(n)}`,
};

/** An address of IPv6 in a text, with what stands around it; an IPv4 address that ends it is one by itself. */
export const ADDRESSES_V6 = String.raw`(?<![\p{L}\d:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\p{L}\d:]|\.\d)`;

/**
 * Returns the class of an address in a text, or `null` if the text is none, or one that says
 * nothing about whose it is.
 */
export function classOfAddress(text: string): AddressClass | null {
  if (isIPv4(text)) {
    if (UNCHANGED_V4.test(text)) return null;
    return V4.find(([block]) => block.test(text))?.[1] ?? PUBLIC_V4;
  }
  if (!isIPv6(text)) return null;
  const address = text.toLowerCase();
  // Without a digit, or with one group only, it may be a name of a program's: `[A]::Add`.
  if (!/\d/.test(address) || address.split(":").filter((group) => group !== "").length < 2)
    return null;
  // Multicast; ::ffff:… is an IPv4 address, of which the dotted part is looked at by itself.
  if (/^ff[\da-f]{2}:/.test(address) || /^::(?:ffff:)?$/.test(address)) return null;
  return V6.find(([block]) => block.test(address))?.[1] ?? PUBLIC_V6;
}

/** Returns the form in which one address is always the same text. */
export function canonicalAddress(text: string): string {
  if (!text.includes(":")) return text;
  try {
    return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return text.toLowerCase();
  }
}
