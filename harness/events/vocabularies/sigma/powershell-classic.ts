import { isList } from "../../texts.ts";
import type { FieldTranslation } from "../field-translation.ts";

/**
 * The classic "Windows PowerShell" log has its fields as lines `Name=Value` inside unnamed data.
 * A value reaches to the end of its line.
 */
export function powershellClassic(field: string): FieldTranslation | undefined {
  if (field === "Data") return undefined;
  const line = new RegExp(`^[ \\t]*${field.replace(/[^A-Za-z0-9_]/g, "\\$&")}=(.*?)\\r?$`, "m");
  return {
    sources: ["Data"],
    read(event) {
      const named = event.get(field);
      if (named !== undefined) return named;
      const data = event.get("Data");
      for (const value of isList(data) ? data : [data]) {
        const found = typeof value === "string" ? line.exec(value) : null;
        if (found) return found[1]!;
      }
      return undefined;
    },
  };
}
