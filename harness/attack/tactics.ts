/**
 * The tactics of ATT&CK Enterprise v19, in the order of the matrix.
 *
 * © 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The
 * MITRE Corporation. ATT&CK Terms of Use: https://attack.mitre.org/resources/terms-of-use/
 */
export interface Tactic {
  readonly id: string;
  /** As Navigator and Sigma write it: lower case, with hyphens. */
  readonly shortName: string;
  readonly name: string;
}

export const TACTICS: readonly Tactic[] = [
  { id: "TA0043", shortName: "reconnaissance", name: "Reconnaissance" },
  { id: "TA0042", shortName: "resource-development", name: "Resource Development" },
  { id: "TA0001", shortName: "initial-access", name: "Initial Access" },
  { id: "TA0002", shortName: "execution", name: "Execution" },
  { id: "TA0003", shortName: "persistence", name: "Persistence" },
  { id: "TA0004", shortName: "privilege-escalation", name: "Privilege Escalation" },
  { id: "TA0005", shortName: "stealth", name: "Stealth" },
  { id: "TA0112", shortName: "defense-impairment", name: "Defense Impairment" },
  { id: "TA0006", shortName: "credential-access", name: "Credential Access" },
  { id: "TA0007", shortName: "discovery", name: "Discovery" },
  { id: "TA0008", shortName: "lateral-movement", name: "Lateral Movement" },
  { id: "TA0009", shortName: "collection", name: "Collection" },
  { id: "TA0011", shortName: "command-and-control", name: "Command and Control" },
  { id: "TA0010", shortName: "exfiltration", name: "Exfiltration" },
  { id: "TA0040", shortName: "impact", name: "Impact" },
];

/** Tactics of earlier versions, with their successors, among which their techniques were divided. */
export const RETIRED_TACTICS: ReadonlyMap<string, readonly string[]> = new Map([
  ["defense-evasion", ["stealth", "defense-impairment"]],
]);

const BY_SHORT_NAME = new Map(TACTICS.map((tactic) => [tactic.shortName, tactic]));

/** Returns the tactic of a short name. */
export function tacticOf(shortName: string): Tactic | undefined {
  return BY_SHORT_NAME.get(shortName);
}
