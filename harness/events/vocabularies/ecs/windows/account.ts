/** Accounts as Windows writes them. */

export interface Account {
  readonly domain: string | undefined;
  readonly name: string | undefined;
}

const NONE: Account = { domain: undefined, name: undefined };

/** Returns the parts of `DOMAIN\name`; a text of another form has none. */
function accountOf(text: string): Account {
  const at = text.indexOf("\\");
  if (at < 0 || at !== text.lastIndexOf("\\") || at === text.length - 1) return NONE;
  return { domain: text.slice(0, at) || undefined, name: text.slice(at + 1) };
}

/** Returns the domain of `DOMAIN\name`. */
export function domainOf(text: string): string | undefined {
  return accountOf(text).domain;
}

/** Returns the name of `DOMAIN\name`. */
export function accountNameOf(text: string): string | undefined {
  return accountOf(text).name;
}

/** Returns what precedes the `@` of a name that has one. */
export function withoutRealm(name: string): string | undefined {
  const at = name.indexOf("@");
  return (at < 0 ? name : name.slice(0, at)) || undefined;
}

/** Accounts of every Windows, by SID. @see Microsoft, "Well-known SIDs" */
export const WELL_KNOWN_ACCOUNTS: ReadonlyMap<string, { domain: string; name: string }> = new Map([
  ["S-1-5-18", { domain: "NT AUTHORITY", name: "SYSTEM" }],
  ["S-1-5-19", { domain: "NT AUTHORITY", name: "LOCAL SERVICE" }],
  ["S-1-5-20", { domain: "NT AUTHORITY", name: "NETWORK SERVICE" }],
]);

const SID_OF_ACCOUNT = new Map(
  [...WELL_KNOWN_ACCOUNTS].map(([sid, { domain, name }]) => [`${domain}\\${name}`, sid]),
);

/** Returns the SID of an account that every Windows has, as Windows in English calls it. */
export function wellKnownSid(account: string): string | undefined {
  return SID_OF_ACCOUNT.get(account.toUpperCase());
}
