/** A map of YAML or TOML, an object of JSON. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a map, neither `null` nor a list. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
