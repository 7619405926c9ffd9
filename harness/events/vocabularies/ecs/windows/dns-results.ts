/**
 * Sysmon's `QueryResults`: `type:  5 name;::ffff:192.0.2.1;` gives an answer per part. Addresses stand
 * by themselves; one of IPv4 is written as IPv6.
 */
import { isIP } from "node:net";
import { keepingLast } from "../../../../caches/last-answer.ts";

export interface DnsAnswers {
  /** Per answer, in the order of ECS: records that say their type, then addresses. */
  readonly types: readonly string[];
  readonly data: readonly string[];
  readonly addresses: readonly string[];
  readonly names: readonly string[];
}

/** Returns the answers. */
export const dnsAnswers = keepingLast((text): DnsAnswers => {
  const types: string[] = [];
  const names: string[] = [];
  const addresses: string[] = [];
  for (const part of text.split(";"))
    if (part.startsWith("type:")) {
      const [, number = "", name, ...rest] = part.split(/\s+/);
      const type = RECORD_TYPES.get(number);
      if (type !== undefined) types.push(type);
      if (name !== undefined && name !== "" && rest.length === 0) names.push(name);
    } else {
      const address = part.replace("::ffff:", "");
      if (isIP(address) !== 0) addresses.push(address);
    }
  const ofAddresses = addresses.map((address) => (address.includes(":") ? "AAAA" : "A"));
  return {
    types: [...types, ...ofAddresses],
    data: [...names, ...addresses],
    addresses,
    names,
  };
});

/** @see IANA, "Domain Name System (DNS) Parameters": Resource Record (RR) TYPEs */
const RECORD_TYPES: ReadonlyMap<string, string> = new Map([
  ...(
    "A NS MD MF CNAME SOA MB MG MR NULL WKS PTR HINFO MINFO MX TXT RP AFSDB X25 ISDN RT NSAP " +
    "NSAPPTR SIG KEY PX GPOS AAAA LOC NXT EID NIMLOC SRV ATMA NAPTR KX CERT A6 DNAME SINK OPT"
  )
    .split(" ")
    .map((name, index): [string, string] => [String(index + 1), name]),
  ["43", "DS"],
  ["46", "RRSIG"],
  ["47", "NSEC"],
  ["48", "DNSKEY"],
  ["49", "DHCID"],
  ["100", "UINFO"],
  ["101", "UID"],
  ["102", "GID"],
  ["103", "UNSPEC"],
  ["248", "ADDRS"],
  ["249", "TKEY"],
  ["250", "TSIG"],
  ["251", "IXFR"],
  ["252", "AXFR"],
  ["253", "MAILB"],
  ["254", "MAILA"],
  ["255", "ANY"],
  ["65281", "WINS"],
  ["65282", "WINSR"],
]);
