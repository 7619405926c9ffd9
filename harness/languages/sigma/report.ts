import { hasErrors, type Diagnostic } from "../../text/diagnostic.ts";
import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { SourceText, Span, TextPlace } from "../../text/source.ts";
import { locateInKey, locateInString, locateYaml, type YamlPath } from "../../text/yaml.ts";

/** The part of a YAML text that is being compiled. Paths in reports begin there. */
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

/** Collects diagnostics. Places are looked for only when there is something to report. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  error(code: DiagnosticCode, message: string, target: Target, hint?: string): void;
  warning(code: DiagnosticCode, message: string, target: Target, hint?: string): void;
  hasErrors(): boolean;
}

/** Returns an empty report on a part of a text. */
export function createReport(origin: Origin): Report {
  const diagnostics: Diagnostic[] = [];
  const add =
    (severity: "error" | "warning"): Report["error"] =>
    (code, message, target, hint) => {
      const place = placeOfTarget(origin, target);
      const file = origin.source.path;
      diagnostics.push({
        code,
        severity,
        message,
        ...(hint === undefined ? {} : { hint }),
        file,
        place,
      });
    };
  return {
    diagnostics,
    error: add("error"),
    warning: add("warning"),
    hasErrors: () => hasErrors(diagnostics),
  };
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

/** Returns what was found, as a message quotes it: short, on one line. */
export function quote(found: unknown): string {
  if (typeof found !== "string") return `${describeValue(found)}`;
  const text = found.length > 80 ? `${found.slice(0, 77)}…` : found;
  return `"${text}"`;
}

function describeValue(found: unknown): string {
  if (Array.isArray(found)) return "a list";
  if (found !== null && typeof found === "object") return "a map";
  return String(found);
}
