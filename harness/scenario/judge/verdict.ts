import type { Explanation } from "../../matching/evidence/explain.ts";
import type { EventReference, Match } from "../../matching/model/match.ts";
import type { Level } from "../../matching/model/rule.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";

/** The outcome of an expectation on a recording. */
export type Outcome =
  "fired" | "silent" | "missed" | "differs" | "false-alarm" | "blind" | "broken" | "outdated";

/** What was expected: a rule fires, stays silent, is known to be blind; or is named nowhere (`others`). */
export type ExpectationKind = "fire" | "silent" | "blind" | "others";

/** What the scenario says is known: a missing detection, a false positive, or a blind spot. */
export type Known = "gap" | "false-positive" | "blind";

/** The judgement of one expectation on one recording. Plain data. */
export interface Verdict {
  readonly expectation: ExpectationKind;
  readonly rule: VerdictRule;
  /** `name` or `name/sensor`, as in the scenario; null if no recording is of the rule's log source. */
  readonly recording: string | null;
  readonly outcome: Outcome;
  readonly passed: boolean;
  readonly known: Known | null;
  /** One line: why the outcome is this. */
  readonly reason: string;
  /** Why the author expects this, in their own words. */
  readonly why: string | null;
  /** What the rule matched on the recording. */
  readonly matches: readonly Match[];
  /** For `missed`: the event that came nearest. */
  readonly explanation: Explanation | null;
  readonly line: number;
  readonly column: number;
}

/** The rule of an expectation, as far as it could be found. */
export interface VerdictRule {
  /** As the scenario names it. */
  readonly reference: string;
  readonly id: string | null;
  readonly title: string | null;
  readonly path: string | null;
  readonly level: Level | null;
  readonly language: string | null;
  readonly techniques: readonly string[];
}

/** The judgement of whether rules matched the same events of a recording. */
export interface ParityVerdict {
  readonly rules: readonly VerdictRule[];
  /** As in `Verdict`. */
  readonly recording: string | null;
  readonly outcome: "agreed" | "disagreed" | "blind" | "broken";
  readonly passed: boolean;
  readonly reason: string;
  readonly why: string | null;
  /** Events that all of the rules matched. */
  readonly events: readonly EventReference[];
  /** Events that some of them matched, in the order of the recording. */
  readonly disagreements: readonly Disagreement[];
  readonly line: number;
  readonly column: number;
}

/** An event that some of the compared rules matched, and others did not. */
export interface Disagreement {
  readonly event: EventReference;
  /** One per rule, in their order. */
  readonly answers: readonly RuleAnswer[];
}

/** What one of the compared rules did on an event. */
export interface RuleAnswer {
  readonly matched: boolean;
  /** Evidence of the matches that the event is in. */
  readonly via: readonly string[];
  /** Why it did not match; null if it matched, or if the event is not of its log source. */
  readonly explanation: Explanation | null;
}

/** The judgement of one signal over the recordings it concerns. */
export interface SignalVerdict {
  readonly signal: string;
  readonly recording: string | null;
  readonly met: boolean;
  /** `blind`: no event of the recording could have met it. */
  readonly outcome: "met" | "unmet" | "blind";
  readonly count: number;
  /** Why it is not met, to follow a colon; or "". */
  readonly reason: string;
  readonly events: readonly EventReference[];
  /** Of one that is unmet for want of events: the event that came nearest. */
  readonly explanation: Explanation | null;
  readonly line: number;
  readonly column: number;
}

/** The judgement of one recording, before rules are looked at. */
export interface RecordingVerdict {
  readonly name: string;
  readonly path: string;
  readonly format: string | null;
  readonly sensors: readonly string[];
  readonly provenance: string | null;
  readonly events: number;
  /** Its events by class: the most frequent ones, sorted by sensor, channel and event id. */
  readonly classes: readonly ClassCount[];
  /** Classes that are not listed. */
  readonly moreClasses: number;
  /** What was lost: malformed records, broken lines, bad chunks, archives that end early; exact. */
  readonly skipped: number;
  /** Why the scenario says that so much was lost; null if it announces no loss, or another. */
  readonly announced: string | null;
  /** Whether nothing of it was lost. */
  readonly sound: boolean;
  /** Whether it can be relied on: it is readable, the one that was meant, and no more was lost than is announced. */
  readonly passed: boolean;
  /** Why it does not pass, or "". */
  readonly reason: string;
  /** Wholly unreadable, so that nothing can be said of it. */
  readonly unreadable: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly line: number;
  readonly column: number;
}

/** How many events of one class a recording has. */
export interface ClassCount {
  readonly sensor: string;
  readonly channel: string | null;
  readonly eventId: number | null;
  readonly count: number;
}

/** What is expected of rules that no expectation names, and where the scenario says so. */
export interface OthersExpectation {
  readonly expected: "fail" | "warn" | "ignore";
  readonly line: number;
  readonly column: number;
}

/** A scenario, played and judged. */
export interface ScenarioResult {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly status: "draft" | "stable" | "quarantined";
  readonly techniques: readonly string[];
  /** Why the file could not be used; then nothing else is filled. */
  readonly diagnostics: readonly Diagnostic[];
  readonly recordings: readonly RecordingVerdict[];
  readonly signals: readonly SignalVerdict[];
  /** Of expectations, then of rules that fired and that none names. */
  readonly verdicts: readonly Verdict[];
  readonly parity: readonly ParityVerdict[];
  readonly others: OthersExpectation;
  /** Messages of the warnings about the file, with which it can still be played. */
  readonly warnings: readonly string[];
  readonly passed: boolean;
  readonly seconds: number;
}
