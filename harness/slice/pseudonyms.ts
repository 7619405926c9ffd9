import { fold } from "../matching/values/fold.ts";
import { canonicalAddress, classOfAddress, type AddressClass } from "./addresses.ts";
import type { NameKind } from "./collect-names.ts";

/** Forms of pseudonyms, in folded form; single words, so that no name occurs in them as a word. */
const PSEUDONYM = /^(?:anonuser\d+|anonhost\d+|anondomain\d+(?:\.invalid)?)$/;
const PREFIX: Readonly<Record<NameKind, string>> = {
  user: "anonuser",
  host: "ANONHOST",
  domain: "ANONDOMAIN",
};
const MAX_EXISTING = 1000;

/** Gives out pseudonyms by number, and none that the recording has already. */
export class Pseudonyms {
  readonly #existing = new Set<string>();
  readonly #given = new Map<string, string>();
  readonly #last = new Map<string, number>();
  /** First labels of domains → the number of the first domain that has it. */
  readonly #labels = new Map<string, { number: number; dns: string | null }>();

  /** Notes a name that is a pseudonym, and says whether it is one. */
  note(name: string): boolean {
    const isPseudonym = PSEUDONYM.test(fold(name));
    if (isPseudonym) this.#note(fold(name));
    return isPseudonym;
  }

  noteSid(sid: string): void {
    const parts = sid.split("-");
    const domain = domainOf(parts);
    if (domain && isPseudonymOfDomain(domain)) this.#note(`sid ${domain.join("-")}`);
  }

  noteAddress(text: string): void {
    const address = canonicalAddress(text);
    if (classOfAddress(text)?.isPseudonym(address)) this.#note(address);
  }

  get existing(): readonly string[] {
    return [...this.#existing];
  }

  /** @param name in folded form */
  ofName(kind: NameKind, name: string): string {
    if (kind === "domain") return this.#ofDomain(name);
    return this.#once(`${kind} ${name}`, () =>
      this.#next(
        kind,
        (n) => `${PREFIX[kind]}${n}`,
        (text) => this.#existing.has(fold(text)),
      ),
    );
  }

  ofAddress(address: string, { name, pseudonym }: AddressClass): string {
    return this.#once(address, () =>
      this.#next(name, pseudonym, (text) => this.#existing.has(canonicalAddress(text))),
    );
  }

  /** The number of a domain of SIDs, or of a relative id in it. */
  number(key: string, group: string, isTaken: (n: number) => boolean, from = 1): number {
    return Number(
      this.#once(key, () => this.#next(group, String, (text) => isTaken(Number(text)), from)),
    );
  }

  isExisting(name: string): boolean {
    return this.#existing.has(name);
  }

  /** CORP and corp.example are one domain under two names, and get one number. */
  #ofDomain(name: string): string {
    return this.#once(`domain ${name}`, () => {
      const label = name.split(".", 1)[0]!;
      const dns = name.includes(".") ? name : null;
      let known = this.#labels.get(label);
      if (!known || (dns !== null && known.dns !== null && known.dns !== dns)) {
        const isTaken = (text: string): boolean =>
          this.#existing.has(`anondomain${text}`) ||
          this.#existing.has(`anondomain${text}.invalid`);
        const number = Number(this.#next("domain", String, isTaken));
        known = { number, dns };
        if (!this.#labels.has(label)) this.#labels.set(label, known);
      }
      if (dns !== null) known.dns ??= dns;
      return dns === null ? `${PREFIX.domain}${known.number}` : `anondomain${known.number}.invalid`;
    });
  }

  #once(key: string, give: () => string): string {
    let known = this.#given.get(key);
    if (known === undefined) this.#given.set(key, (known = give()));
    return known;
  }

  #next(
    group: string,
    text: (n: number) => string,
    isTaken: (text: string) => boolean,
    from = 1,
  ): string {
    let n = this.#last.get(group) ?? from - 1;
    do n++;
    while (isTaken(text(n)) && n < 1_000_000);
    this.#last.set(group, n);
    return text(n);
  }

  #note(name: string): void {
    if (this.#existing.size < MAX_EXISTING) this.#existing.add(name);
  }
}

/** Relative ids below are those of accounts and groups that every domain has. */
const FIRST_OWN_RID = 1000;

/**
 * Returns the pseudonym of a SID: of an account or group of a domain or machine (S-1-5-21-…), or of
 * Entra ID (S-1-12-1-…). Others are the same everywhere, or name no one: `null`.
 *
 * @see [MS-DTYP] "Well-Known SID Structures" 2.4.2.4
 */
export function pseudonymOfSid(sid: string, pseudonyms: Pseudonyms): string | null {
  const parts = sid.toUpperCase().split("-");
  const domain = domainOf(parts);
  if (!domain || isPseudonymOfDomain(domain) || domain.every((part) => part === "0")) return null;
  const head = parts.slice(0, domainStart(parts)!).join("-");
  const key = domain.join("-");
  const isTaken = (n: number): boolean =>
    pseudonyms.isExisting(`sid ${pseudonymDomain(domain, n).join("-")}`);
  const number = pseudonyms.number(`sid ${key}`, "sid", isTaken);
  const [rid, ...rest] = parts.slice(domainStart(parts)! + domain.length);
  const tail = rid === undefined ? [] : [ridOf(rid, key, pseudonyms), ...rest];
  return [head, ...pseudonymDomain(domain, number), ...tail].join("-");
}

function ridOf(rid: string, domain: string, pseudonyms: Pseudonyms): string {
  if (Number(rid) < FIRST_OWN_RID) return rid;
  const none = (): boolean => false;
  return String(pseudonyms.number(`rid ${domain} ${rid}`, `rid ${domain}`, none, FIRST_OWN_RID));
}

/** Where the part of a SID begins that names a domain. */
function domainStart(parts: readonly string[]): number | null {
  if (parts[2] === "5" && parts[3] === "21" && parts.length >= 7) return 4;
  return parts[2] === "12" && parts[3] === "1" && parts.length >= 8 ? 4 : null;
}

/** Three numbers for a domain or machine, four for an object of Entra ID. */
function domainOf(parts: readonly string[]): readonly string[] | null {
  const start = domainStart(parts);
  return start === null ? null : parts.slice(start, start + (parts[2] === "5" ? 3 : 4));
}

function pseudonymDomain(domain: readonly string[], n: number): string[] {
  return domain.map((_, i) => (i < domain.length - 1 ? "0" : String(n)));
}

/** Zeros but for the last number: no domain is made so. */
function isPseudonymOfDomain(domain: readonly string[]): boolean {
  return domain.slice(0, -1).every((part) => part === "0") && domain.at(-1) !== "0";
}
