/** A block of IP addresses, e.g. `10.0.0.0/8`: its first bytes, of which `prefix` bits count. */
export interface Network {
  readonly version: 4 | 6;
  readonly bytes: readonly number[];
  readonly prefix: number;
}
