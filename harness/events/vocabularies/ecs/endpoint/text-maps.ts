import { lookup, type TextMap } from "../../text-map.ts";

/** Elastic Defend's words for what Windows' sensors write. */
export const ENDPOINT_TEXT_MAPS = {
  /** The label of a process is a SID. Microsoft, "Mandatory Integrity Control". */
  integrityLevel: lookup(
    new Map([
      ["S-1-16-0", "untrusted"],
      ["S-1-16-4096", "low"],
      ["S-1-16-8192", "medium"],
      ["S-1-16-12288", "high"],
      ["S-1-16-16384", "system"],
    ]),
  ),
  lowerCase: (text) => text.toLowerCase(),
  isValid: (status) => String(status === "Valid"),
  registryAction: (type) => (type === "CreateKey" ? "creation" : "deletion"),
  // Who began a connection decides what Defend calls it.
  connectionAction: (initiated) =>
    initiated === "false" ? "connection_accepted" : "connection_attempted",
  connectionDirection: (initiated) => (initiated === "true" ? "egress" : "ingress"),
  addressFamily: (isIpv6) => (isIpv6 === "true" ? "ipv6" : "ipv4"),
} satisfies Record<string, TextMap>;
