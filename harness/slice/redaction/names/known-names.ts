/**
 * The names that a recording holds. What is a name only if something else is ours waits until all of the
 * recording was seen; then one walk over it decides, machines before accounts, for they bring domains.
 */
import { foldCase } from "../../../matching/values/case-fold.ts";
import type { FoundName, NameKind } from "./collect-names.ts";
import { isName } from "./collect-names.ts";

/** A name, and how it was first written. */
export interface KnownName {
  readonly kind: NameKind;
  readonly written: string;
  /** The name, in folded form, whose other form this is: they have one pseudonym. */
  readonly alias: string | null;
}

/** As many names, and as many that wait: some 300 MB. More are not collected, and that is told. */
export const MAX_NAMES = 500_000;
/** A name of several kinds is of the first. */
const RANK: Readonly<Record<NameKind, number>> = { host: 0, domain: 1, user: 2 };

/** Top-level domains of private networks: what lies in them is nobody else's. */
const PRIVATE_TLD =
  /\.(?:local|lan|corp|internal|intranet|intra|intern|private|home|ad|localdomain)$/;
/** Those of them that no namespace of code ends with. */
const LOCAL_TLD = /\.(?:local|lan|corp|localdomain)$/;
/** Endings of files and of code, which also look like names with a domain. */
const NO_TLD =
  /\.(?:exe|dll|sys|txt|log|ps1|psm1|psd1|bat|cmd|vbs|js|jse|hta|html?|xml|json|ya?ml|zip|rar|7z|tmp|dat|db|ini|inf|cfg|conf|config|docx?|xlsx?|pptx?|pdf|msi|lnk|ocx|cpl|scr|etl|evtx?|csv|png|jpe?g|gif|ico|cs|vb|py|sh|aspx?|php|jsp|mui|manifest|resources|dmp|bak|old|new|url|pol|cat|mof)$/;

export class KnownNames {
  readonly #names = new Map<string, { -readonly [key in keyof KnownName]: KnownName[key] }>();
  readonly #machines = new Map<string, { name: string; isSure: boolean }>();
  readonly #members = new Map<string, { of: string; name: string }>();
  readonly #profiles = new Map<string, string>();
  readonly #isPseudonym: (name: string) => boolean;
  readonly #limit: number;
  #untaken = 0;

  /** @param isPseudonym notes a name that is the pseudonym of an earlier redaction, and says so */
  constructor(isPseudonym: (name: string) => boolean, limit = MAX_NAMES) {
    this.#isPseudonym = isPseudonym;
    this.#limit = limit;
  }

  /** Names that were not collected, for there were too many. */
  get untaken(): number {
    return this.#untaken;
  }

  take(found: FoundName): void {
    switch (found.kind) {
      case "machine":
      case "dotted":
        return this.#wait(this.#machines, foldCase(found.name), {
          name: found.name,
          isSure: found.kind === "machine",
        });
      case "profile":
        return this.#wait(this.#profiles, foldCase(found.name), found.name);
      case "member":
        return this.#wait(this.#members, foldCase(`${found.of}\\${found.name}`), found);
      default:
        this.#add(found.kind, found.name);
    }
  }

  /** Decides what waits. */
  settle(): void {
    if (this.#machines.size + this.#profiles.size + this.#members.size === 0) return;
    for (const { name, isSure } of this.#machines.values()) this.#addMachine(name, isSure);
    for (const { of, name } of this.#members.values())
      if (this.#isOurs(of))
        this.#add(name.endsWith("$") ? "host" : "user", name.replace(/\$$/, ""));
    // The longest last: `alice.CORP.000` is a folder of alice's.
    for (const profile of [...this.#profiles.values()].toSorted((a, b) => a.length - b.length))
      if (!this.#isOfKnown(profile)) this.#add("user", profile);
    this.#findAliases();
    for (const waiting of [this.#machines, this.#members, this.#profiles]) waiting.clear();
  }

  get(name: string): KnownName | undefined {
    return this.#names.get(name);
  }

  /** In folded form. */
  *[Symbol.iterator](): Iterator<readonly [string, KnownName]> {
    yield* this.#names;
  }

  #add(kind: NameKind, written: string): void {
    if (!isName(written) || this.#isPseudonym(written)) return;
    const name = foldCase(written);
    const known = this.#names.get(name);
    if (!known) {
      if (this.#names.size >= this.#limit) this.#untaken++;
      else this.#names.set(name, { kind, written, alias: null });
    }
    // A machine without a domain is its own: then the name is that of the machine.
    else if (RANK[kind] < RANK[known.kind]) known.kind = kind;
  }

  #addMachine(machine: string, isSure: boolean): void {
    // Services and folders of DNS: `_ldap._tcp.dc._msdcs.corp.example`.
    const labels = machine.split(".");
    while (labels.length > 1 && (labels[0]!.startsWith("_") || !isName(labels[0]!))) labels.shift();
    const [host, ...domain] = [labels[0]!, ...labels.slice(1)];
    const rest = domain.join(".");
    if (rest === "" || this.#names.get(foldCase(labels.join(".")))?.kind === "domain") return;
    if (!this.#isOurDomain(rest) && !(isSure ? PRIVATE_TLD : LOCAL_TLD).test(`.${foldCase(rest)}`))
      return;
    this.#add("host", host);
    this.#add("domain", rest);
  }

  #wait<T>(waiting: Map<string, T>, key: string, value: T): void {
    if (waiting.has(key)) return;
    if (waiting.size >= this.#limit) this.#untaken++;
    else waiting.set(key, value);
  }

  /** A domain is ours if it, or one that it lies in, is known, or the NetBIOS name of one is. */
  #isOurDomain(domain: string): boolean {
    const labels = foldCase(domain).split(".");
    for (let i = 0; i < labels.length; i++) {
      const rest = labels.slice(i).join(".");
      if (this.#names.get(rest)?.kind === "domain")
        return i < labels.length - 1 || PRIVATE_TLD.test(`.${rest}`) || labels.length === 1;
      if (
        i === labels.length - 2 &&
        !NO_TLD.test(rest) &&
        this.#names.get(labels[i]!)?.kind === "domain"
      )
        return true;
    }
    return false;
  }

  /** Whether a domain or host is ours, whose accounts are then, too. */
  #isOurs(name: string): boolean {
    const first = foldCase(name).split(".", 1)[0]!;
    const kind = this.#names.get(foldCase(name))?.kind;
    if (kind === "domain" || kind === "host" || name === ".") return true;
    return (
      this.#names.get(first)?.kind === "host" || (name.includes(".") && this.#isOurDomain(name))
    );
  }

  /** Whether a profile is that of a known account with a domain behind it: `alice.CORP`, `alice.CORP.000`. */
  #isOfKnown(profile: string): boolean {
    const name = foldCase(profile).replace(/\.\d{3}$|\.v\d$/, "");
    if (this.#names.get(name)?.kind === "user") return name !== foldCase(profile);
    for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
      const stem = name.slice(0, dot);
      const isKnown = this.#names.get(stem)?.kind === "user" || !isName(stem);
      if (isKnown && this.#isOurs(name.slice(dot + 1))) return true;
    }
    return false;
  }

  /** Other forms of one name: `Anna Smith`, `anna_smith`, `smith.anna` of `anna.smith`; `ANNASM~1`. */
  #findAliases(): void {
    const forms = new Map<string, string>();
    const byStart = new Map<string, string | null>();
    for (const [name, known] of this.#names) {
      if (known.kind !== "user" || name.includes("~")) continue;
      for (const form of formsOf(name)) if (!forms.has(form)) forms.set(form, name);
      known.alias = forms.get(name) ?? null;
      if (known.alias === name) known.alias = null;
      const start = name.replaceAll(/[. ]/g, "").slice(0, 6);
      const first = known.alias ?? name;
      byStart.set(start, (byStart.get(start) ?? first) === first ? first : null);
    }
    for (const [name, known] of this.#names)
      if (SHORT_NAME.test(name))
        known.alias = byStart.get(name.slice(0, name.indexOf("~"))) ?? null;
    for (const [form, alias] of forms)
      if (!this.#names.has(form) && this.#names.size < this.#limit)
        this.#names.set(form, { kind: "user", written: form, alias });
  }
}

/** The form that folders of long names have for old programs. */
const SHORT_NAME = /^.{1,6}~\d(?:\..{1,3})?$/;

/** Returns the forms in which a name of two words is written, itself among them; else none. */
function formsOf(name: string): string[] {
  const [, first, last] = /^(\p{L}{3,})[._ -](\p{L}{3,})$/u.exec(name) ?? [];
  if (first === undefined || last === undefined) return [];
  return [".", "_", " ", "-"]
    .flatMap((sign) => [`${first}${sign}${last}`, `${last}${sign}${first}`])
    .concat(`${last}, ${first}`);
}
