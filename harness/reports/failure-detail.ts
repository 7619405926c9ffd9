/**
 * What stands under the title of a check that failed: where, why, and what the rule saw. A dozen
 * lines at most, the most telling ones; `run.json` has the rest.
 */
import type { Explanation, ExplainedTest } from "../matching/evidence/explain.ts";
import type { EventReference, Match } from "../matching/model/match.ts";
import { plural } from "../text/plural.ts";
import { sensorAndId } from "../scenario/describe.ts";
import type { RuleAnswer, ParityVerdict, Verdict, VerdictRule } from "../scenario/judge/verdict.ts";
import { placeOnScreen, printDiagnostic } from "../text/print-diagnostic.ts";
import type { Check } from "./check.ts";
import type { Painter } from "./painter.ts";

const MOST_TESTS = 6;
const MOST_MATCHES = 3;
const MOST_DIAGNOSTICS = 3;
const MOST_DISAGREEMENTS = 4;
const MOST_CLAUSES = 3;
const WIDEST_LABEL = 52;
const WIDEST_VALUE = 72;

/** Returns the detail of a failed check of a scenario file, line by line, without indentation. */
export function failureDetail(check: Check, file: string, painter: Painter): string[] {
  const { escapeUntrusted } = painter;
  const place = `${escapeUntrusted(file)}:${check.line}`;
  const { subject } = check;
  switch (subject.kind) {
    case "scenario": {
      const { diagnostics } = subject.scenario;
      const shown = diagnostics
        .slice(0, MOST_DIAGNOSTICS)
        .flatMap((one) =>
          printDiagnostic({ ...one, message: escapeUntrusted(one.message) }).split("\n"),
        );
      return [...shown, ...more(diagnostics.length - MOST_DIAGNOSTICS, "diagnostic")];
    }
    case "recording": {
      const { path, diagnostics } = subject.recording;
      const named = diagnostics.filter(({ message }) => message !== check.reason);
      const shown = named
        .slice(0, MOST_DIAGNOSTICS)
        .map((one) => escapeUntrusted(`${placeOnScreen(one)}  ${one.message}`));
      return [
        `${place}   ${escapeUntrusted(path)}`,
        escapeUntrusted(check.reason),
        ...shown,
        ...more(named.length - shown.length, "diagnostic"),
      ];
    }
    case "signal":
      return [
        place,
        escapeUntrusted(check.reason),
        ...(subject.signal.explanation
          ? detailOfExplanation(subject.signal.explanation, painter)
          : []),
      ];
    case "verdict":
      return detailOfVerdict(subject.verdict, place, painter);
    case "others":
      return detailOfOthers(subject.fired, place, painter);
    case "parity":
      return detailOfParity(subject.parity, place, painter);
  }
}

function detailOfVerdict(verdict: Verdict, place: string, painter: Painter): string[] {
  const { escapeUntrusted, colors } = painter;
  const { rule, reason, explanation, matches, why } = verdict;
  return [
    rule.path === null ? place : `${place}   ${escapeUntrusted(rule.path)}`,
    escapeUntrusted(reason),
    ...(explanation ? detailOfExplanation(explanation, painter) : []),
    ...matches.slice(0, MOST_MATCHES).flatMap((match) => detailOfMatch(match, painter)),
    ...more(matches.length - MOST_MATCHES, "match"),
    ...(why === null ? [] : [`${colors.dim("why")}  ${escapeUntrusted(oneLine(why))}`]),
  ];
}

/** The rules that fired, each with the first of its matches. */
function detailOfOthers(fired: readonly Verdict[], place: string, painter: Painter): string[] {
  const { escapeUntrusted } = painter;
  const shown = fired.slice(0, MOST_MATCHES);
  return [
    place,
    ...shown.flatMap(({ rule, matches }) => [
      escapeUntrusted(`"${rule.title ?? rule.reference}"   ${rule.path ?? ""}`),
      ...matches.slice(0, 1).flatMap((match) => detailOfMatch(match, painter)),
      ...more(matches.length - 1, "match"),
    ]),
    ...more(fired.length - shown.length, "rule"),
  ];
}

/** The events on which rules disagree, each with what every rule says of it. */
function detailOfParity(parity: ParityVerdict, place: string, painter: Painter): string[] {
  const { escapeUntrusted, colors } = painter;
  const { rules, reason, disagreements, why } = parity;
  const shown = disagreements.slice(0, MOST_DISAGREEMENTS);
  const widest = Math.max(0, ...rules.map((rule) => nameOf(rule, painter).length));
  return [
    place,
    escapeUntrusted(reason),
    ...shown.flatMap(({ event, answers }) => [
      escapeUntrusted(eventLine(event)),
      ...answers.flatMap((answer, index) =>
        detailOfAnswer(answer, nameOf(rules[index]!, painter).padEnd(widest), painter),
      ),
    ]),
    ...more(disagreements.length - shown.length, "event"),
    ...(why === null ? [] : [`${colors.dim("why")}  ${escapeUntrusted(oneLine(why))}`]),
  ];
}

function nameOf({ path, reference }: VerdictRule, { escapeUntrusted }: Painter): string {
  return escapeUntrusted(path ?? reference);
}

function detailOfAnswer(
  { matched, via, explanation }: RuleAnswer,
  name: string,
  painter: Painter,
): string[] {
  const { escapeUntrusted, colors } = painter;
  if (matched)
    return [`  ${colors.green("✔")} ${name}  matched via ${escapeUntrusted(via.join(", "))}`];
  if (!explanation)
    return [`  ${colors.red("✖")} ${name}  ${colors.dim("not an event of its log source")}`];
  const failed = explanation.tests.filter((test) => !test.satisfied);
  const [first] = failed;
  if (!first)
    return [`  ${colors.red("✖")} ${name}  ${colors.dim("its part holds, but not the whole")}`];
  return [
    `  ${colors.red("✖")} ${name}  ${escapeUntrusted(labelOf(first))}  ${valueOf(first, painter)}`,
    ...failed
      .slice(1, MOST_CLAUSES)
      .map(
        (test) =>
          `    ${"".padEnd(name.length)}  ${escapeUntrusted(labelOf(test))}  ${valueOf(test, painter)}`,
      ),
  ];
}

function detailOfMatch(
  { events, via, byAbsence, unsupplied }: Match,
  { escapeUntrusted, colors }: Painter,
): string[] {
  const [first] = events;
  const others = events.length > 1 ? ` and ${plural(events.length - 1, "more event")}` : "";
  const evidence = via.length > 0 ? `   via ${escapeUntrusted(via.join(", "))}` : "";
  const flags = [
    ...(byAbsence.length > 0 ? [`only because absent: ${byAbsence.join(", ")}`] : []),
    ...(unsupplied.length > 0 ? [`not supplied here: ${unsupplied.join(", ")}`] : []),
  ];
  return [
    `matched  ${first ? escapeUntrusted(eventLine(first)) : "no event"}${others}${evidence}`,
    ...(flags.length > 0 ? [`  ${colors.dim(escapeUntrusted(flags.join("; ")))}`] : []),
  ];
}

function detailOfExplanation({ event, satisfied, tests }: Explanation, painter: Painter): string[] {
  const { escapeUntrusted } = painter;
  const shown = mostTelling(tests);
  const labels = shown.map((test) => escapeUntrusted(labelOf(test)));
  const selections = shown.map((test) => escapeUntrusted(test.selection));
  const widestSelection = Math.max(0, ...selections.map(({ length }) => length));
  const widestLabel = Math.min(WIDEST_LABEL, Math.max(0, ...labels.map(({ length }) => length)));
  return [
    `nearest event  ${escapeUntrusted(eventLine(event))}   (${satisfied} of ${plural(tests.length, "test")})`,
    ...shown.map((test, index) => {
      const selection =
        widestSelection > 0 ? `${selections[index]!.padEnd(widestSelection)}  ` : "";
      return `  ${markOf(test, painter)} ${selection}${labels[index]!.padEnd(widestLabel)}  ${valueOf(test, painter)}`;
    }),
    ...more(tests.length - shown.length, "test").map((line) => `  ${line}`),
  ];
}

/** The tests that are shown, in the rule's order; of too many, those that failed come first. */
function mostTelling(tests: readonly ExplainedTest[]): readonly ExplainedTest[] {
  if (tests.length <= MOST_TESTS) return tests;
  const ranked = [
    ...tests.filter((test) => !test.satisfied),
    ...tests.filter((test) => test.satisfied),
  ];
  const chosen = new Set(ranked.slice(0, MOST_TESTS));
  return tests.filter((test) => chosen.has(test));
}

function markOf({ satisfied, presence }: ExplainedTest, { colors }: Painter): string {
  if (satisfied) return colors.green("✔");
  return presence === "carried" ? colors.red("✖") : colors.yellow("○");
}

function labelOf({ label, negated }: ExplainedTest): string {
  return clip(oneLine(negated ? `not ${label}` : label), WIDEST_LABEL);
}

function valueOf({ presence, value }: ExplainedTest, { escapeUntrusted, colors }: Painter): string {
  if (presence === "never") return colors.dim("the sensor supplies no such field");
  if (presence === "absent") return colors.dim("absent from this record");
  return value === null
    ? colors.dim("without a value")
    : `"${escapeUntrusted(clip(value, WIDEST_VALUE))}"`;
}

/** Returns an event on one line: where it stands, what it is, where and when it happened. */
function eventLine(event: EventReference): string {
  const { position, computer, time } = event;
  const parts = [`#${position}`, sensorAndId(event), computer, time];
  return parts.filter((part) => part !== null).join("  ");
}

function more(number: number, noun: string): string[] {
  return number > 0 ? [`… and ${plural(number, `more ${noun}`)}`] : [];
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
