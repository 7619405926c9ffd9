/** What the pipeline says in words of the codes in the audit log, and how it cuts its lists. */
import { NEVER } from "../../field-translation.ts";
import { computed, dataRows, type EcsRow, type EcsTable } from "../ecs-row.ts";

const { copied, mapped } = dataRows();

/** Fields beside the data. */
export const CODES: EcsTable = {
  "winlog.logon.type": mapped("logonType", "LogonType"),
  "winlog.logon.failure.reason": mapped("failureReason", "FailureReason"),
  "winlog.trustType": mapped("trustType", "TdoType"),
  "winlog.trustDirection": mapped("trustDirection", "TdoDirection"),
  "winlog.trustAttribute": mapped("trustAttribute", "TdoAttributes"),
};

/** Why a logon failed. */
export const LOGON_FAILURE: EcsTable = {
  "winlog.logon.failure.status": mapped("logonStatus", "Status"),
  "winlog.logon.failure.sub_status": mapped("logonStatus", "SubStatus"),
};

export const SERVICE: EcsTable = {
  "service.name": copied("ServiceName"),
  "service.type": mapped("serviceType", "ServiceType"),
};

const accountControl = computed(["UserAccountControl"], {
  transform: "accountControl",
  flags: "NewUacValue",
});

/** Of all events: what is made of the data, under its name in `winlog.event_data`. */
const MADE: Readonly<Record<string, EcsRow>> = {
  AccessList: mapped("listed", "AccessList"),
  AccessMask: mapped("accessMask", "AccessMask"),
  AccessMaskDescription: mapped("accessRights", "AccessMask"),
  AuditPolicyChangesDescription: mapped("policyChanges", "AuditPolicyChanges"),
  Category: mapped("auditCategory", "SubcategoryGuid"),
  SubCategory: mapped("auditSubcategory", "SubcategoryGuid"),
  DirectionDescription: mapped("filterDirection", "Direction"),
  NewUACList: mapped("accountControl", "NewUacValue"),
  TicketEncryptionTypeDescription: mapped("ticketEncryption", "TicketEncryptionType"),
  TicketOptionsDescription: mapped("ticketOptions", "TicketOptions"),
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
  if (name === "PrivilegeList" && WITH_PRIVILEGES.has(id)) return mapped("words", name);
  if (name === "StatusDescription")
    return OF_KERBEROS.has(id) ? mapped("kerberosStatus", "Status") : NEVER;
  if (DESCRIPTOR.test(name)) return NEVER;
  return Object.hasOwn(MADE, name) ? MADE[name] : undefined;
}
