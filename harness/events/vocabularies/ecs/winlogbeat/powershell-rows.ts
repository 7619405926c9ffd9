/** What PowerShell's two logs have in common in ECS. */
import type { HeldText } from "../../field-translation.ts";
import { computed, type DataRows, type EcsRow, type EcsTable } from "../ecs-row.ts";

/** A text among an event's data: in which source, and at which place among unnamed data. */
export interface TextPlace extends Pick<HeldText, "place"> {
  readonly source: string;
}

/** Returns the makers of rows for events in whose data one text holds further fields. */
export function heldRows({ source, ...place }: TextPlace): DataRows {
  return {
    copied: (...names) => computed([source, ...names], { transform: "held", ...place }),
    mapped: (map, ...names) => computed([source, ...names], { transform: "held", map, ...place }),
  };
}

/** The process that hosts PowerShell, the command, and the script. */
export function hostRows({ copied, mapped }: DataRows): EcsTable {
  const script = ["Path", "ScriptName"];
  return {
    "event.sequence": mapped("wholeNumber", "SequenceNumber"),
    "process.entity_id": copied("HostID", "HostId"),
    "process.title": copied("HostName"),
    "process.command_line": copied("HostApplication"),
    "process.args": mapped("windowsArguments", "HostApplication"),
    "process.args_count": mapped("windowsArgumentsCount", "HostApplication"),
    "file.path": copied(...script),
    "file.name": mapped("baseName", ...script),
    "file.directory": mapped("directory", ...script),
    "file.extension": mapped("extension", ...script),
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
export function detailRows({ source, ...place }: TextPlace): EcsTable {
  const row = (part: "types" | "relatedCommands" | "names" | "values"): EcsRow =>
    computed([source], { transform: "invocationDetails", part, ...place });
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
