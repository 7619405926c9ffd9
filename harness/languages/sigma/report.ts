import type { SourceText, Span, TextPlace } from "../../text/source.ts";
import { locateInKey, locateInString, locateYaml, type YamlPath } from "../../text/yaml.ts";
import { createDiagnosticReport, type DiagnosticReport } from "../common/report.ts";

/** The node of a YAML text that is being compiled. Paths in reports begin there. */
export interface Origin {
  readonly source: SourceText;
  readonly path: YamlPath;
  /** Ordinal of the document in its text, from 0, in which a path stands. */
  readonly documentOf?: (path: YamlPath) => number;
}

/** What a diagnostic points at: a key or a value, or a piece of one. */
export interface Target {
  readonly path: YamlPath;
  readonly part: "key" | "value";
  readonly piece?: Span;
}

/** Collects diagnostics on a part of a YAML text. */
export type Report = DiagnosticReport<Target>;

/** Returns an empty report on a part of a text. */
export function createReport(origin: Origin): Report {
  return createDiagnosticReport(origin.source.path, (target) => placeOfTarget(origin, target));
}

function placeOfTarget(
  { source, path: base, documentOf }: Origin,
  { path, part, piece }: Target,
): TextPlace {
  const whole = [...base, ...path];
  const document = documentOf?.(whole);
  if (!piece) return locateYaml(source, whole, part, document);
  const locate = part === "key" ? locateInKey : locateInString;
  return locate(source, whole, piece.start, piece.end - piece.start, document);
}
