/** What the pipeline makes of the codes, lists and names in the audit log. */
import { lookup, type TextMap } from "../../text-map.ts";
import { plainAddress } from "../windows/security-data.ts";
import { auditSubcategory } from "./audit-subcategories.ts";
import {
  ACCESS_RIGHTS,
  ACCOUNT_CONTROL,
  FAILURE_REASONS,
  flagsOf,
  KERBEROS_STATUSES,
  LOGON_STATUSES,
  LOGON_TYPES,
  POLICY_CHANGES,
  SERVICE_TYPES,
  TICKET_ENCRYPTION_TYPES,
  TICKET_OPTIONS,
} from "./security-values.ts";

/** Codes of messages stand as `%%1234`. */
export function bareCode(code: string): string {
  return code.replaceAll("%%", "").trim();
}

const TRUST_TYPES = numbered("TRUST_TYPE_", "- DOWNLEVEL UPLEVEL MIT DCE");
const TRUST_DIRECTIONS = numbered("TRUST_DIRECTION_", "DISABLED INBOUND OUTBOUND BIDIRECTIONAL");
const TRUST_ATTRIBUTES = new Map([
  ["0", "UNDEFINED"],
  ...(
    "NON_TRANSITIVE UPLEVEL_ONLY QUARANTINED_DOMAIN FOREST_TRANSITIVE CROSS_ORGANIZATION " +
    "WITHIN_FOREST TREAT_AS_EXTERNAL USES_RC4_ENCRYPTION - CROSS_ORGANIZATION_NO_TGT_DELEGATION " +
    "PIM_TRUST"
  )
    .split(" ")
    .map((name, bit): [string, string] => [String(1 << bit), `TRUST_ATTRIBUTE_${name}`]),
]);

function numbered(prefix: string, words: string): ReadonlyMap<string, string> {
  return new Map(words.split(" ").map((word, code) => [String(code), prefix + word]));
}

const words = (list: string): readonly string[] => list.split(/\s+/).filter((word) => word !== "");
const listed = (list: string): readonly string[] | undefined => {
  const found = words(list).map(bareCode);
  return found.length > 0 ? found : undefined;
};

/** Rights to objects of the directory, by the codes of their messages. */
const RIGHTS = new Map(
  (
    "Create Child,Delete Child,List Contents,Write Self,Read Property,Write Property,Delete Tree," +
    "List Object,Control Access"
  )
    .split(",")
    .map((name, index) => [String(7680 + index), name]),
);

function accessMask(mask: string): readonly string[] | undefined {
  return listed(mask)?.map((code) => RIGHTS.get(code) ?? code);
}

function accessRights(mask: string): readonly string[] | undefined {
  const numbers = words(mask)
    .map(bareCode)
    .filter((code) => /^(?:0x[0-9a-f]{1,16}|\d{1,19})$/i.test(code));
  const all = numbers.reduce((sum, number) => sum | BigInt(number), 0n);
  return flagsOf(String(all), ACCESS_RIGHTS);
}

function policyChanges(codes: string): readonly string[] {
  return codes.split(",").map((code) => POLICY_CHANGES.get(bareCode(code)) ?? bareCode(code));
}

const DIRECTIONS = new Map([
  ["14592", "Inbound"],
  ["14593", "Outbound"],
]);

/** Parts of a distinguished name; a comma after a backslash is none between two of them. */
function partsOfName(name: string): readonly string[] {
  return name.split(/(?<!\\),/);
}

function memberName(name: string): string | undefined {
  return partsOfName(name)[0]!.replaceAll(/CN=/gi, "") || undefined;
}

/** The fourth part, whatever it is: so does the pipeline. */
function memberDomain(name: string): string | undefined {
  return partsOfName(name)[3]?.replaceAll(/DC=/gi, "") || undefined;
}

const plainDomain = (domain: string): string | undefined =>
  domain.replaceAll(/DC=/gi, "") || undefined;

const clientAddress = (address: string): string =>
  address === "LOCAL" ? "127.0.0.1" : plainAddress(address);

export const SECURITY_TEXT_MAPS = {
  logonType: lookup(LOGON_TYPES),
  logonStatus: lookup(LOGON_STATUSES),
  failureReason(code) {
    const number = bareCode(code);
    return FAILURE_REASONS.get(number) ?? number;
  },
  trustType: lookup(TRUST_TYPES),
  trustDirection: lookup(TRUST_DIRECTIONS),
  trustAttribute: lookup(TRUST_ATTRIBUTES),
  serviceType: lookup(SERVICE_TYPES),
  kerberosStatus: lookup(KERBEROS_STATUSES),
  ticketEncryption: (type) => TICKET_ENCRYPTION_TYPES.get(type.toLowerCase()),
  ticketOptions: (options) => flagsOf(options, TICKET_OPTIONS),
  accountControl: (value) => flagsOf(value, ACCOUNT_CONTROL),
  filterDirection: (code) => DIRECTIONS.get(bareCode(code)),
  auditCategory: (guid) => auditSubcategory(guid)?.category,
  auditSubcategory: (guid) => auditSubcategory(guid)?.name,
  words,
  listed,
  accessMask,
  accessRights,
  policyChanges,
  memberName,
  memberDomain,
  plainDomain,
  clientAddress,
  /** An address that is known is taken out of the data; one that is not, stays. */
  unknownOnly: (text) => (text === "-" ? text : undefined),
} satisfies Record<string, TextMap>;
