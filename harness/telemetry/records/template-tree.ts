/**
 * Records of one template differ only in their values: what stands between them is the same text,
 * letter by letter. Once one such record has been taken apart, the next one is known by comparing
 * that text, and its values are where the comparison stops and goes on again.
 *
 *     <EventID>1</EventID><Version>  5  </Version><Level>  4  </Level>…
 *     literal                      blank literal         blank literal
 *
 * Templates that begin alike share their beginnings: the tree is one of letters, and of blanks.
 *
 * The law: a tree only ever says yes to a text that is literals and values in turn, where each value
 * ends at the first place its kind allows. Whoever adds a template sees to it that such a text means
 * what the first one meant, with other values. `tests/telemetry/xml/event-scanner.test.ts` and
 * `tests/telemetry/json/line-scanner.test.ts` hold both against the slow way.
 */

import { copiedText } from "./copied-text.ts";

/** Where a value stands, and what may stand there: numbers whose meaning the format knows. */
export type BlankKind = number;

/** The text that records written alike share. There is one literal more than there are blanks. */
export interface Template<T> {
  readonly literals: readonly string[];
  readonly blanks: readonly BlankKind[];
  readonly content: T;
}

/** Returns where the value that begins at an offset ends, or -1 if it is not of that kind. */
export type ValueEnd = (text: string, at: number, kind: BlankKind) => number;

/** Some letters, and what may come behind them: other letters, a value, the end of the record. */
interface Node<T> {
  literal: string;
  /** How often the literal was found, and once that is often enough, what finds it faster. */
  found: number;
  compiled: RegExp | null;
  /** By their first letter. */
  branches: Map<number, Node<T>> | null;
  /** What is behind a value, and its kind. */
  readonly values: { readonly kind: BlankKind; readonly behind: Node<T> }[];
  content: T | null;
}

/** Where there is more than one way on, and the first was taken. */
interface Passed<T> {
  readonly node: Node<T>;
  readonly at: number;
  readonly count: number;
  /** What is to be tried next: a value by its index, and after the last one the end. */
  readonly way: number;
}

/** The way that is tried before all others. */
const LETTERS = -1;
/** Ways that are gone back to at most: a hostile record must not take longer than others. */
const MAX_RETRIES = 100;
/** A literal that was found this often is compiled: machine code compares four letters at once. */
const OFTEN = 32;
/** Templates come from the recording: a hostile one must not make the tree grow without end. */
const MAX_NODES = 50_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;

export class TemplateTree<T> {
  /** What `find` found: where each value begins. Overwritten by the next call. */
  readonly starts: number[] = [];
  /** What `find` found: where the record ends. */
  end = 0;
  readonly #valueEnd: ValueEnd;
  #root: Node<T> = nodeOf("");
  #nodes = 0;
  #characters = 0;
  readonly #passed: Passed<T>[] = [];
  /** What finds a literal, of whatever node. */
  readonly #compiled = new Map<string, RegExp>();

  constructor(valueEnd: ValueEnd) {
    this.#valueEnd = valueEnd;
  }

  /** Returns the content of the template of the record that begins at an offset, or `null`. */
  find(text: string, from: number): T | null {
    const { starts } = this;
    const passed = this.#passed;
    passed.length = 0;
    let retries = MAX_RETRIES;
    let node = this.#root;
    let at = from;
    let count = 0;
    let way = LETTERS;
    search: for (;;) {
      const { branches, values, content } = node;
      if (way === LETTERS) {
        const branch = branches?.get(text.charCodeAt(at));
        if (branch !== undefined && this.#stands(branch, text, at)) {
          if (values.length > 0 || content !== null) passed.push({ node, at, count, way: 0 });
          at += branch.literal.length;
          node = branch;
          continue;
        }
        way = 0;
      }
      for (let i = way; i < values.length; i++) {
        const { kind, behind } = values[i]!;
        const end = this.#valueEnd(text, at, kind);
        if (end < 0 || !this.#stands(behind, text, end)) continue;
        if (i + 1 < values.length || content !== null) passed.push({ node, at, count, way: i + 1 });
        starts[count++] = at;
        at = end + behind.literal.length;
        node = behind;
        way = LETTERS;
        continue search;
      }
      if (content !== null) {
        starts.length = count;
        this.end = at;
        return content;
      }
      const last = passed.pop();
      if (last === undefined || retries-- === 0) return null;
      ({ node, at, count, way } = last);
    }
  }

  /** Whether the literal of a node stands at an offset. */
  #stands(node: Node<T>, text: string, at: number): boolean {
    const { compiled } = node;
    if (compiled !== null) {
      compiled.lastIndex = at;
      return compiled.test(text);
    }
    if (!text.startsWith(node.literal, at)) return false;
    if (++node.found === OFTEN) node.compiled = this.#compile(node.literal);
    return true;
  }

  #compile(literal: string): RegExp {
    let compiled = this.#compiled.get(literal);
    if (!compiled) {
      compiled = new RegExp(literal.replace(/[^\w\s]/g, "\\$&"), "y");
      this.#compiled.set(literal, compiled);
    }
    return compiled;
  }

  add({ literals, blanks, content }: Template<T>): void {
    if (this.#nodes > MAX_NODES || this.#characters > MAX_CHARACTERS) this.#clear();
    let node = this.#branch(this.#root, literals[0]!);
    for (const [i, kind] of blanks.entries()) node = this.#value(node, kind, literals[i + 1]!);
    node.content = content;
  }

  /** Returns the node that is reached by some letters from another one. */
  #branch(from: Node<T>, letters: string): Node<T> {
    let node = from;
    let rest = letters;
    while (rest !== "") {
      const known: Node<T> | undefined = node.branches?.get(rest.charCodeAt(0));
      if (!known) {
        const made = this.#made(rest);
        (node.branches ??= new Map()).set(rest.charCodeAt(0), made);
        return made;
      }
      rest = rest.slice(this.#cut(known, rest));
      node = known;
    }
    return node;
  }

  #value(from: Node<T>, kind: BlankKind, letters: string): Node<T> {
    const known = from.values.find(
      (value) => value.kind === kind && value.behind.literal[0] === letters[0],
    );
    if (known) return this.#branch(known.behind, letters.slice(this.#cut(known.behind, letters)));
    const behind = this.#made(letters);
    from.values.unshift({ kind, behind });
    return behind;
  }

  /** Returns how many letters a node and a text have in common, after which it ends from now on. */
  #cut(node: Node<T>, text: string): number {
    const { literal } = node;
    let common = 0;
    while (common < literal.length && literal[common] === text[common]) common++;
    if (common === literal.length) return common;
    const { found, branches, content } = node;
    const rest: Node<T> = { ...this.#made(literal.slice(common)), branches, content, found };
    rest.values.push(...node.values.splice(0));
    node.literal = copiedText(literal.slice(0, common));
    node.branches = new Map([[rest.literal.charCodeAt(0), rest]]);
    node.content = null;
    node.compiled = null;
    node.found = 0;
    return common;
  }

  #made(literal: string): Node<T> {
    this.#nodes++;
    this.#characters += literal.length;
    return nodeOf(literal);
  }

  #clear(): void {
    this.#root = nodeOf("");
    this.#nodes = 0;
    this.#characters = 0;
    this.#compiled.clear();
  }
}

function nodeOf<T>(literal: string): Node<T> {
  return {
    literal: copiedText(literal),
    found: 0,
    compiled: null,
    branches: null,
    values: [],
    content: null,
  };
}
