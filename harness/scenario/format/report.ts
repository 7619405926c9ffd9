import type { DiagnosticCode } from "../../text/diagnostic-codes.ts";
import type { YamlPath } from "../../text/yaml.ts";

/** What may be said beside the message of a fault. */
export interface ReportDetail {
  readonly hint?: string | undefined;
  readonly part?: "key" | "value";
  /** What belongs in the place of the key. */
  readonly instead?: string | undefined;
}

/** Takes a fault of a scenario file, at a key or value of it. */
export type Report = (
  code: DiagnosticCode,
  path: YamlPath,
  message: string,
  detail?: ReportDetail,
) => void;
