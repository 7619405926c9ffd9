/**
 * Records of the same make differ only in their values: what stands between them is the same text,
 * letter by letter. Once one such record has been taken apart, the next one is known by comparing
 * that text, and its values are where the comparison stops and goes on again.
 *
 *     <EventID>1</EventID><Version>  5  </Version><Level>  4  </Level>…
 *     literal                      blank literal         blank literal
 *
 * The law: a tree only ever says yes to a text that is literals and values in turn, where each value
 * ends at the first place its kind allows. Whoever adds a template sees to it that such a text means
 * what the first one meant, with other values. `tests/telemetry/xml/event-scanner.test.ts` and
 * `tests/telemetry/json/line-scanner.test.ts` hold both against the slow way.
 */

import { ownText } from "./own-text.ts";

/** Where a value stands, and what may stand there: numbers whose meaning the format knows. */
export type BlankKind = number;

/** The text that records of one make share. There is one literal more than there are blanks. */
export interface Template<T> {
  readonly literals: readonly string[];
  readonly blanks: readonly BlankKind[];
  readonly content: T;
}

/** Returns where the value that begins at an offset ends, or -1 if it is not of that kind. */
export type ValueEnd = (text: string, at: number, kind: BlankKind) => number;

interface Node<T> {
  readonly literal: string;
  /** Of the value behind the literal; `NONE` if the record ends with it. */
  readonly blank: BlankKind;
  /** What may follow that value, what came last first. */
  readonly next: Node<T>[];
  readonly content: T | null;
  /** How often the literal was found, and once that is often enough, what finds it faster. */
  found: number;
  compiled: RegExp | null;
}

const NONE = -1;

/** A literal that was found this often is compiled: machine code compares four letters at once. */
const OFTEN = 32;
/** Templates come from the recording: a hostile one must not make the tree grow without end. */
const MAX_NODES = 50_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;
/** Of what may follow a value, the rest is forgotten. */
const MAX_NEXT = 64;

export class TemplateTree<T> {
  /** What `find` found: where each value begins. Overwritten by the next call. */
  readonly starts: number[] = [];
  /** What `find` found: where the record ends. */
  end = 0;
  readonly #valueEnd: ValueEnd;
  #first: Node<T>[] = [];
  #nodes = 0;
  #characters = 0;

  constructor(valueEnd: ValueEnd) {
    this.#valueEnd = valueEnd;
  }

  /** Returns the content of the template of the record that begins at an offset, or `null`. */
  find(text: string, from: number): T | null {
    const valueEnd = this.#valueEnd;
    const { starts } = this;
    let next = this.#first;
    let at = from;
    let count = 0;
    search: for (;;) {
      for (let i = 0; i < next.length; i++) {
        const node = next[i]!;
        const { literal, blank } = node;
        if (!stands(node, text, at)) continue;
        const start = at + literal.length;
        const end = blank === NONE ? start : valueEnd(text, start, blank);
        if (end < 0) continue;
        if (i > 0) {
          next[i] = next[0]!;
          next[0] = node;
        }
        if (blank === NONE) {
          starts.length = count;
          this.end = end;
          return node.content;
        }
        starts[count++] = start;
        next = node.next;
        at = end;
        continue search;
      }
      return null;
    }
  }

  add({ literals, blanks, content }: Template<T>): void {
    if (this.#nodes > MAX_NODES || this.#characters > MAX_CHARACTERS) this.#clear();
    let next = this.#first;
    for (const [i, part] of literals.entries()) {
      const literal = ownText(part);
      const blank = blanks[i] ?? NONE;
      let node = next.find((one) => one.literal === literal && one.blank === blank);
      if (!node) {
        const leaf = blank === NONE ? content : null;
        node = { literal, blank, next: [], content: leaf, found: 0, compiled: null };
        this.#nodes++;
        this.#characters += literal.length;
        next.unshift(node);
        if (next.length > MAX_NEXT) next.pop();
      }
      next = node.next;
    }
  }

  #clear(): void {
    this.#first = [];
    this.#nodes = 0;
    this.#characters = 0;
  }
}

/** Whether the literal of a node stands at an offset. */
function stands(node: Node<unknown>, text: string, at: number): boolean {
  const { compiled } = node;
  if (compiled !== null) {
    compiled.lastIndex = at;
    return compiled.test(text);
  }
  if (!text.startsWith(node.literal, at)) return false;
  if (++node.found === OFTEN)
    node.compiled = new RegExp(node.literal.replace(/[^\w\s]/g, "\\$&"), "y");
  return true;
}
