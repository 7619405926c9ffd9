/**
 * How a vocabulary with typed fields reads the texts of telemetry. What does not read as its type has
 * no value. `long`: a whole number of 64 bits; `date`: a point in time; `version`: ordered as
 * versions are.
 */
export type FieldType = "keyword" | "long" | "double" | "boolean" | "ip" | "date" | "version";
