/** The public API, in the order in which data flows. See docs/library.md. */
export type { Diagnostic, Fix } from "./text/diagnostic.ts";
export type { DiagnosticCode } from "./text/diagnostic-codes.ts";
export { printDiagnostic } from "./text/print-diagnostic.ts";
export type { Place } from "./text/source.ts";

export type { EventClass } from "./events/event-class.ts";
export type { LogEvent, ShownEvent } from "./events/event.ts";
export { keepEvent } from "./events/keep-event.ts";
export type { FieldValue } from "./events/field-value.ts";
export type { LogSource } from "./events/log-sources/log-source.ts";

export { readRecording } from "./library/read-recording.ts";
export type { ReadReport, RecordingFormat, RecordingOptions, SeeEvent } from "./telemetry/read.ts";

export { loadRules } from "./library/load-rules.ts";
export type { RuleOptions } from "./library/load-rules.ts";
export type { BrokenRule } from "./languages/load.ts";
export type { RuleSet } from "./languages/compilation.ts";

export { Engine } from "./library/engine.ts";
export type { Pass, PassResult } from "./library/engine.ts";
export type { RuleDroppedEvents } from "./matching/engine.ts";
export type { EventReference, Match, MatchedValue } from "./matching/model/match.ts";
export type { CompiledRule, DetectionRule, Level } from "./matching/model/rule.ts";
export type { Blindness } from "./matching/liveness/liveness.ts";

export { explain } from "./library/explain.ts";
export type { ExplainedPart, RuleExplanation } from "./library/explain.ts";
export type { ExplainedTest, Explanation } from "./matching/evidence/explain.ts";

export { replay } from "./scenario/replay/replay.ts";
export type { Replay, ReplayedRecording, ReplayRequest } from "./scenario/replay/replay.ts";

export { playRecordings, playScenario, runOf } from "./library/play-scenario.ts";
export type { PlayOptions, RunOptions } from "./library/play-scenario.ts";
export { loadScenario } from "./scenario/format/load.ts";
export type { LoadedScenario, ScenarioOptions } from "./scenario/format/load.ts";
export type { Scenario, ScenarioRecording } from "./scenario/format/scenario.ts";
export { planOf } from "./scenario/plan/plan.ts";
export type { Plan } from "./scenario/plan/plan.ts";
export type { RecordingResult } from "./scenario/replay/recording-result.ts";
export { judge } from "./scenario/judge/judge.ts";
export type { Judgement } from "./scenario/judge/judge.ts";
export type { Run } from "./scenario/run.ts";
export type {
  Outcome,
  ParityVerdict,
  RecordingVerdict,
  ScenarioResult,
  SignalVerdict,
  Verdict,
} from "./scenario/judge/verdict.ts";

export { REPORTERS } from "./reports/reporter.ts";
export type { Reporter, ReporterName } from "./reports/reporter.ts";
export { parseRunJson } from "./reports/run-json.ts";
