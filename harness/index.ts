/** The public API, in the order in which data flows. */
export type { Diagnostic } from "./text/diagnostic.ts";
export type { DiagnosticCode } from "./text/diagnostic-codes.ts";
export { printDiagnostic } from "./text/print-diagnostic.ts";
export type { Place } from "./text/source.ts";

export type { EventClass } from "./events/event-class.ts";
export type { LogEvent } from "./events/event.ts";
export type { FieldValue } from "./events/field-value.ts";
export type { LogSource } from "./events/log-sources/log-source.ts";

export type { ReadReport, RecordingFormat } from "./telemetry/read.ts";

export type { EventReference, Match } from "./matching/model/match.ts";
export type { CompiledRule, DetectionRule, Level } from "./matching/model/rule.ts";
export type { Explanation } from "./matching/evidence/explain.ts";

export type { BrokenRule } from "./languages/load.ts";

export { replay } from "./scenario/replay/replay.ts";
export type { Replay, ReplayedRecording, ReplayRequest } from "./scenario/replay/replay.ts";
export type { Run } from "./scenario/run.ts";
export type { Outcome, ScenarioResult, SignalVerdict, Verdict } from "./scenario/judge/verdict.ts";

export { REPORTERS } from "./reports/reporter.ts";
export type { Reporter, ReporterName } from "./reports/reporter.ts";
export { parseRunJson } from "./reports/run-json.ts";
export type { RuleSet } from "./languages/compilation.ts";
