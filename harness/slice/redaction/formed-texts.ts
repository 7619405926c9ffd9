/** Finds what is known by its form: SIDs and addresses, and GUIDs, in which no name is looked for. */
import { WRITTEN_ADDRESS, writtenAddresses, type WrittenAddress } from "./address-forms.ts";
import { canonicalAddress, classOfAddress } from "./addresses.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { Redaction } from "./redaction.ts";
import { HEX_SID, noteSid, pseudonymOfHexSid, pseudonymOfSid, SID } from "./sids.ts";

/** A piece of a text; offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** `null` where the text stays as it is. */
  readonly becomes: Becomes | null;
}

/** What is replaced, in canonical form, and what is written for it. */
export interface Becomes {
  readonly kind: Redaction;
  readonly name: string;
  readonly pseudonym: string;
  readonly written: string;
}

const GUID = String.raw`\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?`;
/** SIDs that are the same everywhere, or name no one. */
const OTHER_SID = String.raw`(?<![\p{L}\d-])S-1-\d{1,15}(?:-\d{1,10}){1,15}`;
const FORMED = `(${GUID})|(${SID})|(${HEX_SID})|(${OTHER_SID})|${WRITTEN_ADDRESS}`;
/** Without these signs a text has nothing of the kind. */
const MAY_BE_FORMED = /\d[\d.:_-]|::|0x/i;

export class FormedTexts {
  readonly #wanted: ReadonlySet<Redaction>;
  readonly #pseudonyms: Pseudonyms;
  /** In canonical form: those that stand somewhere in a form that is an address for sure. */
  readonly #addresses = new Set<string>();
  readonly #limit: number;
  #untaken = 0;

  /** @param limit addresses that are remembered at most */
  constructor(wanted: ReadonlySet<Redaction>, pseudonyms: Pseudonyms, limit: number) {
    this.#limit = limit;
    this.#wanted = wanted;
    this.#pseudonyms = pseudonyms;
  }

  /** Addresses that were not remembered, for there were too many. */
  get untaken(): number {
    return this.#untaken;
  }

  /** Notes the addresses of a text, and what is a pseudonym already. */
  note(text: string): void {
    if (!MAY_BE_FORMED.test(text)) return;
    for (const match of text.matchAll(new RegExp(FORMED, "giu"))) {
      const [whole, guid, sid, hexSid, otherSid] = match;
      if (sid !== undefined) noteSid(sid, this.#pseudonyms);
      else if (guid === undefined && hexSid === undefined && otherSid === undefined)
        for (const { address, isCertain } of writtenAddresses(text, match.index, whole))
          if (isCertain) this.#noteAddress(address);
    }
  }

  /** Returns what was found, from left to right, none overlapping another. */
  find(text: string, isVersion: boolean): Span[] {
    if (!MAY_BE_FORMED.test(text)) return [];
    const spans: Span[] = [];
    const formed = new RegExp(FORMED, "giu");
    for (let match = formed.exec(text); match; match = formed.exec(text)) {
      const found = this.#spansAt(text, match, isVersion);
      spans.push(...found);
      // Bytes behind a SID may be another.
      if (match[3] !== undefined && found.length > 0) formed.lastIndex = found.at(-1)!.end;
    }
    return spans;
  }

  #noteAddress(address: string): void {
    this.#pseudonyms.noteAddress(address);
    if (classOfAddress(address) === null || this.#addresses.has(address)) return;
    if (this.#addresses.size >= this.#limit) this.#untaken++;
    else this.#addresses.add(address);
  }

  #spansAt(text: string, match: RegExpExecArray, isVersion: boolean): Span[] {
    const [whole, guid, sid, hexSid, otherSid] = match;
    const start = match.index;
    const end = start + whole.length;
    if (guid !== undefined || otherSid !== undefined) return [{ start, end, becomes: null }];
    if (sid !== undefined) return [{ start, end, becomes: this.#ofSid(sid) }];
    if (hexSid !== undefined) return this.#ofHexSid(start, hexSid);
    const spans: Span[] = [];
    for (const found of writtenAddresses(text, start, whole)) {
      if (found.start < (spans.at(-1)?.end ?? 0)) continue;
      const becomes = this.#ofAddress(found, isVersion);
      if (becomes !== undefined) spans.push({ start: found.start, end: found.end, becomes });
    }
    return spans;
  }

  #ofSid(sid: string): Becomes | null {
    const pseudonym = this.#wanted.has("sid") ? pseudonymOfSid(sid, this.#pseudonyms) : null;
    return pseudonym === null ? null : { kind: "sid", name: sid, pseudonym, written: pseudonym };
  }

  #ofHexSid(start: number, text: string): Span[] {
    const found = this.#wanted.has("sid") ? pseudonymOfHexSid(text, this.#pseudonyms) : null;
    if (found === null) return [];
    const { sid, pseudonym, written } = found;
    return [
      {
        start,
        end: start + written.length,
        becomes: { kind: "sid", name: sid, pseudonym, written },
      },
    ];
  }

  /** Returns `undefined` for what only looks like an address. */
  #ofAddress(
    { address, isCertain, write }: WrittenAddress,
    isVersion: boolean,
  ): Becomes | null | undefined {
    const cls = classOfAddress(address);
    const isKnown = this.#addresses.has(address);
    if (cls === null || !(isKnown || (isCertain && !isVersion))) return undefined;
    if (!this.#wanted.has("ip") || cls.isPseudonym(address)) return isCertain ? null : undefined;
    const pseudonym = this.#pseudonyms.ofAddress(canonicalAddress(address), cls);
    return { kind: "ip", name: address, pseudonym, written: write(pseudonym) };
  }
}
