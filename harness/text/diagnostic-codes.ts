/**
 * Every code a diagnostic can carry: `area/what` and what it means, in a line.
 * `docs/error-codes.md` is made from this table (`npm run docs:codes`); a test compares them.
 */
export const DIAGNOSTIC_CODES = {
  // Files
  "file/unreadable": "The file cannot be opened or read.",
  "file/not-found": "No file or folder has this path.",
  // YAML
  "yaml/syntax": "The file is not well-formed YAML.",
  // Recordings
  "recording/unknown-format": "The content is none of the formats of a recording.",
  "recording/empty": "The file holds no bytes.",
  "recording/no-events": "The recording is sound but holds no event.",
} as const satisfies Record<`${string}/${string}`, string>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;
