/**
 * PowerShell's operational log as the pipelines give it. The fields of 4103 stand in one text,
 * `ContextInfo`; of 4104 each event has one fragment of a script, and they are not joined.
 *
 * @see Elastic, Winlogbeat Reference, "PowerShell module"
 */
import { NEVER } from "../../field-translation.ts";
import { accountNameOf, domainOf } from "../windows/account.ts";
import { computed, dataRows, type EcsRow, type EcsTable } from "../ecs-row.ts";
import { LOGGED_BY, namedTask } from "../envelope.ts";
import { noData, type EventRow, type SensorRows } from "../event-row.ts";
import { keyValueReader } from "../windows/key-value-text.ts";
import { wholeNumber } from "../windows/sysmon-data.ts";
import { detailRows, heldRows, hostRows, TAKEN_BY_BOTH } from "./powershell-rows.ts";

const CONTEXT = "ContextInfo";
const PAYLOAD = "Payload";
const AS_THEY_STAND = dataRows();

const rows = heldRows({
  source: CONTEXT,
  text: (event) => AS_THEY_STAND.text(event, CONTEXT),
  fields: keyValueReader("\n", " \n\t"),
});
const { copied, mapped, text } = rows;

/** A part of the account: of the connected one if there is one, for it is whose command this is. */
function account(part: (text: string) => string | undefined): {
  readonly user: EcsRow;
  readonly source: EcsRow;
  readonly destination: EcsRow;
} {
  return {
    user: mapped(part, "ConnectedUser", "User"),
    source: mapped(part, "ConnectedUser"),
    destination: computed([CONTEXT, "User"], (event) => {
      const user = text(event, "ConnectedUser") === undefined ? undefined : text(event, "User");
      return user === undefined ? undefined : part(user);
    }),
  };
}

const [NAME, DOMAIN] = [account(accountNameOf), account(domainOf)];
const TASK = namedTask(
  new Map([
    ["2", "Execute a Remote Command"],
    ["102", "Starting Command"],
    ["103", "Stopping Command"],
    ["106", "Executing Pipeline"],
  ]),
);

const FIELDS: EcsTable = {
  ...hostRows(rows),
  ...detailRows(PAYLOAD, (event) => AS_THEY_STAND.text(event, PAYLOAD)),
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
  "powershell.sequence": mapped(wholeNumber, "MessageNumber"),
  "powershell.total": mapped(wholeNumber, "MessageTotal"),
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
