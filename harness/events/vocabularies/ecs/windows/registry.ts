/** Sysmon's registry events in the words of ECS. */

/** Hives by their long and short names. */
const HIVES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    HKEY_CLASSES_ROOT: "HKCR",
    HKEY_CURRENT_CONFIG: "HKCC",
    HKEY_CURRENT_USER: "HKCU",
    HKEY_DYN_DATA: "HKDD",
    HKEY_LOCAL_MACHINE: "HKLM",
    HKEY_PERFORMANCE_DATA: "HKPD",
    HKEY_USERS: "HKU",
  }).flatMap(([long, short]) => [
    [long, short],
    [short, short],
  ]),
);

/** Returns the short name of the hive a path begins with; `undefined` if it names none. */
export function hiveOf(path: string): string | undefined {
  const end = path.indexOf("\\");
  return HIVES.get(end < 0 ? path : path.slice(0, end));
}

/** Returns the path below its hive, the last element included. */
export function keyOf(path: string): string | undefined {
  if (hiveOf(path) === undefined) return undefined;
  const at = path.indexOf("\\");
  return at < 0 || at === path.length - 1 ? undefined : path.slice(at + 1);
}

/** What was written: its texts, and what kind of value it is called. */
export interface RegistryData {
  readonly strings: readonly string[];
  readonly type: string;
}

const DWORD = /^DWORD \(0x([0-9a-f]{8})\)$/i;
const QWORD = /^QWORD \(0x([0-9a-f]{8})-0x([0-9a-f]{8})\)$/i;
const BINARY = "Binary Data";

/**
 * Returns Sysmon's `Details` as the ingest pipeline does: numbers in decimal, with names of types that
 * Windows does not have. The upper half of a QWORD is moved by 8 bits, not by 32: an error of the
 * pipeline that rules meet in its data.
 */
export function pipelineData(details: string): RegistryData {
  const number = numberOf(details, 256n);
  if (number) return { strings: [number.digits], type: number.isLong ? "SZ_QWORD" : "SZ_DWORD" };
  return { strings: [details], type: details === BINARY ? "REG_BINARY" : "REG_SZ" };
}

/** Returns Sysmon's `Details` as the registry itself has it; binary data is not known. */
export function registryData(details: string): RegistryData {
  const number = numberOf(details, 1n << 32n);
  if (number) return { strings: [number.digits], type: number.isLong ? "REG_QWORD" : "REG_DWORD" };
  return details === BINARY
    ? { strings: [], type: "REG_BINARY" }
    : { strings: [details], type: "REG_SZ" };
}

function numberOf(
  details: string,
  unitOfHighHalf: bigint,
): { readonly digits: string; readonly isLong: boolean } | undefined {
  const short = DWORD.exec(details);
  if (short) return { digits: String(Number.parseInt(short[1]!, 16)), isLong: false };
  const long = QWORD.exec(details);
  if (!long) return undefined;
  const [high, low] = [BigInt(`0x${long[1]}`), BigInt(`0x${long[2]}`)];
  return { digits: String(high * unitOfHighHalf + low), isLong: true };
}
