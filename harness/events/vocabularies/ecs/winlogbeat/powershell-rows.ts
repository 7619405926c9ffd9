/** What PowerShell's two logs have in common in ECS. */
import type { LogEvent } from "../../../event.ts";
import {
  absentIfEmpty,
  computed,
  dataRows,
  type DataRows,
  type EcsRow,
  type EcsTable,
} from "../ecs-row.ts";
import { invocationDetails } from "../windows/invocation-details.ts";
import { wholeNumber } from "../windows/sysmon-data.ts";
import { baseName, directoryOf, extensionOf } from "../windows/path.ts";
import { windowsArguments } from "../windows/arguments.ts";

const AS_THEY_STAND = dataRows();

/** A text among an event's data that holds fields of its own. */
export interface Holder {
  /** Name of the data that it stands in. */
  readonly source: string;
  readonly text: (event: LogEvent) => string | undefined;
  readonly fields: (text: string) => ReadonlyMap<string, string>;
}

/** Returns the makers of rows for events in whose data one text holds further fields. */
export function heldRows({ source, text: heldText, fields }: Holder): DataRows {
  const text: DataRows["text"] = (event, name) => {
    const held = heldText(event);
    const inner = held === undefined ? undefined : fields(held).get(name);
    return inner ?? AS_THEY_STAND.text(event, name);
  };
  const mapped: DataRows["mapped"] = (map, ...names) =>
    computed([source, ...names], (event) => {
      for (const name of names) {
        const found = text(event, name);
        if (found !== undefined) return absentIfEmpty(map(found));
      }
      return undefined;
    });
  return { text, mapped, copied: (...names) => mapped((found) => found, ...names) };
}

/** The process that hosts PowerShell, the command, and the script. */
export function hostRows({ copied, mapped }: DataRows): EcsTable {
  const script = ["Path", "ScriptName"];
  return {
    "event.sequence": mapped(wholeNumber, "SequenceNumber"),
    "process.entity_id": copied("HostID", "HostId"),
    "process.title": copied("HostName"),
    "process.command_line": copied("HostApplication"),
    "process.args": mapped(windowsArguments, "HostApplication"),
    "process.args_count": mapped(
      (line) => String(windowsArguments(line).length),
      "HostApplication",
    ),
    "file.path": copied(...script),
    "file.name": mapped(baseName, ...script),
    "file.directory": mapped(directoryOf, ...script),
    "file.extension": mapped(extensionOf, ...script),
    "powershell.engine.version": copied("EngineVersion"),
    "powershell.pipeline_id": copied("PipelineID", "PipelineId"),
    "powershell.runspace_id": copied("RunspaceID", "RunspaceId"),
    "powershell.process.executable_version": copied("HostVersion"),
    "powershell.command.value": copied("CommandLine"),
    "powershell.command.path": copied("CommandPath"),
    "powershell.command.name": copied("CommandName"),
    "powershell.command.type": copied("CommandType"),
  };
}

/** The details of a pipeline. */
export function detailRows(
  source: string,
  text: (event: LogEvent) => string | undefined,
): EcsTable {
  const row = (part: keyof ReturnType<typeof invocationDetails>): EcsRow =>
    computed([source], (event) => {
      const found = text(event);
      const parts = found === undefined ? [] : invocationDetails(found)[part];
      return parts.length > 0 ? parts : undefined;
    });
  return {
    "powershell.command.invocation_details.type": row("types"),
    "powershell.command.invocation_details.related_command": row("relatedCommands"),
    "powershell.command.invocation_details.name": row("names"),
    "powershell.command.invocation_details.value": row("values"),
  };
}

/** Names of the data that either log's pipeline takes out. */
export const TAKEN_BY_BOTH =
  "SequenceNumber HostApplication HostName HostVersion EngineVersion RunspaceId CommandLine " +
  "CommandPath CommandName CommandType ScriptName";
