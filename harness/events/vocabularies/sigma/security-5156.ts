import type { FieldValue } from "../../field-value.ts";
import { mapped, never, renamed, type TranslationTable } from "../field-translation.ts";

/**
 * Sysmon 3 in the words of Security 5156.
 *
 * @see Microsoft, "5156(S): The Windows Filtering Platform has permitted a connection"
 */
export const SECURITY_5156: TranslationTable = {
  Image: mapped("Application", drivePath),
  ProcessId: renamed("ProcessID"),
  Initiated: mapped("Direction", (code) => DIRECTIONS.get(code) ?? code),
  Protocol: mapped("Protocol", (number) => PROTOCOLS.get(number) ?? number),
  SourceIp: renamed("SourceAddress"),
  DestinationIp: renamed("DestAddress"),
  DestinationPort: renamed("DestPort"),
  ...never("DestinationHostname", "DestinationIsIpv6", "DestinationPortName", "ProcessGuid"),
  ...never("SourceHostname", "SourceIsIpv6", "SourcePortName", "User"),
};

/** Inbound and outbound: whether the process began the connection. */
const DIRECTIONS = new Map([
  ["%%14592", "false"],
  ["%%14593", "true"],
]);

/** @see IANA, "Protocol Numbers" */
const PROTOCOLS = new Map([
  ["6", "tcp"],
  ["17", "udp"],
]);

/**
 * The filtering platform names volumes by device, and no event says which letter a device has. Rules
 * that write one nearly all write `C:`, so that form is offered beside the one that was recorded.
 */
function drivePath(path: string): FieldValue {
  const within = /^\\device\\harddiskvolume\d+\\(.*)$/is.exec(path)?.[1];
  return within === undefined ? path : [`C:\\${within}`, path];
}
