/** What can be redacted, and what cannot. */
export const REDACTIONS = ["user", "host", "domain", "sid", "ip"] as const;
export type Redaction = (typeof REDACTIONS)[number];

/** What no redaction finds, as the user is told. */
export const UNSEEN = [
  "names inside longer words, parts of names, nicknames",
  "what is encoded (Base64, hexadecimal), encrypted, compressed or joined by a script",
  "names that nothing marks as such: no field, no path, no known domain before or behind them",
  "names of digits only or of one letter outside of name fields and paths",
  "names of fields that are made of letters only",
  "organisational units, passwords, hashes, GUIDs, MAC addresses, ids of cloud accounts",
] as const;
