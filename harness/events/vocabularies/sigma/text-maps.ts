import { lookupOrSame, type TextMap } from "../text-map.ts";

/** Texts of the audit log as Sysmon writes them. A list has the text in each form that rules write. */
export const SIGMA_TEXT_MAPS = {
  hexadecimalAndDecimal,
  integrityLevelForms: forms(
    // Microsoft, "Mandatory Integrity Control": the label is a SID, Sysmon gives its name.
    new Map([
      ["S-1-16-0", "Untrusted"],
      ["S-1-16-4096", "Low"],
      ["S-1-16-8192", "Medium"],
      ["S-1-16-8448", "Medium Plus"],
      ["S-1-16-12288", "High"],
      ["S-1-16-16384", "System"],
      ["S-1-16-20480", "Protected"],
    ]),
  ),
  /** Sysmon's word for an operation, by its code in the audit log's messages. */
  registryOperationForms: forms(
    new Map([
      ["%%1904", "CreateKey"],
      ["%%1905", "SetValue"],
      ["%%1906", "DeleteValue"],
    ]),
  ),
  /** Inbound and outbound: whether the process began the connection. */
  isOutbound: lookupOrSame(
    new Map([
      ["%%14592", "false"],
      ["%%14593", "true"],
    ]),
  ),
  /** IANA, "Protocol Numbers". */
  protocolName: lookupOrSame(
    new Map([
      ["6", "tcp"],
      ["17", "udp"],
    ]),
  ),
  drivePathForms,
} satisfies Record<string, TextMap>;

/** Sysmon writes process ids in decimal, the audit log in hexadecimal; rules do both. */
function hexadecimalAndDecimal(text: string): string | readonly string[] {
  return /^0x[0-9a-f]{1,13}$/i.test(text) ? [String(Number.parseInt(text, 16)), text] : text;
}

function forms(words: ReadonlyMap<string, string>): TextMap {
  return (code) => {
    const word = words.get(code);
    return word === undefined ? code : [word, code];
  };
}

/**
 * The filtering platform names volumes by device, and no event says which letter a device has. Rules
 * that write one nearly all write `C:`, so that form is offered beside the one that was recorded.
 */
function drivePathForms(path: string): string | readonly string[] {
  const within = /^\\device\\harddiskvolume\d+\\(.*)$/is.exec(path)?.[1];
  return within === undefined ? path : [`C:\\${within}`, path];
}
