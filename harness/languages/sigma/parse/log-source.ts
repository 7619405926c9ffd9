import type { LogSource } from "../../../events/log-sources/log-source.ts";
import { isRecord } from "../../../text/record.ts";
import { didYouMean } from "../../../text/suggest.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

const KEYS = ["category", "product", "service"] as const;
const ALL_KEYS = [...KEYS, "definition"] as const;

/** Returns a rule's log source, or null after reporting what is wrong with it. */
export function readLogSource(
  document: Readonly<Record<string, unknown>>,
  report: Report,
): LogSource | null {
  const written = document["logsource"];
  const at = { path: ["logsource"], part: "key" } as const;
  if (written === undefined) {
    report.error("sigma/missing-key", 'The rule has no log source ("logsource").', {
      path: ["title"],
      part: "key",
    });
    return null;
  }
  if (!isRecord(written)) {
    report.error("sigma/wrong-type", `The log source is ${quote(written)}, and must be a map.`, at);
    return null;
  }
  const source: { -readonly [Key in keyof LogSource]: LogSource[Key] } = {};
  let sound = true;
  for (const [key, value] of Object.entries(written)) {
    const known = ALL_KEYS.find((name) => name === key);
    if (!known) {
      const hint = didYouMean(key, ALL_KEYS) ?? "Custom keys have no influence on the rule.";
      report.warning(
        "sigma/unknown-log-source-key",
        `${quote(key)} says nothing of a log source.`,
        { path: ["logsource", key], part: "key" },
        hint,
      );
    } else if (typeof value === "string") {
      if (known !== "definition" && value !== "") source[known] = value;
    } else if (value !== null) {
      const message = `The ${key} of the log source is ${quote(value)}, and must be a text.`;
      report.error("sigma/wrong-type", message, { path: ["logsource", key], part: "value" });
      sound = false;
    }
  }
  if (sound && KEYS.every((key) => source[key] === undefined)) {
    report.error(
      "sigma/empty-log-source",
      "The log source names neither product nor category nor service.",
      at,
    );
    return null;
  }
  return sound ? source : null;
}
