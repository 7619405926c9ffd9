/** Names that mark recordings in folders and archives. Content decides once a file is read. */
const RECORDING = /\.(?:evtx|xml|json|ndjson|jsonl|csv)(?:\.gz)?$/i;
const ARCHIVE = /\.zip$/i;

/** Whether a file of this name is taken for a recording. */
export function isRecordingName(name: string): boolean {
  return RECORDING.test(name);
}

/** Whether a file of this name is opened to look for recordings. */
export function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name);
}
