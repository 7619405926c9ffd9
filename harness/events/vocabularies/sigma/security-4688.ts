import { mapped, never, renamed, type TranslationTable } from "../field-translation.ts";
import { SUBJECT } from "./audit-subject.ts";

/**
 * Sysmon 1 in the words of Security 4688.
 *
 * @see Microsoft, "4688(S): A new process has been created"
 */
export const SECURITY_4688: TranslationTable = {
  Image: renamed("NewProcessName"),
  ParentImage: renamed("ParentProcessName"),
  ProcessId: mapped("NewProcessId", "hexadecimalAndDecimal"),
  // What 4688 calls ProcessId is the process that asked for the new one.
  ParentProcessId: mapped("ProcessId", "hexadecimalAndDecimal"),
  LogonId: renamed("SubjectLogonId"),
  IntegrityLevel: mapped("MandatoryLabel", "integrityLevelForms"),
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
