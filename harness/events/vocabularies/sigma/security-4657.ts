import type { FieldValue } from "../../field-value.ts";
import {
  hexadecimalAndDecimal,
  mapped,
  never,
  renamed,
  SUBJECT,
  type TranslationTable,
} from "../field-translation.ts";

/**
 * Sysmon 12 to 14 in the words of Security 4657.
 *
 * @see Microsoft, "4657(S): A registry value was modified"
 */
export const SECURITY_4657: TranslationTable = {
  Image: renamed("ProcessName"),
  ProcessId: mapped("ProcessId", hexadecimalAndDecimal),
  User: SUBJECT,
  EventType: mapped("OperationType", (code) => forms(OPERATIONS, code)),
  TargetObject: {
    sources: ["ObjectName", "ObjectValueName"],
    read(event) {
      const [key, value] = [event.get("ObjectName"), event.get("ObjectValueName")];
      if (typeof key !== "string") return key;
      return hive(typeof value === "string" && value !== "" ? `${key}\\${value}` : key);
    },
  },
  Details: {
    sources: ["NewValue", "NewValueType"],
    read(event) {
      const [value, type] = [event.get("NewValue"), event.get("NewValueType")];
      return typeof value === "string" ? details(value, type) : value;
    },
  },
  ...never("ProcessGuid", "NewName", "RuleName", "UtcTime"),
};

/** Sysmon's word for an operation, by its code in the audit log's messages. */
const OPERATIONS = new Map([
  ["%%1904", "CreateKey"],
  ["%%1905", "SetValue"],
  ["%%1906", "DeleteValue"],
]);

function forms(words: ReadonlyMap<string, string>, code: string): FieldValue {
  const word = words.get(code);
  return word === undefined ? code : [word, code];
}

/** The kernel's names of the hives, as Sysmon abbreviates them. */
function hive(path: string): string {
  return path
    .replace(/^\\REGISTRY\\MACHINE(?=\\|$)/i, "HKLM")
    .replace(/^\\REGISTRY\\USER(?=\\|$)/i, "HKU");
}

const [BINARY, DWORD, QWORD] = ["%%1875", "%%1876", "%%1883"];

/** Sysmon writes numbers as `DWORD (0x00000001)`; the audit log writes them plainly. */
function details(value: string, type: FieldValue | undefined): FieldValue {
  if (type === BINARY) return ["Binary Data", value];
  if ((type !== DWORD && type !== QWORD) || !/^(?:\d{1,20}|0x[0-9a-f]{1,16})$/i.test(value))
    return value;
  const number = BigInt(value);
  const digits = number.toString(16).padStart(type === DWORD ? 8 : 16, "0");
  return type === DWORD
    ? [`DWORD (0x${digits})`, value]
    : [`QWORD (0x${digits.slice(0, -8)}-0x${digits.slice(-8)})`, value];
}
