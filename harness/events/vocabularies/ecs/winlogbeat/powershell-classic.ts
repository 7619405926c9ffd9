/**
 * The classic PowerShell log as the pipelines give it. Its data has no names: the last text holds the
 * fields, of 800 the one before it, and then the last is about the pipeline.
 *
 * @see Elastic, Winlogbeat Reference, "PowerShell module"
 */
import type { LogEvent } from "../../../event.ts";
import { isList } from "../../../texts.ts";
import { NEVER } from "../../field-translation.ts";
import { accountNameOf, domainOf } from "../windows/account.ts";
import type { EcsTable } from "../ecs-row.ts";
import { namedTask } from "../envelope.ts";
import { noData, type EventRow, type SensorRows } from "../event-row.ts";
import { keyValueReader } from "../windows/key-value-text.ts";
import { wholeNumber } from "../windows/sysmon-data.ts";
import { detailRows, heldRows, hostRows, TAKEN_BY_BOTH } from "./powershell-rows.ts";

const DATA = "Data";
const fields = keyValueReader("\n\t", "\n\t");

/** A text of the unnamed data, by its place from 0, with plain line ends. */
function unnamed(place: number): (event: LogEvent) => string | undefined {
  return (event) => {
    const data = event.get(DATA);
    const found = isList(data) ? data[place] : data;
    return typeof found === "string" && found !== "" ? found.replaceAll("\r\n", "\n") : undefined;
  };
}

const TASK = namedTask(
  new Map([
    ["4", "Engine Lifecycle"],
    ["6", "Provider Lifecycle"],
    ["8", "Pipeline Execution Details"],
  ]),
);

const TAKEN = new Set(
  `${TAKEN_BY_BOTH} HostId PipelineId UserId DetailTotal DetailSequence NewEngineState PreviousEngineState NewProviderState ProviderName Data param1 param2 param3`.split(
    " ",
  ),
);

function row(type: string, holder: number, more: EcsTable = {}): EventRow {
  const rows = heldRows({ source: DATA, text: unnamed(holder), fields });
  const { copied, mapped } = rows;
  return {
    category: ["process"],
    type: [type],
    fields: {
      ...hostRows(rows),
      "event.action": TASK,
      "winlog.task": TASK,
      "winlog.time_created": NEVER,
      "user.name": mapped(accountNameOf, "UserId"),
      "user.domain": mapped(domainOf, "UserId"),
      "related.user": mapped(accountNameOf, "UserId"),
      "powershell.engine.new_state": copied("NewEngineState"),
      "powershell.engine.previous_state": copied("PreviousEngineState"),
      "powershell.provider.new_state": copied("NewProviderState"),
      "powershell.provider.name": copied("ProviderName"),
      "powershell.total": mapped(wholeNumber, "DetailTotal"),
      "powershell.sequence": mapped(wholeNumber, "DetailSequence"),
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
    [800, row("info", 1, detailRows(DATA, unnamed(2)))],
  ]),
  other: row("info", 2),
};
