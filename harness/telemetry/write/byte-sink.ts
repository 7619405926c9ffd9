/** Where a recording is written to: bytes one after another, and a beginning that is known last. */
export interface ByteSink {
  /** Takes the bytes before it returns: the writer uses the same memory again. */
  append(bytes: Uint8Array): void;
  /** Writes over bytes that were appended before. */
  overwrite(offset: number, bytes: Uint8Array): void;
}
