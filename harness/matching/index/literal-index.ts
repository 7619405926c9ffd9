/**
 * Thousands of texts looked for in one pass over a value.
 *
 * Every text of four units or more has an *anchor*: the four neighbouring units of it that are rarest
 * in ordinary values. A window of four units slides over the value; a hash of it picks a bit of a
 * bitmap of 2^18 bits (32 KB: it stays in the fastest cache), and the bit is set for anchors only.
 * Where it is, the anchor's texts are compared in full. Everything hangs on the anchors being rare,
 * for a set bit is the slow path. The few texts under four units are compared one by one, whole
 * values by hash.
 *
 * The slow twin is `String.prototype.includes`; `tests/matching/index` compares them.
 */
import type { Literal } from "./literal.ts";

const WINDOW = 4;
const BITS = 18;

/** Pieces of what command lines, paths and registry keys are full of: bad anchors all of them. */
const ORDINARY = [
  "c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe -noprofile -executionpolicy bypass -command",
  "c:\\program files (x86)\\common files\\microsoft shared\\microsoft office\\root\\office16\\ .exe .dll",
  "c:\\users\\public\\appdata\\local\\temp\\appdata\\roaming\\microsoft\\windows\\start menu\\programs\\",
  "\\cmd.exe /c \\svchost.exe -k netsvcs -p -s \\rundll32.exe \\explorer.exe \\conhost.exe 0xffffffff -forcev1",
  "\\software\\microsoft\\windows nt\\currentversion\\ hklm\\system\\currentcontrolset\\services\\ .com/ http:// https://www.",
  "nt authority\\system microsoft corporation microsoft® windows® operating system sha1= ,md5= ,sha256= ,imphash=",
];
const ORDINARY_WEIGHT = 1000;

interface Entry extends Literal {
  readonly owners: number[];
}

interface Anchored {
  readonly entry: Entry;
  /** Of the anchor in the text. */
  readonly offset: number;
}

/** Texts, each with the owners that look for it. */
export class LiteralIndex {
  readonly #entries = new Map<string, Entry>();
  #sealed: Sealed | null = null;

  /** Adds a text, folded and, if it is not for a whole value, not empty. */
  add({ how, text }: Literal, owner: number): void {
    const key = `${how} ${text}`;
    const entry = this.#entries.get(key);
    if (entry) entry.owners.push(owner);
    else this.#entries.set(key, { how, text, owners: [owner] });
    this.#sealed = null;
  }

  /** Returns the owners of the texts that a folded value holds; one may come more than once. */
  owners(value: string): number[] {
    this.#sealed ??= new Sealed([...this.#entries.values()]);
    return this.#sealed.owners(value);
  }
}

class Sealed {
  readonly #whole = new Map<string, Entry>();
  readonly #short: Entry[] = [];
  readonly #anchors = new Map<number, Anchored[]>();
  readonly #bitmap = new Uint32Array(1 << (BITS - 5));

  constructor(entries: readonly Entry[]) {
    const long: Entry[] = [];
    for (const entry of entries)
      if (entry.how === "equals") this.#whole.set(entry.text, entry);
      else if (entry.text.length < WINDOW) this.#short.push(entry);
      else long.push(entry);
    const frequency = frequencies(long);
    for (const entry of long) this.#anchor(entry, frequency);
  }

  owners(value: string): number[] {
    const found: number[] = [];
    const whole = this.#whole.get(value);
    if (whole) found.push(...whole.owners);
    for (const entry of this.#short) if (holds(entry, value)) found.push(...entry.owners);
    if (this.#anchors.size > 0) this.#scan(value, found);
    return found;
  }

  #scan(value: string, found: number[]): void {
    const bitmap = this.#bitmap;
    let window = 0;
    for (let end = 0; end < value.length; end++) {
      window = (window << 8) | (value.charCodeAt(end) & 0xff);
      const hash = Math.imul(window, 0x9e3779b1) >>> (32 - BITS);
      if ((bitmap[hash >>> 5]! & (1 << (hash & 31))) === 0 || end < WINDOW - 1) continue;
      const anchored = this.#anchors.get(window);
      if (anchored) verify(anchored, value, end - (WINDOW - 1), found);
    }
  }

  #anchor(entry: Entry, frequency: ReadonlyMap<number, number>): void {
    const { text } = entry;
    let [best, offset] = [Infinity, 0];
    for (let at = 0; at + WINDOW <= text.length; at++) {
      const often = frequency.get(windowAt(text, at)) ?? 0;
      if (often < best) [best, offset] = [often, at];
    }
    const window = windowAt(text, offset);
    const hash = Math.imul(window, 0x9e3779b1) >>> (32 - BITS);
    this.#bitmap[hash >>> 5]! |= 1 << (hash & 31);
    const others = this.#anchors.get(window);
    if (others) others.push({ entry, offset });
    else this.#anchors.set(window, [{ entry, offset }]);
  }
}

function verify(anchored: readonly Anchored[], value: string, at: number, found: number[]): void {
  for (const { entry, offset } of anchored) {
    const { text, how, owners } = entry;
    const start = at - offset;
    if (start < 0 || !value.startsWith(text, start)) continue;
    if (how === "startswith" && start !== 0) continue;
    if (how === "endswith" && start + text.length !== value.length) continue;
    for (const owner of owners) found.push(owner);
  }
}

function holds({ how, text }: Entry, value: string): boolean {
  if (how === "contains") return value.includes(text);
  return how === "startswith" ? value.startsWith(text) : value.endsWith(text);
}

/** Four units as one number; of each unit the low byte, which is enough to tell most apart. */
function windowAt(text: string, at: number): number {
  let window = 0;
  for (let i = at; i < at + WINDOW; i++) window = (window << 8) | (text.charCodeAt(i) & 0xff);
  return window;
}

/** How often each window occurs in the texts themselves, and in ordinary values. */
function frequencies(entries: readonly Entry[]): Map<number, number> {
  const counts = new Map<number, number>();
  const count = (text: string, weight: number): void => {
    for (let at = 0; at + WINDOW <= text.length; at++) {
      const window = windowAt(text, at);
      counts.set(window, (counts.get(window) ?? 0) + weight);
    }
  };
  for (const { text } of entries) count(text, 1);
  for (const text of ORDINARY) count(text, ORDINARY_WEIGHT);
  return counts;
}
