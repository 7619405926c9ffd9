import type { LogEvent } from "../../harness/events/event.ts";
import type { RuleSet } from "../../harness/languages/compilation.ts";
import { Engine } from "../../harness/matching/engine.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { SignalCapture } from "../../harness/scenario/replay/signal-capture.ts";
import { judge, type Judgement } from "../../harness/scenario/judge/judge.ts";
import { readScenario } from "../../harness/scenario/format/load.ts";
import { planOf } from "../../harness/scenario/plan/plan.ts";
import type { RecordingResult } from "../../harness/scenario/replay/recording-result.ts";
import { printDiagnostic } from "../../harness/text/print-diagnostic.ts";

/** Returns a rule set of sound rules. */
export function ruleSet(...rules: CompiledRule[]): RuleSet {
  return { rules, broken: [], diagnostics: [], skippedFiles: 0 };
}

/** Judges a scenario over events that stand for its recordings. */
export function judgeInMemory(
  text: string,
  rules: RuleSet,
  events: Readonly<Record<string, readonly LogEvent[]>>,
): Judgement {
  const { scenario, diagnostics } = readScenario({ path: "scenarios/test.scenario.yml", text });
  if (!scenario) throw new Error(diagnostics.map(printDiagnostic).join("\n"));
  const plan = planOf(scenario, rules);
  if (plan.diagnostics.length > 0)
    throw new Error(plan.diagnostics.map(printDiagnostic).join("\n"));
  const engine = new Engine(rules.rules);
  const trials = scenario.recordings.map((recording): RecordingResult => {
    const played = events[recording.name] ?? [];
    const [pass, capture] = [
      engine.open(recording.path),
      new SignalCapture(scenario.signals, recording),
    ];
    for (const event of played) {
      pass.see(event);
      capture.see(event);
    }
    const report = {
      path: recording.path,
      format: "ndjson" as const,
      events: played.length,
      skipped: 0,
      unreadable: false,
      diagnostics: [],
    };
    return {
      recording,
      report,
      ...pass.end(),
      captures: capture.end(),
      untimed: capture.untimed,
      sha256: null,
    };
  });
  return judge(scenario, plan, trials);
}
