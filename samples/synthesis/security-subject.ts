import type { Session } from "./machine.ts";
import type { Field } from "./windows-record.ts";

/** Returns the four fields that say on whose behalf something was done. */
export function subject(session: Session): Field[] {
  return [
    ["SubjectUserSid", session.sid],
    ["SubjectUserName", session.account.name],
    ["SubjectDomainName", session.account.domain],
    ["SubjectLogonId", hex(session.logonId)],
  ];
}

/** Returns a number as the Security log writes process and logon ids, e.g. `0x3e7`. */
export function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
