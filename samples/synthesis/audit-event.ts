import type { Field } from "./windows-record.ts";

/** An audit event as its builder gives it; what is left out is the same for all of them. */
export interface AuditEvent {
  readonly eventId: number;
  /** Absent: 0. */
  readonly version?: number;
  readonly task: number;
  /** Who writes it: the kernel (process 4) or the local security authority. */
  readonly writer: "kernel" | "lsass";
  readonly data: readonly Field[];
}
