import { dirname, isAbsolute, join } from "node:path";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { errorIn, hasErrors, type Diagnostic, type Fix } from "../../text/diagnostic.ts";
import { isSourceText, readText } from "../../text/read-text.ts";
import { didYouMean } from "../../text/suggest.ts";
import type { SourceText, TextPlace } from "../../text/source.ts";
import { locateYaml, readYaml, type YamlPath } from "../../text/yaml.ts";
import { projectRoot, whyForbidden } from "./allowed-paths.ts";
import { faultsOf } from "./schema-issue.ts";
import { scenarioJsonSchema, scenarioSchema, type ScenarioDocument } from "./schema.ts";
import type { Report, ReportDetail } from "./report.ts";
import type { Scenario, ScenarioRecording } from "./scenario.ts";
import { checkCounts } from "./counts.ts";
import { readSignals } from "./signals.ts";
import { substitute } from "./variables.ts";

/** A scenario file as far as it could be read: without `scenario`, there are errors. */
export interface LoadedScenario {
  readonly file: string;
  /** What to call it if it cannot be used; absent: its file's name. */
  readonly name?: string;
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What scenario files are allowed. */
export interface ScenarioOptions {
  /** Folders outside of the project below which its recordings may lie, too. */
  readonly allowOutside?: readonly string[];
}

/**
 * Reads and checks a scenario file, and that its recordings lie where they may. `file` is kept as given, with
 * forward slashes.
 */
export function loadScenario(file: string, options: ScenarioOptions = {}): LoadedScenario {
  const path = file.replaceAll("\\", "/");
  const source = readText(file);
  if (!isSourceText(source))
    return { file: path, scenario: null, diagnostics: [{ ...source, file: path }] };
  const read = readScenario({ ...source, path });
  const forbidden = read.scenario ? forbiddenPaths(read.scenario, file, options) : [];
  if (forbidden.length === 0) return { file: path, ...read };
  const diagnostics = [...read.diagnostics, ...forbidden].toSorted(byPlace);
  return { file: path, scenario: null, diagnostics };
}

function forbiddenPaths(
  { source, document, recordings }: Scenario,
  file: string,
  { allowOutside = [] }: ScenarioOptions,
): Diagnostic[] {
  const folders = [projectRoot(file), ...allowOutside];
  return recordings.flatMap(({ name, path }) => {
    const why = whyForbidden(path, folders);
    if (why === null) return [];
    const message = `The recording "${document.recordings[name]!.file}" ${why}.`;
    const hint = why.includes("outside")
      ? "Keep it in the project, or name its folder with --allow-outside (FIREDRILL_ALLOW_OUTSIDE for mocha)."
      : "A scenario reads plain files.";
    const place = locateYaml(source, ["recordings", name, "file"], "value");
    return [errorIn(source.path, "scenario/forbidden-path", message, { place, hint })];
  });
}

/** Checks the text of a scenario file. Paths in it are taken from the folder of `source.path`. */
export function readScenario(source: SourceText): Omit<LoadedScenario, "file"> {
  const { scenario, diagnostics } = checkScenario(source);
  return { scenario, diagnostics: diagnostics.toSorted(byPlace) };
}

/** Orders the diagnostics of one file as they stand in it. */
export function byPlace({ place: a }: Diagnostic, { place: b }: Diagnostic): number {
  return a?.kind === "text" && b?.kind === "text" ? a.line - b.line || a.column - b.column : 0;
}

function checkScenario(source: SourceText): Omit<LoadedScenario, "file"> {
  const { value, diagnostics: found } = readYaml(source);
  if (hasErrors(found)) return { scenario: null, diagnostics: found };
  const diagnostics: Diagnostic[] = [...found];
  const report = (
    code: Diagnostic["code"],
    path: YamlPath,
    message: string,
    { hint, part = "key", instead }: ReportDetail = {},
  ): void => {
    const place = locateYaml(source, path, part);
    const fix = instead === undefined ? undefined : keyFix(place, String(path.at(-1)), instead);
    diagnostics.push(errorIn(source.path, code, message, { place, hint, fix }));
  };

  const filled = substitute(value, variablesOf(value));
  for (const { path, name, hint } of filled.unknown)
    report("scenario/unknown-variable", path, `No variable is called "${name}".`, {
      hint,
      part: "value",
    });
  const reserved = [...reservedKeys(filled.value)];
  for (const path of reserved)
    report("scenario/unknown-key", path, `Nothing can be called "${RESERVED_KEY}".`, {
      hint: "Choose another name.",
    });
  if (reserved.length > 0) return { scenario: null, diagnostics };
  const checked = scenarioSchema.safeParse(filled.value);
  if (!checked.success) {
    const schema = scenarioJsonSchema();
    for (const { code, path, part, message, hint, instead } of checked.error.issues.flatMap(
      (issue) => faultsOf(issue, filled.value, schema),
    ))
      report(code, path, message, { hint, part, instead });
    return { scenario: null, diagnostics };
  }

  const document = checked.data;
  checkNames(document, report);
  checkExpectations(document, report);
  checkCounts(document, report);
  const sensors = Object.values(document.recordings).flatMap(({ sensor }) => sensor);
  const signals = readSignals(document.signals ?? {}, source, sensors);
  diagnostics.push(...signals.diagnostics);
  if (hasErrors(diagnostics)) return { scenario: null, diagnostics };
  const folder = dirname(source.path);
  const recordings = Object.entries(document.recordings).map(([name, item]): ScenarioRecording => {
    const path = isAbsolute(item.file) ? item.file : join(folder, item.file);
    return {
      name,
      path: path.replaceAll("\\", "/"),
      sensors: item.sensor,
      sha256: item.sha256 ?? null,
      declared: logSourceOf(item.logsource),
    };
  });
  const place = (path: YamlPath) => locateYaml(source, path);
  return {
    scenario: { source, document, recordings, signals: signals.signals, place },
    diagnostics,
  };
}

/** Checks that something can fail for what the rules do: a scenario that asks nothing of them would always pass. */
function checkExpectations({ expect }: ScenarioDocument, report: Report): void {
  const { fire = [], silent = [], blind = [], parity = [], others = "fail" } = expect;
  if (others === "fail" || fire.length + silent.length + blind.length + parity.length > 0) return;
  const left = others === "warn" ? "are only warned of" : "are ignored";
  const message = `Nothing is expected of any rule: none is listed, and others that fire ${left}.`;
  const hint = `List rules under "fire", "silent", "blind" or "parity", or write "others: fail" if none may fire.`;
  report("scenario/no-expectation", ["expect"], message, { hint });
}

/** The schema passes over this key, wherever it stands, without a word. */
const RESERVED_KEY = "__proto__";

/** Returns the paths of all such keys. */
function* reservedKeys(value: unknown, path: YamlPath = []): Generator<YamlPath> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const inner = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === RESERVED_KEY) yield inner;
    yield* reservedKeys(member, inner);
  }
}

function variablesOf(value: unknown): Record<string, string> {
  const vars = (value as { vars?: unknown } | null)?.vars;
  if (typeof vars !== "object" || vars === null) return {};
  return Object.fromEntries(Object.entries(vars).map(([name, text]) => [name, String(text)]));
}

/** Without keys that are there but undefined. */
function logSourceOf(
  written: ScenarioDocument["recordings"][string]["logsource"],
): LogSource | null {
  if (!written) return null;
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

/** Returns the edit that writes another key; undefined where the key does not stand as it reads. */
function keyFix(place: TextPlace, key: string, instead: string): Fix | undefined {
  const { line, column, endLine, endColumn, lineText } = place;
  const written = lineText.slice(column - 1, endColumn - 1);
  if (endLine !== undefined || ![key, `"${key}"`, `'${key}'`].includes(written)) return undefined;
  return { range: { line, column, endColumn }, text: instead };
}

/** Checks that every name of a recording or signal, wherever one stands, is one. */
function checkNames(document: ScenarioDocument, report: Report): void {
  const recordings = Object.entries(document.recordings).flatMap(([name, { sensor }]) => [
    name,
    ...sensor.map((one) => `${name}/${one}`),
  ]);
  const signals = Object.keys(document.signals ?? {});
  const check = (
    kind: "recording" | "signal",
    known: readonly string[],
    used: readonly string[] | undefined,
    path: YamlPath,
  ): void => {
    for (const name of used ?? [])
      if (!known.includes(name))
        report(`scenario/unknown-${kind}`, path, `No ${kind} is called "${name}".`, {
          hint:
            didYouMean(name, known) ??
            (known.length > 0 ? `There are: ${known.join(", ")}.` : undefined),
          part: "value",
        });
  };
  for (const [name, signal] of Object.entries(document.signals ?? {})) {
    check("recording", recordings, signal.on, ["signals", name, "on"]);
    check("signal", signals, signal.after === undefined ? [] : [signal.after], [
      "signals",
      name,
      "after",
    ]);
    if (signal.within !== undefined && signal.after === undefined)
      report(
        "scenario/wrong-value",
        ["signals", name, "within"],
        `"within" needs "after": so long after what?`,
      );
  }
  for (const kind of ["fire", "silent", "blind"] as const)
    for (const [index, item] of (document.expect[kind] ?? []).entries()) {
      const path = ["expect", kind, index];
      check("recording", recordings, item.on, [...path, "on"]);
      if ("events" in item) check("signal", signals, item.events, [...path, "events"]);
      if ("sequence" in item) {
        check("signal", signals, item.sequence, [...path, "sequence"]);
        if (item.sequence && item.events)
          report(
            "scenario/wrong-value",
            [...path, "sequence"],
            `"sequence" and "events" both say which events the rule matches.`,
            { hint: `Keep "sequence" if their order matters, else "events".` },
          );
      }
      if ("known" in item && item.known !== undefined && item.why === undefined)
        report("scenario/missing-key", [...path, "known"], `What is known needs a "why".`);
    }
  for (const [index, { on }] of (document.expect.parity ?? []).entries())
    check("recording", recordings, on, ["expect", "parity", index, "on"]);
}
