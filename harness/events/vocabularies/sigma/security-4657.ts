import { mapped, never, renamed, type TranslationTable } from "../field-translation.ts";
import { SUBJECT } from "./audit-subject.ts";

/**
 * Sysmon 12 to 14 in the words of Security 4657.
 *
 * @see Microsoft, "4657(S): A registry value was modified"
 */
export const SECURITY_4657: TranslationTable = {
  Image: renamed("ProcessName"),
  ProcessId: mapped("ProcessId", "hexadecimalAndDecimal"),
  User: SUBJECT,
  EventType: mapped("OperationType", "registryOperationForms"),
  TargetObject: { sources: ["ObjectName", "ObjectValueName"], transform: "registryPath" },
  Details: { sources: ["NewValue", "NewValueType"], transform: "registryDetails" },
  ...never("ProcessGuid", "NewName", "RuleName", "UtcTime"),
};
