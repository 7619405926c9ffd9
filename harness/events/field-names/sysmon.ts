import type { FieldNameTable } from "./field-name-table.ts";

const PROCESS = "RuleName UtcTime ProcessGuid ProcessId Image User";
const REGISTRY = `${PROCESS} EventType TargetObject`;
const PIPE = `${PROCESS} EventType PipeName`;
const WMI = "RuleName EventType UtcTime Operation User";
const FILE = `${PROCESS} TargetFilename`;
const PRODUCT = "FileVersion Description Product Company OriginalFileName";

/**
 * Sysmon, by event id, up to schema 4.90.
 *
 * @see Microsoft, "Sysmon": Events; the manifest in the executable (`sysmon -m`)
 */
export const SYSMON_FIELDS: FieldNameTable = {
  1: `${PROCESS} ${PRODUCT} CommandLine CurrentDirectory LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser`,
  2: `${FILE} CreationUtcTime PreviousCreationUtcTime`,
  3: `${PROCESS} Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName`,
  4: "UtcTime State Version SchemaVersion",
  5: PROCESS,
  6: "RuleName UtcTime ImageLoaded Hashes Signed Signature SignatureStatus",
  7: `${PROCESS} ${PRODUCT} ImageLoaded Hashes Signed Signature SignatureStatus`,
  8: "RuleName UtcTime SourceProcessGuid SourceProcessId SourceImage TargetProcessGuid TargetProcessId TargetImage NewThreadId StartAddress StartModule StartFunction SourceUser TargetUser",
  9: `${PROCESS} Device`,
  10: "RuleName UtcTime SourceProcessGUID SourceProcessId SourceThreadId SourceImage TargetProcessGUID TargetProcessId TargetImage GrantedAccess CallTrace SourceUser TargetUser",
  11: `${FILE} CreationUtcTime`,
  12: REGISTRY,
  13: `${REGISTRY} Details`,
  14: `${REGISTRY} NewName`,
  15: `${FILE} CreationUtcTime Hash Contents`,
  16: "UtcTime Configuration ConfigurationFileHash",
  17: PIPE,
  18: PIPE,
  19: `${WMI} EventNamespace Name Query`,
  20: `${WMI} Name Type Destination`,
  21: `${WMI} Consumer Filter`,
  22: `${PROCESS} QueryName QueryStatus QueryResults`,
  23: `${FILE} Hashes IsExecutable Archived`,
  24: `${PROCESS} Session ClientInfo Hashes Archived`,
  25: `${PROCESS} Type`,
  26: `${FILE} Hashes IsExecutable`,
  27: `${FILE} Hashes`,
  28: `${FILE} Hashes IsExecutable`,
  29: `${FILE} Hashes`,
  255: "RuleName UtcTime ID Description",
};
