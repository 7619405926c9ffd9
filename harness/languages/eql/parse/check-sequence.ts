import type { Span } from "../../../text/source.ts";
import { didYouMean } from "../../../text/suggest.ts";
import type { Expression, Statement, Term } from "../syntax/ast.ts";
import { childrenOf } from "../syntax/children.ts";
import { quoteSource } from "../../common/quote.ts";
import { addFault, type Fault } from "../fault.ts";

/** Events that a sequence or sample may be of, each run of a term counted. */
const MAX_EVENTS = 500;

type Several = Exclude<Statement, { kind: "event" }>;

/**
 * Checks how the terms of a sequence or sample fit together: their number, join keys, repetitions,
 * missing events and names.
 *
 * @param word where `sequence` or `sample` stands, which is where the whole is pointed at
 * @param withSpan where `with` stands, if its maxspan was read or was faulty
 */
export function checkSequence(
  statement: Several,
  word: Span,
  withSpan: Span | null,
  faults: Fault[],
): void {
  if (!checkCount(statement, word, faults)) return;
  checkKeys(statement, word, faults);
  checkAliases(statement, faults);
  if (statement.kind === "sample") return checkSample(statement.terms, faults);
  checkMissing(statement, withSpan, faults);
  if (statement.until) checkUntil(statement.until, faults);
}

/** Returns whether the terms are so few that the rest can be checked. */
function checkCount({ kind, terms }: Several, word: Span, faults: Fault[]): boolean {
  const count = terms.reduce((sum, { runs }) => sum + runs, 0);
  if (count > MAX_EVENTS) {
    const message = `The ${kind} is of ${count} events; the limit is ${MAX_EVENTS}.`;
    addFault(faults, "eql/term-count", message, word);
    return false;
  }
  if (count >= 2) return true;
  const hint = "A single event is asked for without brackets: process where ….";
  addFault(faults, "eql/term-count", `The ${kind} has one term, and wants two.`, word, hint);
  return true;
}

function checkKeys(statement: Several, word: Span, faults: Fault[]): void {
  const [first, ...others] = statement.terms;
  const count = first?.by.length ?? 0;
  const until = statement.kind === "sequence" ? statement.until : null;
  const check = (term: Term, what: string): void => {
    if (term.by.length === count) return;
    const message = `${what} has ${keys(term.by.length)} of its own, and the first term has ${keys(count)}.`;
    const span = term.by[0] ? spanOf(term.by) : term.span;
    const hint = "All have as many, and in the same order.";
    addFault(faults, "eql/join-key-count", message, span, hint);
  };
  others.forEach((term, i) => check(term, `Term ${i + 2}`));
  if (until) check(until, '"until"');
  if (statement.kind === "sample" && statement.by.length + count === 0) {
    const hint = 'Write "sample by field …".';
    addFault(faults, "eql/sample-key", "The sample has no join key.", word, hint);
  }
}

function keys(count: number): string {
  return count === 0 ? "no join key" : count === 1 ? "one join key" : `${count} join keys`;
}

function spanOf(expressions: readonly Expression[]): Span {
  return { start: expressions[0]!.span.start, end: expressions.at(-1)!.span.end };
}

function checkMissing(
  { terms, maxspan }: Extract<Several, { kind: "sequence" }>,
  withSpan: Span | null,
  faults: Fault[],
): void {
  const missing = terms.find(({ isMissing }) => isMissing);
  if (!missing) return;
  if (terms.every(({ isMissing }) => isMissing)) {
    const message = "Every term is of a missing event, and none is left to be found.";
    addFault(faults, "eql/all-missing", message, missing.span);
  }
  if (maxspan || withSpan) return;
  const message = "An event can be missing only within a time, and the sequence has none.";
  const hint = 'Write "with maxspan=…" before the first term.';
  const { start } = missing.span;
  addFault(faults, "eql/missing-without-maxspan", message, { start, end: start + 2 }, hint);
}

function checkUntil(until: Term, faults: Fault[]): void {
  const { start } = until.span;
  if (until.isMissing) {
    const message = 'The term after "until" is of a missing event.';
    addFault(faults, "eql/until", message, { start, end: start + 2 }, 'Write "[" without the "!".');
  }
  if (until.runs > 1)
    addFault(
      faults,
      "eql/until",
      'The term after "until" has "runs".',
      until.span,
      "Leave it out.",
    );
}

function checkSample(terms: readonly Term[], faults: Fault[]): void {
  for (const { isMissing, runs, span } of terms) {
    const { start } = span;
    if (isMissing) {
      const message = "A sample has no missing events.";
      addFault(faults, "eql/sample-clause", message, { start, end: start + 2 });
    }
    if (runs > 1) addFault(faults, "eql/sample-clause", 'A sample has no "with runs".', span);
  }
}

/** Names are those of terms before the one in which they are used. */
function checkAliases(statement: Several, faults: Fault[]): void {
  const until = statement.kind === "sequence" ? statement.until : null;
  const terms = until ? [...statement.terms, until] : statement.terms;
  const all = new Set(terms.flatMap(({ alias }) => alias?.name ?? []));
  const known = new Set<string>();
  for (const { filter, by, alias } of terms) {
    for (const expression of [filter.condition, ...by]) checkFields(expression, known, all, faults);
    if (!alias) continue;
    if (known.has(alias.name)) {
      const message = `Two terms have the name ${quoteSource(alias.name)}.`;
      addFault(faults, "eql/duplicate-alias", message, alias.span);
    }
    known.add(alias.name);
  }
}

/** What looks like the event of a term, and has no other meaning in any schema. */
const EVENT_NAME = /^event\d+$/;

function checkFields(
  expression: Expression,
  known: ReadonlySet<string>,
  all: ReadonlySet<string>,
  faults: Fault[],
): void {
  if (expression.kind !== "field") {
    for (const child of childrenOf(expression)) checkFields(child, known, all, faults);
    return;
  }
  const [name, ...rest] = expression.name.split(".");
  if (rest.length === 0 || name === undefined || known.has(name)) return;
  if (!all.has(name) && !EVENT_NAME.test(name)) return;
  const message = all.has(name)
    ? `${quoteSource(name)} is the event of a term that does not come before this one.`
    : `No term before this one has the name ${quoteSource(name)}.`;
  const hint = didYouMean(name, known) ?? `Write "as ${name}" behind the term that is meant.`;
  const { start } = expression.span;
  const span = { start, end: start + name.length };
  addFault(faults, "eql/unknown-alias", message, span, all.has(name) ? undefined : hint);
}
