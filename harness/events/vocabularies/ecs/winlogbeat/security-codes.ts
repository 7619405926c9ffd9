/** What the pipeline says in words of the codes in the audit log, and how it cuts its lists. */
import { NEVER } from "../../field-translation.ts";
import { computed, dataRows, type EcsRow, type EcsTable, type TextMap } from "../ecs-row.ts";
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

const { copied, mapped, text } = dataRows();

const named =
  (names: ReadonlyMap<string, string>): TextMap =>
  (code) =>
    names.get(code);

/** Codes of messages stand as `%%1234`. */
const bare = (code: string): string => code.replaceAll("%%", "").trim();

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

/** Fields beside the data. */
export const CODES: EcsTable = {
  "winlog.logon.type": mapped(named(LOGON_TYPES), "LogonType"),
  "winlog.logon.failure.reason": mapped((code) => {
    const number = bare(code);
    return FAILURE_REASONS.get(number) ?? number;
  }, "FailureReason"),
  "winlog.trustType": mapped(named(TRUST_TYPES), "TdoType"),
  "winlog.trustDirection": mapped(named(TRUST_DIRECTIONS), "TdoDirection"),
  "winlog.trustAttribute": mapped(named(TRUST_ATTRIBUTES), "TdoAttributes"),
};

/** Why a logon failed. */
export const LOGON_FAILURE: EcsTable = {
  "winlog.logon.failure.status": mapped(named(LOGON_STATUSES), "Status"),
  "winlog.logon.failure.sub_status": mapped(named(LOGON_STATUSES), "SubStatus"),
};

export const SERVICE: EcsTable = {
  "service.name": copied("ServiceName"),
  "service.type": mapped(named(SERVICE_TYPES), "ServiceType"),
};

const words = (list: string): readonly string[] => list.split(/\s+/).filter((word) => word !== "");
const listed = (list: string): readonly string[] | undefined => {
  const found = words(list).map(bare);
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
    .map(bare)
    .filter((code) => /^(?:0x[0-9a-f]{1,16}|\d{1,19})$/i.test(code));
  const all = numbers.reduce((sum, number) => sum | BigInt(number), 0n);
  return flagsOf(String(all), ACCESS_RIGHTS);
}

function policyChanges(codes: string): readonly string[] {
  return codes.split(",").map((code) => POLICY_CHANGES.get(bare(code)) ?? bare(code));
}

const DIRECTIONS = new Map([
  ["14592", "Inbound"],
  ["14593", "Outbound"],
]);

/** Lists of what an account may, of which the pipeline makes one only where it could read the value before. */
const accountControl = computed(["UserAccountControl"], (event) => {
  const list = text(event, "UserAccountControl");
  if (list === undefined || list === "-") return list;
  const value = text(event, "NewUacValue");
  if (value === undefined || !flagsOf(value, ACCOUNT_CONTROL)) return list;
  return list
    .split("\n")
    .map(bare)
    .filter((code) => code !== "");
});

/** Of all events: what is made of the data, under its name in `winlog.event_data`. */
const MADE: Readonly<Record<string, EcsRow>> = {
  AccessList: mapped(listed, "AccessList"),
  AccessMask: mapped(accessMask, "AccessMask"),
  AccessMaskDescription: mapped(accessRights, "AccessMask"),
  AuditPolicyChangesDescription: mapped(policyChanges, "AuditPolicyChanges"),
  Category: mapped((guid) => auditSubcategory(guid)?.category, "SubcategoryGuid"),
  SubCategory: mapped((guid) => auditSubcategory(guid)?.name, "SubcategoryGuid"),
  DirectionDescription: mapped((code) => DIRECTIONS.get(bare(code)), "Direction"),
  NewUACList: mapped((value) => flagsOf(value, ACCOUNT_CONTROL), "NewUacValue"),
  TicketEncryptionTypeDescription: mapped(
    (type) => TICKET_ENCRYPTION_TYPES.get(type.toLowerCase()),
    "TicketEncryptionType",
  ),
  TicketOptionsDescription: mapped((options) => flagsOf(options, TICKET_OPTIONS), "TicketOptions"),
  UserAccountControl: accountControl,
  // Made of message tables and security descriptors, which are not read here.
  AccessListDescription: NEVER,
  LayerNameDescription: NEVER,
  SidListDesc: NEVER,
};

const DESCRIPTOR = /^(?:Old|New)Sd(?:Owner|Group|[DS]acl\d+)$/;

const WITH_PRIVILEGES = new Set([4672, 4673, 4674, 4741, 4742, 4743]);
const OF_KERBEROS = new Set([4768, 4769, 4770, 4771]);

/** Returns the row of a name in the data that the pipeline makes or changes, if it does. */
export function madeData(name: string, id: number): EcsRow | undefined {
  if (name === "PrivilegeList" && WITH_PRIVILEGES.has(id)) return mapped(words, name);
  if (name === "StatusDescription")
    return OF_KERBEROS.has(id) ? mapped(named(KERBEROS_STATUSES), "Status") : NEVER;
  if (DESCRIPTOR.test(name)) return NEVER;
  return Object.hasOwn(MADE, name) ? MADE[name] : undefined;
}
