/** What Sysmon writes where it knows nothing: `-`, and a GUID of zeroes. */
export const SYSMON_BLANK: readonly string[] = ["-", "{00000000-0000-0000-0000-000000000000}"];
