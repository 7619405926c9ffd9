/** `--where`: Sigma selections on one event, read and bound as the signals of scenarios are. */
import type { EventClass } from "../events/event-class.ts";
import type { ShownEvent } from "../events/event.ts";
import { compileSelection } from "../languages/sigma/compile/selection.ts";
import { compilePredicate } from "../matching/evaluate/compile-predicate.ts";
import type { Predicate } from "../matching/model/predicate.ts";
import { rawOrTranslated } from "../scenario/replay/signal-capture.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { readYaml } from "../text/yaml.ts";
import { classFields, type Decision } from "../matching/binding/class-fields.ts";

/** Whether an event is asked for. */
export type EventTest = (event: ShownEvent) => boolean;

/**
 * Compiles selections in YAML, one text each: `EventID: 1`, `{Image|endswith: \cmd.exe}`, or a list
 * of such maps. An event is asked for if any of them holds. `sensor: …` in a map narrows it.
 *
 * @returns `test` is null if, and only if, there is an error among the diagnostics
 */
export function compileWhere(texts: readonly string[]): {
  test: EventTest | null;
  diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const alternatives = texts.flatMap((text) => readAlternatives(text, diagnostics));
  if (diagnostics.some(({ severity }) => severity === "error")) return { test: null, diagnostics };
  const decisions = new Map<EventClass, Decision>();
  return {
    test: (event) => holds(decisionFor(event.class, alternatives, decisions), event),
    diagnostics,
  };
}

interface Alternative {
  readonly sensor: string | null;
  readonly predicate: Predicate;
}

function readAlternatives(text: string, diagnostics: Diagnostic[]): Alternative[] {
  const source = { path: "--where", text };
  const read = readYaml(source);
  diagnostics.push(...read.diagnostics);
  if (read.value === undefined) return [];
  return [read.value].flat().flatMap((value: unknown, index): Alternative[] => {
    const path = Array.isArray(read.value) ? [index] : [];
    const { sensor, selection } = withoutSensor(value);
    if (sensor !== null && Object.keys(selection as object).length === 0)
      return [{ sensor, predicate: { kind: "constant", value: true } }];
    const compiled = compileSelection(selection, source, path);
    diagnostics.push(...compiled.diagnostics);
    return compiled.predicate ? [{ sensor, predicate: compiled.predicate }] : [];
  });
}

function withoutSensor(value: unknown): { sensor: string | null; selection: unknown } {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "sensor"))
    return { sensor: null, selection: value };
  const { sensor, ...selection } = value as Record<string, unknown>;
  return { sensor: String(sensor), selection };
}

function decisionFor(
  cls: EventClass,
  alternatives: readonly Alternative[],
  decisions: Map<EventClass, Decision>,
): Decision {
  let decision = decisions.get(cls);
  if (decision === undefined) {
    const of = alternatives
      .filter(({ sensor }) => sensor === null || sensor === cls.sensor)
      .map(({ predicate }) => predicate);
    decision = compilePredicate({ kind: "any", of }, classFields(rawOrTranslated(cls)));
    decisions.set(cls, decision);
  }
  return decision;
}

function holds(decision: Decision, event: ShownEvent): boolean {
  return typeof decision === "boolean" ? decision : decision(event);
}
