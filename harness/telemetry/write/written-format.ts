/** The formats that are written. */
export type WrittenFormat = "evtx" | "xml" | "ndjson";
