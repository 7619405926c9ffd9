/**
 * Signals: telemetry that must be in a recording, before any rule is looked at. Their conditions
 * are Sigma selections, compiled by the same code as the rules' own.
 */
import { compileSelection } from "../../languages/sigma/compile/selection.ts";
import type { Predicate } from "../../matching/model/predicate.ts";
import { errorIn, type Diagnostic } from "../../text/diagnostic.ts";
import type { SourceText } from "../../text/source.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import { knownSensors } from "../../events/sensors.ts";
import { didYouMean } from "../../text/suggest.ts";
import { locateYaml, type YamlPath } from "../../text/yaml.ts";
import type { Signal, SignalAlternative, SignalReference } from "./scenario.ts";
import type { SignalItem } from "./schema.ts";

/** `@signal.Field` as the whole value of a field. */
const REFERENCE = /^@([a-z0-9-]+)\.(.+)$/;

/**
 * Compiles the signals of a scenario, in an order in which each stands after those it refers to.
 *
 * @param sensors that its recordings name
 */
export function readSignals(
  items: Readonly<Record<string, SignalItem>>,
  source: SourceText,
  sensors: readonly string[],
): { signals: Signal[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const known = {
    signals: Object.keys(items),
    sensors: [...new Set([...sensors, ...knownSensors()])],
  };
  const signals = Object.entries(items).map(([name, item]): Signal => {
    const path = ["signals", name, "where"];
    const conditions = Array.isArray(item.where)
      ? item.where.map((condition, index) => ({ condition, path: [...path, index] }))
      : [{ condition: item.where, path }];
    const alternatives = conditions.map(({ condition, path }) =>
      readAlternative(condition, path, source, known, diagnostics),
    );
    return { name, item, alternatives };
  });
  return { signals: inOrder(signals, source, diagnostics), diagnostics };
}

function readAlternative(
  condition: Readonly<Record<string, unknown>>,
  path: YamlPath,
  source: SourceText,
  known: { readonly signals: readonly string[]; readonly sensors: readonly string[] },
  diagnostics: Diagnostic[],
): SignalAlternative {
  const references: SignalReference[] = [];
  const selection: Record<string, unknown> = {};
  let sensor: string | null = null;
  for (const [field, value] of Object.entries(condition)) {
    const reference = typeof value === "string" ? REFERENCE.exec(value) : null;
    const report = (code: DiagnosticCode, message: string, hint: string | undefined): void => {
      const place = locateYaml(source, [...path, field], "value");
      diagnostics.push(errorIn(source.path, code, message, { place, hint }));
    };
    if (field === "sensor") {
      sensor = String(value);
      if (typeof value !== "string" || !known.sensors.includes(value))
        report(
          "scenario/unknown-sensor",
          `No sensor is called ${JSON.stringify(value)}.`,
          typeof value === "string"
            ? didYouMean(value, known.sensors)
            : "Name one sensor; for several, write one alternative for each.",
        );
    } else if (!reference) selection[field] = value;
    else if (!known.signals.includes(reference[1]!)) {
      const message = `No signal is called "${reference[1]}".`;
      report("scenario/unknown-signal", message, didYouMean(reference[1]!, known.signals));
    } else references.push({ field, signal: reference[1]!, otherField: reference[2]! });
  }
  return { sensor, predicate: readSelection(selection, path, source, diagnostics), references };
}

function readSelection(
  selection: Readonly<Record<string, unknown>>,
  path: YamlPath,
  source: SourceText,
  diagnostics: Diagnostic[],
): Predicate {
  if (Object.keys(selection).length === 0) return { kind: "constant", value: true };
  const compiled = compileSelection(selection, source, path);
  diagnostics.push(...compiled.diagnostics);
  return compiled.predicate ?? { kind: "constant", value: false };
}

/** Signals that refer to signals: more than anyone writes, less than a stack holds. */
const MAX_DEPTH = 100;

/** Sorts signals by what they refer to; a circle is an error, and so is a chain that is too long. */
function inOrder(
  signals: readonly Signal[],
  source: SourceText,
  diagnostics: Diagnostic[],
): Signal[] {
  const [sorted, open] = [new Set<Signal>(), new Set<Signal>()];
  const visit = (signal: Signal): void => {
    if (sorted.has(signal)) return;
    if (open.has(signal)) {
      const place = locateYaml(source, ["signals", signal.name]);
      const message = `The signal "${signal.name}" refers to itself, by way of others or directly.`;
      diagnostics.push(errorIn(source.path, "scenario/signal-circle", message, { place }));
      return;
    }
    if (open.size - sorted.size >= MAX_DEPTH) {
      const place = locateYaml(source, ["signals", signal.name]);
      const message = `Signals refer to each other more than ${MAX_DEPTH} deep, up to "${signal.name}".`;
      diagnostics.push(errorIn(source.path, "scenario/signals-too-deep", message, { place }));
      return;
    }
    open.add(signal);
    const references = signal.alternatives.flatMap(({ references: found }) =>
      found.map((one) => one.signal),
    );
    for (const name of [...references, signal.item.after ?? []].flat())
      signals.filter((other) => other.name === name).forEach(visit);
    sorted.add(signal);
  };
  signals.forEach(visit);
  return [...sorted];
}
