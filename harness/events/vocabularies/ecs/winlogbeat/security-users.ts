/** Whose accounts the audit log's events name, and where the pipeline puts them. */
import { composed, computed, dataRows, type EcsRow, type EcsTable } from "../ecs-row.ts";

const { copied, mapped } = dataRows();
/** What is passed over in some fields. */
const UNKNOWN = ["-", "Unknown"];
const KNOWN = dataRows(...UNKNOWN);

/** Names of accounts, without what follows an `@`. */
function names(...sources: string[]): EcsRow {
  return computed(sources, {
    transform: "union",
    of: sources.map((source) => ({ source, map: "withoutRealm" as const })),
    blank: UNKNOWN,
  });
}

/** The account that did it. */
export const SUBJECT: EcsTable = {
  "user.id": copied("SubjectUserSid"),
  "user.name": copied("SubjectUserName"),
  "user.domain": copied("SubjectDomainName"),
  "related.user": names(
    "SubjectUserName",
    "TargetUserName",
    "OldTargetUserName",
    "NewTargetUserName",
  ),
};

/** The account that was logged on, or was to be. */
export const TARGET_USER: EcsTable = {
  "user.id": copied("TargetUserSid", "TargetSid"),
  "user.name": mapped("withoutRealm", "TargetUserName"),
  "user.domain": copied("TargetDomainName"),
  "related.user": names("TargetUserName", "SubjectUserName"),
};

/** The account to which something was done. */
export const TARGET: EcsTable = {
  "user.target.id": KNOWN.copied("TargetSid"),
  "user.target.name": KNOWN.mapped("withoutRealm", "TargetUserName"),
  "user.target.domain": KNOWN.copied("TargetDomainName"),
};

/** The account as which something was done. */
export const EFFECTIVE: EcsTable = {
  "user.effective.id": KNOWN.copied("TargetUserSid"),
  "user.effective.name": KNOWN.mapped("withoutRealm", "TargetUserName"),
  "user.effective.domain": KNOWN.copied("TargetDomainName"),
};

const GROUP_ID = ["TargetSid", "TargetUserSid"];

/** What a field of the group is, said of the member: if there is one. */
function ofMember(row: EcsRow): EcsRow {
  if (typeof row === "string" || !("transform" in row)) return row;
  return composed(["MemberName", ...row.sources], { transform: "given", of: row });
}

const OF_GROUP: EcsTable = {
  "group.id": copied(...GROUP_ID),
  "group.name": copied("TargetUserName"),
  "group.domain": mapped("plainDomain", "TargetDomainName"),
};

/** A group, and the member that it is about. */
export const GROUP: EcsTable = {
  ...OF_GROUP,
  ...Object.fromEntries(
    Object.entries(OF_GROUP).map(([name, row]) => [`user.target.${name}`, ofMember(row)]),
  ),
  "user.target.name": mapped("memberName", "MemberName"),
  "user.target.domain": mapped("memberDomain", "MemberName"),
};

/** The account of a computer. */
export const COMPUTER: EcsTable = {
  "winlog.computerObject.id": copied("TargetSid"),
  "winlog.computerObject.name": copied("TargetUserName"),
  "winlog.computerObject.domain": copied("TargetDomainName"),
};

/** A session that was taken up again, or left. */
export const SESSION: EcsTable = {
  "user.name": copied("AccountName"),
  "user.domain": copied("AccountDomain"),
  "related.user": names("AccountName"),
  "source.ip": KNOWN.mapped("clientAddress", "ClientAddress"),
  "source.domain": copied("ClientName"),
  "related.ip": KNOWN.mapped("clientAddress", "ClientAddress"),
  "winlog.logon.id": copied("LogonID"),
};
