/** Names that mark recordings in folders and archives. Content decides once a file is read. */
const RECORDING = /\.(?:evtx|xml|json|ndjson|jsonl|csv)(?:\.gz)?$/i;
const ARCHIVE = /\.zip$/i;

/** What macOS keeps beside each file: its attributes, under the file's name. */
const ATTRIBUTES = /(?:^|\/)(?:__MACOSX\/|\._[^/]*$)/;

/** Whether a file of this name, or of this path in a folder or archive, is taken for a recording. */
export function isRecordingName(name: string): boolean {
  return RECORDING.test(name) && !ATTRIBUTES.test(name);
}

/** Whether a file of an archive is what a person put there, and not what macOS keeps beside it. */
export function isContentName(name: string): boolean {
  return !ATTRIBUTES.test(name);
}

/** Whether a file of this name is opened to look for recordings. */
export function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name) && !ATTRIBUTES.test(name);
}
