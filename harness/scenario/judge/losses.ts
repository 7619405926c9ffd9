/** What of a recording could not be read, and whether its scenario announces it. */
import { plural } from "../../text/plural.ts";
import type { ReadReport } from "../../telemetry/read.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { Damaged } from "../format/schema.ts";

/** What a recording lost: a rule that stays silent may have fired on it. */
export interface Losses {
  /** Records, lines and chunks; an archive that ends early counts as one. */
  readonly records: number;
  /** Members of archives among them that were not read to their end. */
  readonly members: number;
}

/** What is said of an archive and is no loss of a member. */
const BESIDE_MEMBERS: ReadonlySet<string> = new Set([
  "archive/bytes-around",
  "archive/other-files",
] satisfies DiagnosticCode[]);

/** Returns what a recording lost that is not unreadable as a whole. */
export function lossesOf({ skipped, diagnostics }: ReadReport): Losses {
  // What ended the reading behind the first events is an error, and no record that was passed over.
  const ends = diagnostics.filter(({ severity }) => severity === "error");
  const members = diagnostics.filter(
    ({ code }) => code.startsWith("archive/") && !BESIDE_MEMBERS.has(code),
  );
  return {
    records: skipped + ends.length,
    members: members.length,
  };
}

/** Whether a scenario announces exactly what was lost. Members it need not tell apart. */
export function isAnnounced({ records, members }: Losses, damaged: Damaged | undefined): boolean {
  if (!damaged) return records === 0;
  return records === damaged.records && (damaged.members ?? members) === members;
}

/** Returns what is wrong with what a scenario announces: how much was lost, and what to do. */
export function describeLosses({ records, members }: Losses, damaged: Damaged | undefined): string {
  if (records === 0)
    return `"damaged" announces ${lost(damaged!.records)}, and nothing is lost: remove it.`;
  const announce = `records: ${records}${members > 0 ? `, members: ${members}` : ""}, why: …`;
  if (!damaged)
    return `${lost(records)}: a rule that stays silent may have fired there. If that is known, announce it: "damaged: { ${announce} }".`;
  return `${lost(records)}${memberCount(members)}, and "damaged" announces ${damaged.records}${memberCount(damaged.members)}.`;
}

function lost(records: number): string {
  return `${plural(records, "record")} lost`;
}

function memberCount(members = 0): string {
  return members > 0 ? ` (${plural(members, "member")} of archives)` : "";
}
