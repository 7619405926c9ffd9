import type { SourceText, TextPlace } from "../../text/source.ts";
import type { YamlPath } from "../../text/yaml.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { Predicate } from "../../matching/model/predicate.ts";
import type { ScenarioDocument, SignalItem } from "./schema.ts";

/** A scenario file, read and checked. */
export interface Scenario {
  readonly source: SourceText;
  readonly document: ScenarioDocument;
  readonly recordings: readonly ScenarioRecording[];
  readonly signals: readonly Signal[];
  /** Returns where a node of the file stands. */
  place(path: YamlPath): TextPlace;
}

export interface ScenarioRecording {
  readonly name: string;
  /** Path from the current folder, forward slashes. */
  readonly path: string;
  /** The sensors that the file must hold events of, no more and no less; null if the scenario names none. */
  readonly sensors: readonly string[] | null;
  readonly sha256: string | null;
  /** What telemetry that does not name its source is declared to be. */
  readonly declared: LogSource | null;
}

export interface Signal {
  readonly name: string;
  readonly item: SignalItem;
  readonly alternatives: readonly SignalAlternative[];
}

/** One map under `where`: all of it must hold. */
export interface SignalAlternative {
  readonly sensor: string | null;
  readonly predicate: Predicate;
  /** Tests that a field has a value which a field of another signal's event had. */
  readonly references: readonly SignalReference[];
}

export interface SignalReference {
  readonly field: string;
  readonly signal: string;
  readonly otherField: string;
}
