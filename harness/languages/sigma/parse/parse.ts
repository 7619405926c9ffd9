import { isRecord } from "../../../text/record.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import type { Legacy } from "./aggregation.ts";
import type { Selection, SigmaRule } from "./ast.ts";
import { readLogSource } from "./log-source.ts";
import { readMetadata } from "./metadata.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseSelection } from "./parse-selection.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

/**
 * Reads a document that is a detection rule.
 *
 * @returns null if a part is missing; other errors are in the report, and the rest was read
 */
export function parseRule(
  document: Readonly<Record<string, unknown>>,
  report: Report,
): SigmaRule | null {
  const metadata = readMetadata(document, report);
  const logSource = readLogSource(document, report);
  const detection = parseDetection(document, "detection", report);
  if (!metadata || !logSource || !detection) return null;
  return { ...metadata, logSource, ...detection };
}

type Detection = Pick<SigmaRule, "selections" | "conditions">;

/**
 * Reads selections and a condition.
 *
 * @param key under which they stand; a filter has the rules it is for among them
 * @returns null if a part is missing; other errors are in the report, and the rest was read
 */
export function parseDetection(
  document: Readonly<Record<string, unknown>>,
  key: "detection" | "filter",
  report: Report,
): Detection | null {
  const written = document[key];
  if (written === undefined) {
    report.error("sigma/missing-key", `The rule has no "${key}".`, {
      path: ["title"],
      part: "key",
    });
    return null;
  }
  if (!isRecord(written)) {
    const message = `"${key}" is ${quote(written)}, and must be a map of selections and a condition.`;
    report.error("sigma/wrong-type", message, { path: [key], part: "key" });
    return null;
  }
  const { selections, timeframe } = parseSelections(document, key, report);
  const legacy = { timeframe, rule: scalarText(document["name"]) ?? scalarText(document["id"]) };
  if (selections.size === 0)
    report.error("sigma/empty-selection", `"${key}" has no selection.`, {
      path: [key],
      part: "key",
    });
  const conditions = parseConditions(written, key, selections, legacy, report);
  return conditions && selections.size > 0 ? { selections, conditions } : null;
}

/**
 * Reads the selections alone.
 *
 * @returns none if there is no map of them
 */
export function parseSelections(
  document: Readonly<Record<string, unknown>>,
  key: "detection" | "filter",
  report: Report,
): { readonly selections: Detection["selections"]; readonly timeframe: string | undefined } {
  const selections = new Map<string, Selection | null>();
  const written = document[key];
  if (!isRecord(written)) return { selections, timeframe: undefined };
  // A duration under this name belongs to the counting conditions of Sigma 1 and is no selection.
  const timeframe = scalarText(written["timeframe"]);
  for (const [name, selection] of Object.entries(written)) {
    if (name === "condition" || (name === "timeframe" && timeframe !== undefined)) continue;
    if (name === "rules" && key === "filter") continue;
    selections.set(name, parseSelection(selection, [key, name], report));
  }
  return { selections, timeframe };
}

function parseConditions(
  detection: Readonly<Record<string, unknown>>,
  key: string,
  selections: Detection["selections"],
  legacy: Legacy,
  report: Report,
): Detection["conditions"] | null {
  const path: YamlPath = [key, "condition"];
  const written = detection["condition"];
  if (written === undefined) {
    report.error("sigma/missing-key", `"${key}" has no condition.`, {
      path: [key],
      part: "key",
    });
    return null;
  }
  const texts: readonly unknown[] = Array.isArray(written) ? written : [written];
  if (texts.length === 0) {
    report.error("sigma/empty-selection", "The list of conditions is empty.", {
      path,
      part: "key",
    });
    return null;
  }
  const conditions: Detection["conditions"][number][] = [];
  for (const [i, text] of texts.entries()) {
    const at = Array.isArray(written) ? [...path, i] : path;
    if (typeof text !== "string") {
      report.error("sigma/wrong-type", `The condition is ${quote(text)}, and must be a text.`, {
        path: at,
        part: "value",
      });
      continue;
    }
    const condition = parseCondition(text, at, selections, legacy, report);
    if (condition) conditions.push({ path: at, condition });
  }
  warnOfTimeframe(texts, key, legacy.timeframe, report);
  return conditions.length === texts.length ? conditions : null;
}

function warnOfTimeframe(
  conditions: readonly unknown[],
  key: string,
  timeframe: string | undefined,
  report: Report,
): void {
  if (timeframe === undefined || conditions.some((text) => String(text).includes("|"))) return;
  const message = "The timeframe says nothing: the condition is about single events.";
  const hint = 'Conditions over time are correlations, with a "timespan".';
  report.warning(
    "sigma/legacy-timeframe",
    message,
    { path: [key, "timeframe"], part: "key" },
    hint,
  );
}

function scalarText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
