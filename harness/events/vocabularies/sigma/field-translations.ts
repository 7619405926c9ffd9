/**
 * Where a log source speaks of fields that a class carries under other names, or in another form:
 * a table per class, a row per field. What stands in no row is looked up as it stands.
 *
 * @see Sigma specification, appendix "Taxonomy": fields
 */
import { SECURITY_4657 } from "./security-4657.ts";
import { SECURITY_4688 } from "./security-4688.ts";
import { SECURITY_5156 } from "./security-5156.ts";
import {
  renamed,
  type FieldTranslation,
  type TranslationRow,
  type TranslationTable,
} from "../field-translation.ts";

const DEFENDER_ANTIVIRUS: TranslationTable = {
  Filename: renamed("Path"),
  Signature: renamed("ThreatName"),
};
/**
 * The classic "Windows PowerShell" log has its fields as lines `Name=Value` inside unnamed data.
 * A value reaches to the end of its line.
 */
function powershellClassic(field: string): FieldTranslation | undefined {
  return field === "Data" ? undefined : { sources: ["Data"], transform: "line", name: field };
}
const WMI_5861: TranslationTable = { Destination: renamed("PossibleCause") };

const TABLES = {
  "defender-antivirus": rows(DEFENDER_ANTIVIRUS),
  "powershell-classic": powershellClassic,
  "security-4657": rows(SECURITY_4657),
  "security-4688": rows(SECURITY_4688),
  "security-5156": rows(SECURITY_5156),
  "wmi-5861": rows(WMI_5861),
} satisfies Record<string, (field: string) => TranslationRow | undefined>;
const TABLE_OF: ReadonlyMap<string, (field: string) => TranslationRow | undefined> = new Map(
  Object.entries(TABLES),
);

export type FieldTranslationName = keyof typeof TABLES;

/**
 * Returns how a log source's name for a field is read, or undefined if it is read as it stands.
 *
 * @param name of a table (`FieldTranslationName`)
 */
export function translate(name: string, field: string): TranslationRow | undefined {
  return TABLE_OF.get(name)?.(field);
}

function rows(table: TranslationTable): (field: string) => TranslationRow | undefined {
  return (field) => (Object.hasOwn(table, field) ? table[field] : undefined);
}
