/** Thrown inside the EVTX reader where a record turns out malformed, and caught where records are walked. */
export class MalformedRecord extends Error {
  /** Where in the chunk. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
