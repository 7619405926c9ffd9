/** The bytes that values are decoded from: those of one chunk. */
export interface ValueBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}
