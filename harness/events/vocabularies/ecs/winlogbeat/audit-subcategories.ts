/** A kind of audit: its name, and that of the kinds it belongs to. */
export interface AuditSubcategory {
  readonly name: string;
  readonly category: string;
}

/**
 * By category: number of the task, end of the GUID `0CCE92xx-69AE-11D9-BED3-505054503030`, name.
 * (The pipeline counts the kinds of directory service access among account management.)
 *
 * @see [MS-GPAC] 2.2.1.2 "Subcategory and SubcategoryGUID"
 */
const ROWS: Readonly<Record<string, string>> = {
  System:
    "12288 10 Security State Change, 12289 11 Security System Extension, 12290 12 System Integrity, " +
    "12291 13 IPsec Driver, 12292 14 Other System Events",
  "Logon/Logoff":
    "12544 15 Logon, 12545 16 Logoff, 12546 17 Account Lockout, 12547 18 IPsec Main Mode, " +
    "12549 19 IPsec Quick Mode, 12550 1A IPsec Extended Mode, 12548 1B Special Logon, " +
    "12551 1C Other Logon/Logoff Events, 12552 43 Network Policy Server, " +
    "12553 47 User / Device Claims, 12554 49 Group Membership",
  "Object Access":
    "12800 1D File System, 12801 1E Registry, 12802 1F Kernel Object, 12803 20 SAM, " +
    "12805 21 Certification Services, 12806 22 Application Generated, 12807 23 Handle Manipulation, " +
    "12808 24 File Share, 12809 25 Filtering Platform Packet Drop, " +
    "12810 26 Filtering Platform Connection, 12804 27 Other Object Access Events, " +
    "12811 44 Detailed File Share, 12812 45 Removable Storage, 12813 46 Central Policy Staging",
  "Privilege Use":
    "13056 28 Sensitive Privilege Use, 13057 29 Non Sensitive Privilege Use, " +
    "13058 2A Other Privilege Use Events",
  "Detailed Tracking":
    "13312 2B Process Creation, 13313 2C Process Termination, 13314 2D DPAPI Activity, " +
    "13315 2E RPC Events, 13316 48 Plug and Play Events, 13317 4A Token Right Adjusted Events",
  "Policy Change":
    "13568 2F Audit Policy Change, 13569 30 Authentication Policy Change, " +
    "13570 31 Authorization Policy Change, 13571 32 MPSSVC Rule-Level Policy Change, " +
    "13572 33 Filtering Platform Policy Change, 13573 34 Other Policy Change Events",
  "Account Management":
    "13824 35 User Account Management, 13825 36 Computer Account Management, " +
    "13826 37 Security Group Management, 13827 38 Distribution Group Management, " +
    "13828 39 Application Group Management, 13829 3A Other Account Management Events, " +
    "14080 3B Directory Service Access, 14081 3C Directory Service Changes, " +
    "14082 3D Directory Service Replication, 14083 3E Detailed Directory Service Replication",
  "Account Logon":
    "14336 3F Credential Validation, 14337 40 Kerberos Service Ticket Operations, " +
    "14338 41 Other Account Logon Events, 14339 42 Kerberos Authentication Service",
};

const ROW = /^(\d+) (\w\w) (.+)$/;

const byGuid = new Map<string, AuditSubcategory>();
const byTask = new Map<string, string>();
for (const [category, row] of Object.entries(ROWS))
  for (const part of row.split(", ")) {
    const [, task, guid, name] = ROW.exec(part)!;
    byGuid.set(`0CCE92${guid}-69AE-11D9-BED3-505054503030`, { name: name!, category });
    byTask.set(task!, name!);
  }

/** The texts of the security log's tasks, by their number. */
export const SECURITY_TASKS: ReadonlyMap<string, string> = new Map([
  ...byTask,
  ["103", "Service shutdown"],
  ["104", "Log clear"],
]);

/** Returns the kind of audit with a GUID, in braces or without. */
export function auditSubcategory(guid: string): AuditSubcategory | undefined {
  return byGuid.get(guid.replace(/^\{|\}$/g, "").toUpperCase());
}
