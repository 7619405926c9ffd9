import { lookup, type TextMap } from "../../text-map.ts";
import { renderedOnly } from "../envelope-text-maps.ts";
import { SECURITY_TASKS } from "./audit-subcategories.ts";

/** What the pipelines of Winlogbeat make of the logs of Sysmon and PowerShell, and of tasks. */
export const WINLOGBEAT_TEXT_MAPS = {
  validOnly: (status) => (status === "Valid" ? "true" : undefined),
  networkDirection: lookup(
    new Map([
      ["true", "egress"],
      ["false", "ingress"],
    ]),
  ),
  networkType: lookup(
    new Map([
      ["false", "ipv4"],
      ["true", "ipv6"],
    ]),
  ),
  truth,
  securityTask: task(SECURITY_TASKS),
  powershellTask: task(
    new Map([
      ["2", "Execute a Remote Command"],
      ["102", "Starting Command"],
      ["103", "Stopping Command"],
      ["106", "Executing Pipeline"],
    ]),
  ),
  classicPowershellTask: task(
    new Map([
      ["4", "Engine Lifecycle"],
      ["6", "Provider Lifecycle"],
      ["8", "Pipeline Execution Details"],
    ]),
  ),
} satisfies Record<string, TextMap>;

/** A task's text where a table knows it by its number. */
function task(names: ReadonlyMap<string, string>): TextMap {
  return (number) => names.get(number) ?? renderedOnly(number);
}

/** What reads as a truth value; Sysmon may add why. */
function truth(written: string): string | undefined {
  const lower = written.toLowerCase();
  return lower === "true" || lower === "false" ? lower : undefined;
}
