/**
 * Where a log source speaks of fields that a class carries under other names, or in another form:
 * a row per field. What stands in no row is looked up as it stands.
 *
 * @see Sigma specification, appendix "Taxonomy": fields; Microsoft, "4688(S): A new process has
 *   been created"
 */
import type { LogEvent } from "./event.ts";
import type { FieldValue } from "./field-value.ts";
import { isList } from "./texts.ts";
import type { FieldTranslationName } from "./windows-categories.ts";

export interface FieldTranslation {
  /** The fields of the event that the value is made of; the value is absent if the first of them is. */
  readonly sources: readonly string[];
  readonly read: (event: LogEvent) => FieldValue | undefined;
}

/** The sensor has nothing that would answer to the name. */
export const NEVER = "never";

type Row = FieldTranslation | typeof NEVER;
type Table = Readonly<Record<string, Row>>;

const SECURITY_4688: Table = {
  Image: renamed("NewProcessName"),
  ParentImage: renamed("ParentProcessName"),
  ProcessId: mapped("NewProcessId", hexadecimalAndDecimal),
  // What 4688 calls ProcessId is the process that asked for the new one.
  ParentProcessId: mapped("ProcessId", hexadecimalAndDecimal),
  LogonId: renamed("SubjectLogonId"),
  IntegrityLevel: mapped("MandatoryLabel", integrityLevel),
  User: {
    sources: ["SubjectUserName", "SubjectDomainName"],
    read(event) {
      const [user, domain] = [event.get("SubjectUserName"), event.get("SubjectDomainName")];
      const qualified = typeof domain === "string" && domain !== "" && domain !== "-";
      return qualified && typeof user === "string" ? `${domain}\\${user}` : user;
    },
  },
  Company: NEVER,
  CurrentDirectory: NEVER,
  Description: NEVER,
  FileVersion: NEVER,
  Hashes: NEVER,
  LogonGuid: NEVER,
  OriginalFileName: NEVER,
  ParentCommandLine: NEVER,
  ParentProcessGuid: NEVER,
  ParentUser: NEVER,
  ProcessGuid: NEVER,
  Product: NEVER,
  TerminalSessionId: NEVER,
};

const DEFENDER_ANTIVIRUS: Table = {
  Filename: renamed("Path"),
  Signature: renamed("ThreatName"),
};

const TABLES: Readonly<Record<FieldTranslationName, (field: string) => Row | undefined>> = {
  "security-4688": (field) => own(SECURITY_4688, field),
  "defender-antivirus": (field) => own(DEFENDER_ANTIVIRUS, field),
  "powershell-classic": (field) => (field === "Data" ? undefined : dataLine(field)),
};

/** Returns how a log source's name for a field is read, or undefined if it is read as it stands. */
export function translate(name: FieldTranslationName, field: string): Row | undefined {
  return TABLES[name](field);
}

function own(table: Table, field: string): Row | undefined {
  return Object.hasOwn(table, field) ? table[field] : undefined;
}

function renamed(source: string): FieldTranslation {
  return { sources: [source], read: (event) => event.get(source) };
}

function mapped(source: string, map: (text: string) => FieldValue): FieldTranslation {
  return {
    sources: [source],
    read(event) {
      const value = event.get(source);
      return typeof value === "string" ? map(value) : value;
    },
  };
}

/** Sysmon writes process ids in decimal, the audit log in hexadecimal; rules do both. */
function hexadecimalAndDecimal(text: string): FieldValue {
  return /^0x[0-9a-f]{1,13}$/i.test(text) ? [String(Number.parseInt(text, 16)), text] : text;
}

/** @see Microsoft, "Mandatory Integrity Control": the label is a SID, Sysmon gives its name. */
function integrityLevel(text: string): FieldValue {
  const level = INTEGRITY_LEVELS[text];
  return level === undefined ? text : [level, text];
}

const INTEGRITY_LEVELS: Readonly<Record<string, string>> = {
  "S-1-16-0": "Untrusted",
  "S-1-16-4096": "Low",
  "S-1-16-8192": "Medium",
  "S-1-16-8448": "Medium Plus",
  "S-1-16-12288": "High",
  "S-1-16-16384": "System",
  "S-1-16-20480": "Protected",
};

/**
 * The classic "Windows PowerShell" log has its fields as lines `Name=Value` inside unnamed data.
 * A value reaches to the end of its line.
 */
function dataLine(field: string): FieldTranslation {
  const line = new RegExp(`^[ \\t]*${field.replace(/[^A-Za-z0-9_]/g, "\\$&")}=(.*?)\\r?$`, "m");
  return {
    sources: ["Data"],
    read(event) {
      const named = event.get(field);
      if (named !== undefined) return named;
      const data = event.get("Data");
      for (const value of isList(data) ? data : [data]) {
        if (typeof value !== "string") continue;
        const found = line.exec(value);
        if (found) return found[1]!;
      }
      return undefined;
    },
  };
}
