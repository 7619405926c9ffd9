/**
 * PowerShell's operational log as the pipelines give it. The fields of 4103 stand in one text,
 * `ContextInfo`; of 4104 each event has one fragment of a script, and they are not joined.
 *
 * @see Elastic, Winlogbeat Reference, "PowerShell module"
 */
import { NEVER } from "../../field-translation.ts";
import type { TextMapName } from "../../text-maps.ts";
import { computed, system, type EcsRow, type EcsTable } from "../ecs-row.ts";
import { LOGGED_BY } from "../envelope.ts";
import { noData, type EventRow, type SensorRows } from "../event-row.ts";
import { detailRows, heldRows, hostRows, TAKEN_BY_BOTH } from "./powershell-rows.ts";

const CONTEXT = "ContextInfo";
const PAYLOAD = "Payload";
const rows = heldRows({ source: CONTEXT });
const { copied, mapped } = rows;

/** A part of the account: of the connected one if there is one, for it is whose command this is. */
function account(part: TextMapName): {
  readonly user: EcsRow;
  readonly source: EcsRow;
  readonly destination: EcsRow;
} {
  return {
    user: mapped(part, "ConnectedUser", "User"),
    source: mapped(part, "ConnectedUser"),
    destination: computed([CONTEXT, "User"], {
      transform: "held",
      map: part,
      given: "ConnectedUser",
    }),
  };
}

const [NAME, DOMAIN] = [account("accountName"), account("domain")];
const TASK = system("Task", "powershellTask");

const FIELDS: EcsTable = {
  ...hostRows(rows),
  ...detailRows({ source: PAYLOAD }),
  "event.action": TASK,
  "winlog.task": TASK,
  "winlog.time_created": NEVER,
  "user.id": LOGGED_BY,
  "user.name": NAME.user,
  "user.domain": DOMAIN.user,
  "source.user.name": NAME.source,
  "source.user.domain": DOMAIN.source,
  "destination.user.name": NAME.destination,
  "destination.user.domain": DOMAIN.destination,
  "related.user": NAME.user,
  "powershell.id": copied("ShellID"),
  "powershell.sequence": mapped("wholeNumber", "MessageNumber"),
  "powershell.total": mapped("wholeNumber", "MessageTotal"),
  "powershell.file.script_block_id": copied("ScriptBlockId"),
  "powershell.file.script_block_text": copied("ScriptBlockText"),
};

const TAKEN = new Set(
  `${TAKEN_BY_BOTH} User ConnectedUser ContextInfo Severity MessageTotal MessageNumber Payload HostID ShellID PipelineID RunspaceID ScriptBlockId ScriptBlockText Path`.split(
    " ",
  ),
);

const row = (type: string): EventRow => ({
  category: ["process"],
  type: [type],
  fields: FIELDS,
  eventData: (name) => (TAKEN.has(name) ? NEVER : copied(name)),
  userData: noData,
});

export const WINLOGBEAT_POWERSHELL: SensorRows = {
  module: "powershell",
  dataset: "windows.powershell_operational",
  events: new Map([
    [4103, row("info")],
    [4104, row("info")],
    [4105, row("start")],
    [4106, row("end")],
  ]),
  other: row("info"),
};
