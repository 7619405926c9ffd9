/**
 * The classic PowerShell log as the pipelines give it. Its data has no names: the last text holds the
 * fields, of 800 the one before it, and then the last is about the pipeline.
 *
 * @see Elastic, Winlogbeat Reference, "PowerShell module"
 */
import { NEVER } from "../../field-translation.ts";
import { system, type EcsTable } from "../ecs-row.ts";
import { noData, type EventRow, type SensorRows } from "../event-row.ts";
import { detailRows, heldRows, hostRows, TAKEN_BY_BOTH } from "./powershell-rows.ts";

const DATA = "Data";
const TASK = system("Task", "classicPowershellTask");

const TAKEN = new Set(
  `${TAKEN_BY_BOTH} HostId PipelineId UserId DetailTotal DetailSequence NewEngineState PreviousEngineState NewProviderState ProviderName Data param1 param2 param3`.split(
    " ",
  ),
);

function row(type: string, holder: number, more: EcsTable = {}): EventRow {
  const rows = heldRows({ source: DATA, place: holder });
  const { copied, mapped } = rows;
  return {
    category: ["process"],
    type: [type],
    fields: {
      ...hostRows(rows),
      "event.action": TASK,
      "winlog.task": TASK,
      "winlog.time_created": NEVER,
      "user.name": mapped("accountName", "UserId"),
      "user.domain": mapped("domain", "UserId"),
      "related.user": mapped("accountName", "UserId"),
      "powershell.engine.new_state": copied("NewEngineState"),
      "powershell.engine.previous_state": copied("PreviousEngineState"),
      "powershell.provider.new_state": copied("NewProviderState"),
      "powershell.provider.name": copied("ProviderName"),
      "powershell.total": mapped("wholeNumber", "DetailTotal"),
      "powershell.sequence": mapped("wholeNumber", "DetailSequence"),
      ...more,
    },
    eventData: (name) => (TAKEN.has(name) ? NEVER : copied(name)),
    userData: noData,
  };
}

export const WINLOGBEAT_POWERSHELL_CLASSIC: SensorRows = {
  module: "powershell",
  dataset: "windows.powershell",
  events: new Map([
    [400, row("start", 2)],
    [403, row("end", 2)],
    [600, row("info", 2)],
    [800, row("info", 1, detailRows({ source: DATA, place: 2 }))],
  ]),
  other: row("info", 2),
};
