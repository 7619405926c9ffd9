import { lookupOrSame, type TextMap } from "../../text-map.ts";
import { accountNameOf, domainOf, wellKnownSid, withoutRealm } from "./account.ts";
import { quotedArguments, windowsArguments } from "./arguments.ts";
import { dnsAnswers } from "./dns-results.ts";
import { DNS_STATUSES } from "./dns-statuses.ts";
import { hashesOf } from "./hashes.ts";
import { baseName, directoryOf, extensionOf, extensionOfName, lastPart } from "./path.ts";
import { hiveOf, keyOf, pipelineData, registryData } from "./registry.ts";
import { decimal, plainAddress } from "./security-data.ts";

/** Parts of the texts that Windows' sensors write, as ECS has them. */
export const WINDOWS_TEXT_MAPS = {
  domain: domainOf,
  accountName: accountNameOf,
  withoutRealm,
  wellKnownSid,

  baseName,
  lastPart,
  directory: directoryOf,
  extension: extensionOf,
  extensionOfName,
  extensionOfLastPart: (path) => extensionOfName(lastPart(path)),

  windowsArguments,
  windowsArgumentsCount: (line) => String(windowsArguments(line).length),
  quotedArguments,

  md5: hash("md5"),
  sha1: hash("sha1"),
  sha256: hash("sha256"),
  sha384: hash("sha384"),
  sha512: hash("sha512"),
  imphash: hash("imphash"),
  hashes: (text) => [...hashesOf(text).values()],

  dnsTypes: (results) => dnsAnswers(results).types,
  dnsData: (results) => dnsAnswers(results).data,
  dnsAddresses: (results) => dnsAnswers(results).addresses,
  dnsNames: (results) => dnsAnswers(results).names,
  dnsStatus: lookupOrSame(DNS_STATUSES),

  hive: hiveOf,
  registryKey: keyOf,
  registryKeyFolder: (path) => directoryOf(keyOf(path) ?? ""),
  pipelineStrings: (details) => pipelineData(details).strings,
  pipelineType: (details) => pipelineData(details).type,
  registryStrings: (details) => registryData(details).strings,
  registryType: (details) => registryData(details).type,

  wholeNumber,
  decimal,
  plainAddress,
} satisfies Record<string, TextMap>;

function hash(algorithm: string): TextMap {
  return (text) => hashesOf(text).get(algorithm);
}

/** A whole number in decimal digits; anything else is none. */
function wholeNumber(text: string): string | undefined {
  return /^\d{1,19}$/.test(text) ? text : undefined;
}
