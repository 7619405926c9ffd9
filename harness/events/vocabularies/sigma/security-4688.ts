import {
  hexadecimalAndDecimal,
  mapped,
  never,
  renamed,
  SUBJECT,
  type TranslationTable,
} from "../field-translation.ts";
import type { FieldValue } from "../../field-value.ts";

/**
 * Sysmon 1 in the words of Security 4688.
 *
 * @see Microsoft, "4688(S): A new process has been created"
 */
export const SECURITY_4688: TranslationTable = {
  Image: renamed("NewProcessName"),
  ParentImage: renamed("ParentProcessName"),
  ProcessId: mapped("NewProcessId", hexadecimalAndDecimal),
  // What 4688 calls ProcessId is the process that asked for the new one.
  ParentProcessId: mapped("ProcessId", hexadecimalAndDecimal),
  LogonId: renamed("SubjectLogonId"),
  IntegrityLevel: mapped("MandatoryLabel", integrityLevel),
  User: SUBJECT,
  ...never(
    "Company",
    "CurrentDirectory",
    "Description",
    "FileVersion",
    "Hashes",
    "LogonGuid",
    "OriginalFileName",
  ),
  ...never(
    "ParentCommandLine",
    "ParentProcessGuid",
    "ParentUser",
    "ProcessGuid",
    "Product",
    "TerminalSessionId",
  ),
};

/** @see Microsoft, "Mandatory Integrity Control": the label is a SID, Sysmon gives its name. */
function integrityLevel(text: string): FieldValue {
  const level = INTEGRITY_LEVELS.get(text);
  return level === undefined ? text : [level, text];
}

const INTEGRITY_LEVELS = new Map([
  ["S-1-16-0", "Untrusted"],
  ["S-1-16-4096", "Low"],
  ["S-1-16-8192", "Medium"],
  ["S-1-16-8448", "Medium Plus"],
  ["S-1-16-12288", "High"],
  ["S-1-16-16384", "System"],
  ["S-1-16-20480", "Protected"],
]);
