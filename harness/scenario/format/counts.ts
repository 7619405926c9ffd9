import type { YamlPath } from "../../text/yaml.ts";
import type { Report } from "./report.ts";
import type { Count, ScenarioDocument } from "./schema.ts";

/** Checks that no count contradicts itself, or what stands beside it, and that each asks for something. */
export function checkCounts({ signals = {}, expect }: ScenarioDocument, report: Report): void {
  const isSound = (count: Count | undefined, path: YamlPath): boolean => {
    const fault = count === undefined ? null : faultOf(count);
    if (fault) report("scenario/wrong-value", path, fault, { part: "value" });
    return fault === null;
  };
  const none = new Set<string>();
  for (const [name, { count }] of Object.entries(signals))
    if (isSound(count, ["signals", name, "count"]) && isNone(count)) none.add(name);
  const refuse = (name: string | undefined, path: YamlPath): void => {
    if (name === undefined || !none.has(name)) return;
    const message = `The signal "${name}" must have no events (its count is 0), so nothing can refer to them.`;
    report("scenario/wrong-value", path, message, { part: "value" });
  };
  for (const [name, { after, where }] of Object.entries(signals)) {
    refuse(after, ["signals", name, "after"]);
    for (const [index, condition] of [where].flat().entries())
      for (const [field, value] of Object.entries(condition)) {
        const path = Array.isArray(where) ? ["where", index, field] : ["where", field];
        if (typeof value === "string")
          refuse(/^@([a-z0-9-]+)\./.exec(value)?.[1], ["signals", name, ...path]);
      }
  }
  for (const [index, { count, events = [], sequence = [] }] of (expect.fire ?? []).entries()) {
    const path = ["expect", "fire", index];
    if (isSound(count, [...path, "count"]) && isNone(count))
      report("scenario/wrong-value", [...path, "count"], "A rule that fires has a match.", {
        hint: `List it under "silent" if it must have none.`,
        part: "value",
      });
    for (const name of events) refuse(name, [...path, "events"]);
    for (const name of sequence) refuse(name, [...path, "sequence"]);
  }
}

function faultOf(count: Count): string | null {
  if (typeof count === "number") return null;
  const { min, max } = count;
  if (min !== undefined && max !== undefined && min > max)
    return `No number is at least ${min} and at most ${max}.`;
  return max === undefined && !min ? "This count asks for nothing." : null;
}

/** Whether only none at all is asked for. */
function isNone(count: Count | undefined): boolean {
  return count === 0 || (typeof count === "object" && count.max === 0);
}
