import type { FieldValue } from "../../field-value.ts";
import { isList } from "../../texts.ts";
import type { TransformTable } from "../transform-table.ts";

/** How Sigma's general names are read from Windows events that say the same in several fields, or in one text. */
export const SIGMA_TRANSFORMS: TransformTable<
  "account" | "registryPath" | "registryDetails" | "line"
> = {
  account({ sources: [name, domain] }) {
    return (event) => {
      const [user, of] = [event.get(name!), event.get(domain!)];
      const qualified = typeof of === "string" && of !== "" && of !== "-";
      return qualified && typeof user === "string" ? `${of}\\${user}` : user;
    };
  },
  registryPath({ sources: [key, name] }) {
    return (event) => {
      const [path, value] = [event.get(key!), event.get(name!)];
      if (typeof path !== "string") return path;
      return withHive(typeof value === "string" && value !== "" ? `${path}\\${value}` : path);
    };
  },
  registryDetails({ sources: [written, code] }) {
    return (event) => {
      const [value, type] = [event.get(written!), event.get(code!)];
      return typeof value === "string" ? details(value, type) : value;
    };
  },
  line({ sources: [source], name }) {
    const line = new RegExp(`^[ \\t]*${name.replace(/[^A-Za-z0-9_]/g, "\\$&")}=(.*?)\\r?$`, "m");
    return (event) => {
      const named = event.get(name);
      if (named !== undefined) return named;
      const data = event.get(source!);
      for (const value of isList(data) ? data : [data]) {
        const found = typeof value === "string" ? line.exec(value) : null;
        if (found) return found[1]!;
      }
      return undefined;
    };
  },
};

/** The kernel's names of the hives, as Sysmon abbreviates them. */
function withHive(path: string): string {
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
