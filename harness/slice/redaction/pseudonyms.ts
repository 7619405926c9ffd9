import { foldCase } from "../../matching/values/case-fold.ts";
import { canonicalAddress, classOfAddress, type AddressClass } from "./addresses.ts";
import type { NameKind } from "./names/collect-names.ts";

/** Forms of pseudonyms, in folded form; single words, so that no name occurs in them as a word. */
const PSEUDONYM = /^(?:anonuser|anonhost|anondomain)\d+$/;
const PREFIX: Readonly<Record<NameKind, string>> = {
  user: "anonuser",
  host: "ANONHOST",
  domain: "ANONDOMAIN",
};
/** As many as there may be names. */
const MAX_EXISTING = 500_000;

/** Gives out pseudonyms by number, and none that the recording has already. */
export class Pseudonyms {
  readonly #existing = new Set<string>();
  readonly #given = new Map<string, string>();
  readonly #last = new Map<string, number>();
  /** First labels of domains → the number of the first domain that has it. */
  readonly #labels = new Map<string, { number: number; dns: string | null }>();

  /** Notes the pseudonym that a name is or holds, and says whether there is one. */
  note(name: string): boolean {
    // Where one word of a name is a pseudonym, the others are what redaction leaves.
    const found = foldCase(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => PSEUDONYM.test(word));
    for (const word of found) this.noteExisting(word);
    return found.length > 0;
  }

  noteAddress(text: string): void {
    const address = canonicalAddress(text);
    if (classOfAddress(text)?.isPseudonym(address)) this.noteExisting(address);
  }

  /** Notes a pseudonym by the key under which it is asked for. */
  noteExisting(key: string): void {
    if (this.#existing.size < MAX_EXISTING) this.#existing.add(key);
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
        (text) => this.#existing.has(foldCase(text)),
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
        const isTaken = (text: string): boolean => this.#existing.has(`anondomain${text}`);
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
}
