import { quote, type Report } from "./report.ts";

type Document = Readonly<Record<string, unknown>>;

/** What a document of a rule file is. Only rules are compiled; the others are refused by name. */
export type DocumentKind = "rule" | "correlation" | "filter" | "collection" | "unknown";

/**
 * Returns what a document is, by the keys that only its kind has.
 *
 * @see Sigma specification: rules, correlation rules, filters; pySigma, `SigmaCollection`
 */
export function documentKind(document: Document): DocumentKind {
  const has = (key: string) => Object.hasOwn(document, key);
  if (has("action")) return "collection";
  if (has("correlation")) return "correlation";
  if (has("filter")) return "filter";
  return has("detection") || has("logsource") ? "rule" : "unknown";
}

/** Reports a document that is not, or not yet, a rule that can be compiled. */
export function refuseDocument(
  document: Document,
  kind: Exclude<DocumentKind, "rule">,
  report: Report,
): void {
  switch (kind) {
    case "collection": {
      const message = `The document is part of a collection (action: ${quote(document["action"])}), which is not supported.`;
      const hint = "Write each rule in full.";
      report.error(
        "sigma/unsupported-collection",
        message,
        { path: ["action"], part: "value" },
        hint,
      );
      return;
    }
    case "correlation": {
      const message = "The document is a correlation rule, which is not supported.";
      report.error("sigma/unsupported-correlation", message, {
        path: ["correlation"],
        part: "key",
      });
      return;
    }
    case "filter": {
      const message = "The document is a filter, which is not supported.";
      report.error("sigma/unsupported-filter", message, { path: ["filter"], part: "key" });
      return;
    }
    case "unknown": {
      const message =
        "There is no Sigma rule here: a rule has at least a title, a log source and a detection.";
      report.error("sigma/not-a-rule", message, { path: [], part: "value" });
    }
  }
}

/**
 * Returns which documents of a file take keys from an `action: global` before them, and so are no
 * rules on their own. `action: reset` ends it.
 */
export function inheritingDocuments(documents: readonly unknown[]): boolean[] {
  let inherits = false;
  return documents.map((document) => {
    const action = isDocument(document) ? document["action"] : undefined;
    if (action === "global") inherits = true;
    if (action === "reset") inherits = false;
    return inherits && action === undefined;
  });
}

/** Reports a document that `inheritingDocuments` has found. */
export function refuseInheriting(report: Report): void {
  const message = "The document takes keys from a global one before it, which is not supported.";
  report.error(
    "sigma/unsupported-collection",
    message,
    { path: [], part: "value" },
    "Write each rule in full.",
  );
}

/** Whether a YAML value is a map. */
export function isDocument(value: unknown): value is Document {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
