/** Whose accounts the audit log's events name, and where the pipeline puts them. */
import { withoutRealm } from "../windows/account.ts";
import { composed, dataRows, type EcsRow, type EcsTable } from "../ecs-row.ts";
import { union } from "../envelope.ts";
import { plainAddress } from "../windows/security-data.ts";

const { copied, mapped, text } = dataRows();
/** A `-` in these fields is passed over. */
const KNOWN = dataRows((value) => value === "-" || value === "Unknown");

/** Names of accounts, without what follows an `@`. */
function names(...sources: string[]): EcsRow {
  return union(sources, (event) =>
    sources.map((source) => {
      const name = KNOWN.text(event, source);
      return name === undefined ? undefined : withoutRealm(name);
    }),
  );
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
  "user.name": mapped(withoutRealm, "TargetUserName"),
  "user.domain": copied("TargetDomainName"),
  "related.user": names("TargetUserName", "SubjectUserName"),
};

/** The account to which something was done. */
export const TARGET: EcsTable = {
  "user.target.id": KNOWN.copied("TargetSid"),
  "user.target.name": KNOWN.mapped(withoutRealm, "TargetUserName"),
  "user.target.domain": KNOWN.copied("TargetDomainName"),
};

/** The account as which something was done. */
export const EFFECTIVE: EcsTable = {
  "user.effective.id": KNOWN.copied("TargetUserSid"),
  "user.effective.name": KNOWN.mapped(withoutRealm, "TargetUserName"),
  "user.effective.domain": KNOWN.copied("TargetDomainName"),
};

/** Parts of a distinguished name; a comma after a backslash is none between two of them. */
function partsOfName(name: string): readonly string[] {
  return name.split(/(?<!\\),/);
}

function memberName(name: string): string | undefined {
  return partsOfName(name)[0]!.replaceAll(/CN=/gi, "") || undefined;
}

/** The fourth part, whatever it is: so does the pipeline. */
function memberDomain(name: string): string | undefined {
  return partsOfName(name)[3]?.replaceAll(/DC=/gi, "") || undefined;
}

const plainDomain = (domain: string): string | undefined =>
  domain.replaceAll(/DC=/gi, "") || undefined;

const GROUP_ID = ["TargetSid", "TargetUserSid"];

/** What a field of the group is, said of the member: if there is one. */
function ofMember(read: EcsRow): EcsRow {
  if (typeof read === "string" || "value" in read) return read;
  return composed(["MemberName", ...read.sources], (event) =>
    text(event, "MemberName") === undefined ? undefined : read.read(event),
  );
}

const OF_GROUP: EcsTable = {
  "group.id": copied(...GROUP_ID),
  "group.name": copied("TargetUserName"),
  "group.domain": mapped(plainDomain, "TargetDomainName"),
};

/** A group, and the member that it is about. */
export const GROUP: EcsTable = {
  ...OF_GROUP,
  ...Object.fromEntries(
    Object.entries(OF_GROUP).map(([name, row]) => [`user.target.${name}`, ofMember(row)]),
  ),
  "user.target.name": mapped(memberName, "MemberName"),
  "user.target.domain": mapped(memberDomain, "MemberName"),
};

/** The account of a computer. */
export const COMPUTER: EcsTable = {
  "winlog.computerObject.id": copied("TargetSid"),
  "winlog.computerObject.name": copied("TargetUserName"),
  "winlog.computerObject.domain": copied("TargetDomainName"),
};

const clientAddress = (address: string): string =>
  address === "LOCAL" ? "127.0.0.1" : plainAddress(address);

/** A session that was taken up again, or left. */
export const SESSION: EcsTable = {
  "user.name": copied("AccountName"),
  "user.domain": copied("AccountDomain"),
  "related.user": names("AccountName"),
  "source.ip": KNOWN.mapped(clientAddress, "ClientAddress"),
  "source.domain": copied("ClientName"),
  "related.ip": KNOWN.mapped(clientAddress, "ClientAddress"),
  "winlog.logon.id": copied("LogonID"),
};
