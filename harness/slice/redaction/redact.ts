/**
 * `--redact`: the same name everywhere gets the same pseudonym. Names are collected from the whole recording
 * (`collect-names.ts`, `names-in-texts.ts`), and then replaced wherever they occur as whole words: in
 * command lines, in paths, in every other field, as they are written and behind escapes (`decoded-text.ts`).
 * SIDs and addresses are known by their form, wherever they stand (`sids.ts`, `address-forms.ts`).
 *
 * Laws (tests/slice/redaction/redact.test.ts, corpora.test.ts): no collected name survives; redacting again changes nothing.
 *
 *   user    anonuser1          host    ANONHOST1
 *   domain  ANONDOMAIN1, as a DNS name anondomain1.invalid
 *   sid     S-1-5-21-0-0-1-…: relative ids below 1000 stay, others count from 1000
 *   ip      see addresses.ts
 *
 * What is not seen is said in `redaction.ts`. A name of digits only, or of one letter, is replaced in
 * fields that hold names and in paths, but not among all the numbers, drives and switches of an event.
 */
import { BoundedCache } from "../../caches/bounded-cache.ts";
import type { ShownEvent } from "../../events/event.ts";
import { textsOf } from "../../events/texts.ts";
import { foldCase } from "../../matching/values/case-fold.ts";
import { SYSTEM_ROW } from "../../telemetry/write/system-values.ts";
import { collectFromFields, holdsNames, type TakeName } from "./names/collect-names.ts";
import { decodedText } from "./decoded-text.ts";
import { FormedTexts, type Span } from "./formed-texts.ts";
import { valuesForKeys } from "./json-keys.ts";
import { KnownNames, MAX_NAMES } from "./names/known-names.ts";
import { NameIndex, type FoundInText } from "./names/name-index.ts";
import { namesInText } from "./names/names-in-texts.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { REDACTIONS, type Redaction } from "./redaction.ts";

export { REDACTIONS, type Redaction } from "./redaction.ts";

/** What no redaction finds, as the user is told. */
export const UNSEEN_BY_REDACTION =
  "names inside longer words, parts of names and nicknames; what is encoded, encrypted, hashed or joined by a script; passwords; names that only the reader knows for such. Read the slice before you share it";

/** A name and what it was replaced by. */
export interface Replacement {
  readonly kind: Redaction;
  readonly name: string;
  readonly pseudonym: string;
  readonly count: number;
}

/** Fields of `System` that can reveal whose machine it was. */
const REVEALING = new Set(["Computer", "Security_UserID"]);
/** A name that is also half of everything else. */
const WEAK_NAME = /^(?:\d+|.)$/u;
const COMMAND_LINE =
  /command_?line|cmdline|\.args$|^(?:Parent)?(?:Image|Process)$|ImagePath|ServiceFileName|^(?:Action|TaskContent|Details|Arguments|Command)$/i;
const MAX_REMEMBERED = 20_000;
/** Longer texts seldom occur again. */
const MAX_REMEMBERED_LENGTH = 2000;
/** Escapes of escapes of escapes: deeper ones no shell undoes. */
const MAX_LAYERS = 3;

/** Sees all events of a recording; then changes texts. */
export class Redactor {
  readonly #wanted: ReadonlySet<Redaction>;
  readonly #pseudonyms = new Pseudonyms();
  readonly #names: KnownNames;
  readonly #take: TakeName = (found) => this.#names.take(found);
  readonly #formed: FormedTexts;
  readonly #counts = new Map<string, { -readonly [key in keyof Replacement]: Replacement[key] }>();
  readonly #seen = new BoundedCache<string, true>(MAX_REMEMBERED);
  readonly #remembered = new BoundedCache<string, readonly Span[]>(MAX_REMEMBERED);
  /** There once all names are known: of weak names, and of all others. */
  #index: NameIndex | null = null;
  #weak: NameIndex | null = null;

  /** @param limit names, and addresses, that are remembered at most */
  constructor(wanted: Iterable<Redaction>, limit = MAX_NAMES) {
    this.#wanted = new Set(wanted);
    this.#names = new KnownNames((name) => this.#pseudonyms.note(name), limit);
    this.#formed = new FormedTexts(this.#wanted, this.#pseudonyms, limit);
  }

  /** Collects the names of an event. */
  see(event: ShownEvent): void {
    collectFromFields(event, this.#take);
    for (const key of valuesForKeys(event)) this.#seeText(key, false, false);
    for (const field of event.fields) {
      if (isOfClass(field)) continue;
      const [isCommandLine, isOfVersion] = [COMMAND_LINE.test(field), isVersion(field)];
      for (const text of textsOf(event.get(field))) this.#seeText(text, isCommandLine, isOfVersion);
    }
  }

  /** Returns the text of a field with pseudonyms. */
  change(field: string, text: string): string {
    if (text === "" || isOfClass(field)) return text;
    this.#settle();
    let changed = text;
    // The innermost first: `Bob%20Ray` is no Bob.
    for (let layers = MAX_LAYERS; layers > 0; layers--) {
      const decoded = decodedText(changed, layers);
      if (decoded === null) continue;
      const { offsets } = decoded;
      const spans = this.#spansOf(field, decoded.text).map((span) => ({
        ...span,
        start: offsets[span.start]!,
        end: offsets[span.end]!,
      }));
      changed = this.#replaced(changed, spans);
    }
    return this.#replaced(changed, this.#spansOf(field, changed));
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

  /** Names and addresses that were not remembered, for there were too many: some of them may be left. */
  get untaken(): number {
    this.#settle();
    return this.#names.untaken + this.#formed.untaken;
  }

  /** All names that are replaced, in folded form, but those that are digits only or one letter. */
  get names(): readonly string[] {
    this.#settle();
    return [...this.#wantedNames((name) => !WEAK_NAME.test(name))];
  }

  #seeText(text: string, isCommandLine: boolean, isOfVersion: boolean): void {
    if (text.length < 3) return;
    if (text.length <= MAX_REMEMBERED_LENGTH) {
      const key = `${isCommandLine ? "c" : "t"}${isOfVersion ? "v" : " "}${text}`;
      if (this.#seen.get(key)) return;
      this.#seen.add(key, true);
    }
    let layer: string | undefined = text;
    for (let layers = 0; layer !== undefined; layers++) {
      namesInText(layer, isCommandLine, this.#take);
      if (!isOfVersion) this.#formed.note(layer);
      layer = layers < MAX_LAYERS ? decodedText(layer, 1)?.text : undefined;
    }
  }

  #settle(): void {
    if (this.#index) return;
    this.#names.settle();
    this.#index = new NameIndex(this.#wantedNames((name) => !WEAK_NAME.test(name)));
    this.#weak = new NameIndex(this.#wantedNames((name) => WEAK_NAME.test(name)));
  }

  *#wantedNames(test: (name: string) => boolean): Iterable<string> {
    for (const [name, { kind }] of this.#names)
      if (this.#wanted.has(kind) && test(name)) yield name;
  }

  /** What is to be replaced in a text, from left to right. Most texts of a recording occur again and again. */
  #spansOf(field: string, text: string): readonly Span[] {
    const inNames = holdsNames(field);
    const isOfVersion = isVersion(field);
    const key = `${inNames ? "n" : "t"}${isOfVersion ? "v" : " "}${text}`;
    const known = this.#remembered.get(key);
    if (known) return known;
    const spans: Span[] = [];
    let done = 0;
    for (const formed of this.#formed.find(text, isOfVersion)) {
      this.#findNames(text, done, formed.start, inNames, spans);
      if (formed.becomes) spans.push(formed);
      done = formed.end;
    }
    this.#findNames(text, done, text.length, inNames, spans);
    return text.length > MAX_REMEMBERED_LENGTH ? spans : this.#remembered.add(key, spans);
  }

  #findNames(whole: string, from: number, to: number, inNames: boolean, spans: Span[]): void {
    if (from >= to) return;
    const text = whole.slice(from, to);
    const names = this.#index!.find(text);
    const weak = this.#weak!.find(text).filter(
      ({ start }) => inNames || /[\\/]/.test(whole[from + start - 1] ?? ""),
    );
    const found = weak.length === 0 ? names : merged(names, weak);
    for (const { start, end, name } of found) {
      const { kind, written, alias } = this.#names.get(name)!;
      const pseudonym = this.#pseudonyms.ofName(kind, alias ?? name);
      const becomes = { kind, name: written, pseudonym, written: pseudonym };
      spans.push({ start: from + start, end: from + end, becomes });
    }
  }

  #replaced(text: string, spans: readonly Span[]): string {
    if (spans.length === 0) return text;
    let changed = "";
    let done = 0;
    for (const { start, end, becomes } of spans) {
      if (start < done || becomes === null) continue;
      changed += text.slice(done, start) + becomes.written;
      done = end;
      this.#count(becomes.kind, becomes.name, becomes.pseudonym);
    }
    return changed + text.slice(done);
  }

  #count(kind: Redaction, name: string, pseudonym: string): void {
    const key = `${kind} ${foldCase(name)}`;
    const known = this.#counts.get(key);
    if (known) known.count++;
    else this.#counts.set(key, { kind, name, pseudonym, count: 1 });
  }
}

/** Whether a field says of what class an event is, which is no one's name. */
function isOfClass(field: string): boolean {
  return SYSTEM_ROW.has(field) && !REVEALING.has(field);
}

/** Versions have the form of addresses. */
function isVersion(field: string): boolean {
  return /version/i.test(field);
}

/** Names in the order of the text, and weak ones where they lie in no other. Both are in order. */
function merged(names: readonly FoundInText[], weak: readonly FoundInText[]): FoundInText[] {
  const all = [...names, ...weak].toSorted((a, b) => a.start - b.start || b.end - a.end);
  let done = 0;
  return all.filter(({ start, end }) => {
    if (start < done) return false;
    done = end;
    return true;
  });
}
