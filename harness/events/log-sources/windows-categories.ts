import type { FieldTranslationName } from "../vocabularies/sigma/field-translations.ts";

/**
 * Windows log sources named by a category: which classes of events each one means, and in which
 * words those classes' fields are to be read.
 *
 * @see Sigma specification, appendix "Taxonomy": log sources; SigmaHQ `thor.yml`
 */
export interface CategoryRow {
  readonly channels: readonly string[];
  readonly eventIds: readonly number[];
  /** Name of the field translation that this row needs (`field-translations.ts`), if any. */
  readonly fields?: FieldTranslationName;
  /** Only records in which this field has one of these values belong to the category. */
  readonly only?: { readonly field: string; readonly values: readonly string[] };
}

const SYSMON = ["Microsoft-Windows-Sysmon/Operational"];
const SECURITY = ["Security"];
const WMI = ["Microsoft-Windows-WMI-Activity/Operational"];
const DEFENDER = ["Microsoft-Windows-Windows Defender/Operational"];
const POWERSHELL = ["Microsoft-Windows-PowerShell/Operational", "PowerShellCore/Operational"];
const POWERSHELL_CLASSIC = ["Windows PowerShell"];

const sysmon = (...eventIds: number[]): CategoryRow => ({ channels: SYSMON, eventIds });
const powershellClassic = (eventId: number): CategoryRow => ({
  channels: POWERSHELL_CLASSIC,
  eventIds: [eventId],
  fields: "powershell-classic",
});

/** Registry auditing, of these operations (its codes, or their text where it was rendered); of all if none is given. */
const security4657 = (...operations: string[]): CategoryRow => ({
  channels: SECURITY,
  eventIds: [4657],
  fields: "security-4657",
  ...(operations.length > 0 ? { only: { field: "OperationType", values: operations } } : {}),
});

export const WINDOWS_CATEGORIES: Readonly<Record<string, readonly CategoryRow[]>> = {
  antivirus: [
    {
      channels: DEFENDER,
      eventIds: [1006, 1007, 1008, 1009, 1010, 1011, 1012, 1017, 1018, 1019, 1115, 1116],
      fields: "defender-antivirus",
    },
  ],
  // The specification says "capture", most engines say "change".
  clipboard_capture: [sysmon(24)],
  clipboard_change: [sysmon(24)],
  create_remote_thread: [sysmon(8)],
  create_stream_hash: [sysmon(15)],
  dns_query: [sysmon(22)],
  driver_load: [sysmon(6)],
  // Kernel ETW only: no channel records it.
  file_access: [],
  file_block: [sysmon(27)],
  file_block_executable: [sysmon(27)],
  file_block_shredding: [sysmon(28)],
  file_change: [sysmon(2)],
  file_delete: [sysmon(23)],
  file_delete_detected: [sysmon(26)],
  file_event: [sysmon(11)],
  file_executable_detected: [sysmon(29)],
  file_rename: [],
  image_load: [sysmon(7)],
  network_connection: [
    sysmon(3),
    { channels: SECURITY, eventIds: [5156], fields: "security-5156" },
  ],
  pipe_created: [sysmon(17, 18)],
  process_access: [sysmon(10)],
  process_creation: [sysmon(1), { channels: SECURITY, eventIds: [4688], fields: "security-4688" }],
  process_tampering: [sysmon(25)],
  process_termination: [sysmon(5)],
  ps_classic_provider_start: [powershellClassic(600)],
  ps_classic_script: [powershellClassic(800)],
  ps_classic_start: [powershellClassic(400)],
  ps_module: [{ channels: POWERSHELL, eventIds: [4103] }],
  ps_script: [{ channels: POWERSHELL, eventIds: [4104] }],
  raw_access_thread: [sysmon(9)],
  registry_add: [
    { ...sysmon(12), only: { field: "EventType", values: ["CreateKey"] } },
    security4657("%%1904", "New registry value created"),
  ],
  registry_delete: [
    { ...sysmon(12), only: { field: "EventType", values: ["DeleteKey", "DeleteValue"] } },
  ],
  registry_event: [sysmon(12, 13, 14), security4657()],
  registry_rename: [sysmon(14)],
  registry_set: [sysmon(13), security4657("%%1905", "Existing registry value modified")],
  sysmon_error: [sysmon(255)],
  sysmon_status: [sysmon(4, 16)],
  wmi_event: [sysmon(19, 20, 21), { channels: WMI, eventIds: [5861], fields: "wmi-5861" }],
};
