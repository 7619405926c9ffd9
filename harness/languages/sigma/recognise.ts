import { isRecord } from "../../text/record.ts";
import type { SourceText } from "../../text/source.ts";
import { readYamlDocuments } from "../../text/yaml.ts";
import { documentKind } from "./parse/document-kind.ts";

/** A key at the left margin that rules, correlations, filters or collections have, and other YAML hardly has. */
const OWN_KEY = /^(?:detection|logsource|correlation|filter|action)[ \t]*:/m;

/** Whether a text holds Sigma: a document of it has a key that only Sigma's kinds of documents have. */
export function recognisesSigma(source: SourceText): boolean {
  if (OWN_KEY.test(source.text)) return true;
  return readYamlDocuments(source).some(
    ({ value }) => isRecord(value) && documentKind(value) !== "unknown",
  );
}
