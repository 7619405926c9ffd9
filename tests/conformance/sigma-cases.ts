import type { LogSource } from "../../harness/events/log-sources/log-source.ts";
import { compileSigma } from "../languages/sigma/compile-sigma.ts";
import { Engine } from "../../harness/matching/engine.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { eventOfJson } from "../../harness/telemetry/read.ts";
import { hasErrors, type Diagnostic } from "../../harness/text/diagnostic.ts";
import type { Corpora } from "./corpora.ts";
import { judged, type CaseResult, type Suite } from "./suite.ts";

/** One semantic point of Sigma: a detection, an event, and what must come of them. */
interface SigmaCase {
  readonly id: string;
  readonly detection: unknown;
  readonly event: unknown;
  /** Absent: a log source that takes every event. */
  readonly logsource?: LogSource;
  /** Whether it matches; `error…`: the rule is refused; `lint error; …`: a diagnostic, and it matches. */
  readonly expect: boolean | string;
  readonly why?: string;
}

/** Every case of `sigma-cases/cases.json` comes out as it says. */
export const SIGMA_CASES: Suite = {
  name: "sigma-cases",
  async run(corpora: Corpora): Promise<CaseResult[] | null> {
    const file = (await corpora.json("sigma-cases", "cases.json")) as {
      readonly cases: readonly SigmaCase[];
    } | null;
    if (file === null) return null;
    return Promise.all(file.cases.map((one) => judged(one.id, () => judge(one))));
  },
};

function judge(one: SigmaCase): string | null {
  const { rules, diagnostics } = compileSigma(ruleOf(one), `${one.id}.yml`);
  const refused = rules.length === 0;
  const reported = diagnostics.map(({ code, message }) => `${code}: ${message}`).join(" ");
  const problem = problemOf(one, rules, diagnostics);
  if (problem === null) return null;
  return [
    problem,
    ...(one.why ? [`(${one.why})`] : []),
    ...(reported && !refused ? [reported] : []),
  ].join(" ");
}

function problemOf(
  one: SigmaCase,
  rules: readonly CompiledRule[],
  diagnostics: readonly Diagnostic[],
): string | null {
  const { expect } = one;
  const refused = rules.length === 0 && hasErrors(diagnostics);
  if (typeof expect === "string" && expect.startsWith("error"))
    return refused ? null : "expected the rule to be refused, it was accepted";
  const [rule] = rules;
  if (!rule) return `the rule was refused: ${diagnostics.map(({ message }) => message).join(" ")}`;
  const matched = matches(rule, one);
  if (typeof expect === "boolean")
    return matched === expect ? null : `expected ${expect ? "a match" : "no match"}`;
  if (!expect.startsWith("lint error"))
    return `the case expects "${expect}", which says nothing to us`;
  if (diagnostics.length === 0) return "expected a diagnostic, there is none";
  return matched ? null : "expected a match besides the diagnostic";
}

/** The case's rule as a file. JSON is YAML. */
function ruleOf({ id, detection, logsource = OPEN }: SigmaCase): { path: string; text: string } {
  const text = JSON.stringify({ title: `Case ${id}`, logsource, detection }, null, 2);
  return { path: `${id}.yml`, text };
}

/** A rule file must name a log source; this one stands for all of them. */
const OPEN: LogSource = { product: "conformance" };

function matches(rule: CompiledRule, { event, logsource }: SigmaCase): boolean {
  const asked = logsource
    ? rule
    : { ...rule, stages: rule.stages.map((stage) => ({ ...stage, logSource: {} })) };
  const pass = new Engine([asked]).open("case");
  pass.see(eventOfJson(event, 1, logsource ?? OPEN));
  return pass.end().matches.length > 0;
}
