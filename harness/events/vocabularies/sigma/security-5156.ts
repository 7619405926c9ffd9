import { mapped, never, renamed, type TranslationTable } from "../field-translation.ts";

/**
 * Sysmon 3 in the words of Security 5156.
 *
 * @see Microsoft, "5156(S): The Windows Filtering Platform has permitted a connection"
 */
export const SECURITY_5156: TranslationTable = {
  Image: mapped("Application", "drivePathForms"),
  ProcessId: renamed("ProcessID"),
  Initiated: mapped("Direction", "isOutbound"),
  Protocol: mapped("Protocol", "protocolName"),
  SourceIp: renamed("SourceAddress"),
  DestinationIp: renamed("DestAddress"),
  DestinationPort: renamed("DestPort"),
  ...never("DestinationHostname", "DestinationIsIpv6", "DestinationPortName", "ProcessGuid"),
  ...never("SourceHostname", "SourceIsIpv6", "SourcePortName", "User"),
};
