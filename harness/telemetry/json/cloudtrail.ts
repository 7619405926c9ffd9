import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { openEvent } from "./open-event.ts";
import type { JsonObject } from "./json-value.ts";

const CLOUDTRAIL: LogSource = { product: "aws", service: "cloudtrail" };

/** What every record carries: "CloudTrail record contents" of the AWS CloudTrail user guide. */
const ALWAYS = ["eventSource", "eventName", "eventVersion"];

/** Returns the event if the object is a record of AWS CloudTrail: open JSON that names its source. */
export function cloudTrailEvent(
  value: JsonObject,
  position: number,
  declared: LogSource | null,
): LogEvent | null {
  const isRecord = ALWAYS.every((name) => typeof value[name] === "string");
  return isRecord ? openEvent(value, position, declared ?? CLOUDTRAIL) : null;
}
