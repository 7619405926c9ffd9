import type { FieldNameTable } from "./field-name-table.ts";

/** PowerShell's operational log, by event id: what is logged of modules and of script blocks. */
export const POWERSHELL_FIELDS: FieldNameTable = {
  4103: "ContextInfo UserData Payload",
  4104: "MessageNumber MessageTotal ScriptBlockText ScriptBlockId Path",
};
