/**
 * `--redact`: the same name everywhere gets the same pseudonym. Names are collected from the fields
 * that hold them (`collect-names.ts`) of the whole recording, and then replaced wherever they occur
 * as whole words: in command lines, in paths, in every other field. SIDs and addresses are known by
 * their form, wherever they stand.
 *
 * Laws (tests/slice/redact.test.ts): no collected name survives; redacting again changes nothing.
 *
 *   user    anonuser1          host    ANONHOST1
 *   domain  ANONDOMAIN1, as a DNS name anondomain1.invalid
 *   sid     S-1-5-21-0-0-1-…: relative ids below 1000 stay, others count from 1000
 *   ip      see addresses.ts
 *
 * What is not seen: names inside other words, in encoded texts and in hashes. A name of digits
 * only, or of one letter, is replaced in fields that hold names and in paths, but not among all the
 * numbers, drives and switches of an event.
 */
import type { ShownEvent } from "../events/event.ts";
import { textsOf } from "../events/texts.ts";
import { fold } from "../matching/values/fold.ts";
import { SYSTEM_ROW } from "../telemetry/write/system-values.ts";
import { ADDRESSES, canonicalAddress, classOfAddress } from "./addresses.ts";
import { collectNames, holdsNames, type NameKind } from "./collect-names.ts";
import { NameIndex } from "./name-index.ts";
import { Pseudonyms, pseudonymOfSid } from "./pseudonyms.ts";

/** What can be redacted. */
export const REDACTIONS = ["user", "host", "domain", "sid", "ip"] as const;
export type Redaction = (typeof REDACTIONS)[number];

/** A name and what it was replaced by. */
export interface Replacement {
  readonly kind: Redaction;
  readonly name: string;
  readonly pseudonym: string;
  readonly count: number;
}

const GUID = String.raw`\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?`;
const SID = String.raw`(?<![\p{L}\d-])S-1-\d+(?:-\d+)+`;
/** Texts that are known by their form; names are looked for between them. */
const FORMED = new RegExp(`(${GUID})|(${SID})|(${ADDRESSES})`, "giu");

/** Fields of `System` that can reveal whose machine it was. */
const REVEALING = new Set(["Computer", "Security_UserID"]);
/** A name that is also half of everything else. */
const WEAK_NAME = /^(?:\d+|.)$/u;
const MAX_REMEMBERED = 20_000;

/** Sees all events of a recording; then changes texts. */
export class Redactor {
  readonly #wanted: ReadonlySet<Redaction>;
  readonly #pseudonyms = new Pseudonyms();
  /** Folded name → what it names, and how it was first written. */
  readonly #names = new Map<string, { kind: NameKind; written: string }>();
  readonly #counts = new Map<string, { -readonly [key in keyof Replacement]: Replacement[key] }>();
  readonly #remembered = new Map<string, string>();
  /** Full names of machines, ours or not. */
  readonly #machines = new Set<string>();
  #index: NameIndex | null = null;
  #weak: NameIndex | null = null;

  constructor(wanted: Iterable<Redaction>) {
    this.#wanted = new Set(wanted);
  }

  /** Collects the names of an event. */
  see(event: ShownEvent): void {
    collectNames(event, (kind, written) => {
      if (kind !== "machine") this.#take(kind, written);
      else if (this.#machines.size < MAX_REMEMBERED) this.#machines.add(written);
    });
    if (this.#wanted.has("ip") || this.#wanted.has("sid")) this.#notePseudonyms(event);
  }

  /** Returns the text of a field with pseudonyms. */
  change(field: string, text: string): string {
    if (text === "" || (SYSTEM_ROW.has(field) && !REVEALING.has(field))) return text;
    if (this.#machines.size > 0) this.#takeMachines();
    this.#index ??= new NameIndex(this.#wantedNames((name) => !WEAK_NAME.test(name)));
    this.#weak ??= new NameIndex(this.#wantedNames((name) => WEAK_NAME.test(name)));
    return this.#formed(field, text);
  }

  /** Everything that was replaced so far, by kind and in the order in which it occurred. */
  get replacements(): Replacement[] {
    const all = [...this.#counts.values()];
    return REDACTIONS.flatMap((kind) => all.filter((one) => one.kind === kind));
  }

  /** Names and addresses that were taken for pseudonyms, and left. */
  get existing(): readonly string[] {
    return this.#pseudonyms.existing;
  }

  #take(kind: NameKind, written: string): void {
    if (this.#pseudonyms.note(written)) return;
    const name = fold(written);
    const known = this.#names.get(name);
    if (!known) this.#names.set(name, { kind, written });
    // A machine without a domain is its own: then the name is that of the machine.
    else if (RANK[kind] < RANK[known.kind]) known.kind = kind;
  }

  /** Once all domains are known: the machines that are in one of them. */
  #takeMachines(): void {
    for (const machine of this.#machines) {
      const isOurs = domainsOf(machine).some(
        (one) => this.#names.get(fold(one))?.kind === "domain",
      );
      if (!isOurs) continue;
      this.#take("host", machine.slice(0, machine.indexOf(".")));
      this.#take("domain", machine.slice(machine.indexOf(".") + 1));
    }
    this.#machines.clear();
  }

  *#wantedNames(test: (name: string) => boolean): Iterable<string> {
    for (const [name, { kind }] of this.#names)
      if (this.#wanted.has(kind) && test(name)) yield name;
  }

  #notePseudonyms(event: ShownEvent): void {
    for (const field of event.fields)
      for (const text of textsOf(event.get(field)))
        for (const [, , sid, address] of text.matchAll(FORMED))
          if (sid !== undefined) this.#pseudonyms.noteSid(sid);
          else if (address !== undefined && !isVersion(field))
            this.#pseudonyms.noteAddress(address);
  }

  #formed(field: string, text: string): string {
    let changed = "";
    let done = 0;
    for (const match of text.matchAll(FORMED)) {
      const replaced = this.#replaceFormed(field, match);
      if (replaced === null) continue;
      changed += this.#named(field, text.slice(done, match.index), text[done - 1]) + replaced;
      done = match.index + match[0].length;
    }
    return changed + this.#named(field, text.slice(done), text[done - 1]);
  }

  /** Returns what becomes of a GUID, SID or address; `null` if it only looked like one. */
  #replaceFormed(field: string, [whole, guid, sid]: RegExpMatchArray): string | null {
    if (guid !== undefined) return whole;
    if (sid !== undefined) {
      const pseudonym = this.#wanted.has("sid") ? pseudonymOfSid(whole, this.#pseudonyms) : null;
      return pseudonym === null ? whole : this.#counted("sid", whole, pseudonym);
    }
    const cls = classOfAddress(whole);
    if (cls === null) return null;
    const address = canonicalAddress(whole);
    if (!this.#wanted.has("ip") || isVersion(field) || cls.isPseudonym(address)) return whole;
    return this.#counted("ip", address, this.#pseudonyms.ofAddress(address, cls));
  }

  #named(field: string, text: string, before = ""): string {
    if (text === "") return text;
    const inNames = holdsNames(field);
    // Most texts of a recording occur again and again.
    const key = `${inNames} ${text}`;
    const known = this.#remembered.get(key);
    if (known === text) return text;
    const names = this.#index!.find(text);
    const allWeak = this.#weak!.find(text);
    const weak = allWeak.filter(({ start }) => inNames || /[\\/]/.test(text[start - 1] ?? before));
    const found = [...names, ...weak.filter((one) => !names.some((name) => overlap(one, name)))];
    found.sort((a, b) => a.start - b.start);
    let changed = "";
    let done = 0;
    for (const { start, end, name } of found) {
      const { kind, written } = this.#names.get(name)!;
      changed +=
        text.slice(done, start) + this.#counted(kind, written, this.#pseudonyms.ofName(kind, name));
      done = end;
    }
    changed += text.slice(done);
    // Whether a weak name is one hangs on what stands before the text.
    if (changed === text && allWeak.length === 0) this.#remember(key, text);
    return changed;
  }

  #remember(key: string, text: string): void {
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(key, text);
  }

  #counted(kind: Redaction, name: string, pseudonym: string): string {
    const key = `${kind} ${fold(name)}`;
    const known = this.#counts.get(key);
    if (known) known.count++;
    else this.#counts.set(key, { kind, name, pseudonym, count: 1 });
    return pseudonym;
  }
}

/** A name of several kinds is of the first. */
const RANK: Readonly<Record<NameKind, number>> = { host: 0, domain: 1, user: 2 };

/** The domains that a machine's full name lies in, the innermost first. */
function domainsOf(machine: string): string[] {
  const labels = machine.split(".");
  return labels.slice(1).map((_, i) => labels.slice(i + 1).join("."));
}

/** Versions have the form of addresses. */
function isVersion(field: string): boolean {
  return /version/i.test(field);
}

function overlap(
  one: { start: number; end: number },
  other: { start: number; end: number },
): boolean {
  return one.start < other.end && other.start < one.end;
}
