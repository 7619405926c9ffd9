/** Reads a document that is a filter: a further condition for other rules. */
import type { Condition, RuleReference, SigmaFilter } from "./ast.ts";
import type { Document } from "./document-kind.ts";
import { readLogSource } from "./log-source.ts";
import { readMetadata } from "./metadata.ts";
import { parseDetection } from "./parse.ts";
import { readReferences } from "./parse-correlation.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

/**
 * Reads a filter.
 *
 * @returns null if a part is missing; other errors are in the report, and the rest was read
 * @see Sigma filters specification; pySigma, `SigmaFilter`, which decides
 */
export function parseFilter(document: Document, report: Report): SigmaFilter | null {
  const metadata = readMetadata(document, report);
  const logSource = readLogSource(document, report);
  const detection = parseDetection(document, "filter", report);
  const rules = detection && readRules((document["filter"] as Document)["rules"], report);
  if (!metadata || !logSource || !detection || rules === undefined || rules === "wrong")
    return null;
  const { conditions } = detection;
  if (Array.isArray((document["filter"] as Document)["condition"])) {
    const message = "The condition of a filter is a list, and must be a text.";
    report.error("sigma/wrong-type", message, { path: ["filter", "condition"], part: "key" });
  }
  if (!conditions.some(({ condition }) => drops(condition))) warnOfKeeping(report);
  return { ...detection, logSource, rules };
}

function readRules(written: unknown, report: Report): readonly RuleReference[] | null | "wrong" {
  const path = ["filter", "rules"];
  if (written === undefined || written === null) {
    const message = 'The filter does not say for which rules it is ("rules").';
    const hint = 'It is a list of ids or names, or "any" for all of the log source.';
    report.error("sigma/missing-key", message, { path: ["filter"], part: "key" }, hint);
    return "wrong";
  }
  if (typeof written === "string" && /^(?:any|all)$/i.test(written)) return null;
  if (typeof written !== "string" && !Array.isArray(written)) {
    const message = `"rules" is ${quote(written)}, and must be a list of ids or names, or "any".`;
    report.error("sigma/wrong-type", message, { path, part: "value" });
    return "wrong";
  }
  const references = readReferences(written, path, report);
  if (!references) return "wrong";
  return references.length === 0 ? null : references;
}

function drops(condition: Condition): boolean {
  switch (condition.kind) {
    case "not":
      return true;
    case "and":
    case "or":
      return condition.of.some(drops);
    case "selection":
    case "selector":
      return false;
  }
}

function warnOfKeeping(report: Report): void {
  const message =
    'The filter has no "not": its rules will match only what it describes, where filters commonly drop that.';
  const hint = 'To drop it, write "not" before the selection.';
  const target = { path: ["filter", "condition"], part: "value" } as const;
  report.warning("sigma/keeping-filter", message, target, hint);
}
