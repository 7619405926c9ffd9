/** Rows of Sysmon's data that both vocabularies share. */
import { dataRows, type EcsTable } from "../ecs-row.ts";
import { SYSMON_BLANK } from "./sysmon-blank.ts";

export const SYSMON_DATA = dataRows(...SYSMON_BLANK);

const { copied, mapped } = SYSMON_DATA;

/** The process that did it, and its account. */
export const SYSMON_PROCESS: EcsTable = {
  ...processRows(["Image", "SourceImage", "Destination"], ["CommandLine"]),
  "process.entity_id": copied("ProcessGuid", "SourceProcessGuid", "SourceProcessGUID"),
  "process.pid": mapped("wholeNumber", "ProcessId", "SourceProcessId"),
  "process.thread.id": mapped("wholeNumber", "SourceThreadId"),
  "process.working_directory": copied("CurrentDirectory"),
  "user.domain": mapped("domain", "User"),
  "user.name": mapped("accountName", "User"),
};

/** The process that started it. */
export const SYSMON_PARENT: EcsTable = {
  ...processRows(["ParentImage"], ["ParentCommandLine"], "process.parent"),
  "process.parent.entity_id": copied("ParentProcessGuid"),
  "process.parent.pid": mapped("wholeNumber", "ParentProcessId"),
};

function processRows(
  image: readonly string[],
  commandLine: readonly string[],
  prefix = "process",
): EcsTable {
  return {
    [`${prefix}.executable`]: copied(...image),
    [`${prefix}.name`]: mapped("baseName", ...image),
    [`${prefix}.command_line`]: copied(...commandLine),
    [`${prefix}.args`]: mapped("windowsArguments", ...commandLine),
    [`${prefix}.args_count`]: mapped("windowsArgumentsCount", ...commandLine),
  };
}

const HASHES = ["md5", "sha1", "sha256", "sha384", "sha512"] as const;

/** The hashes of something; the one of its imports stands with what else its header says. */
export function hashRows(prefix: string): EcsTable {
  return {
    ...Object.fromEntries(
      HASHES.map((name) => [`${prefix}.hash.${name}`, mapped(name, "Hash", "Hashes")]),
    ),
    [`${prefix}.pe.imphash`]: mapped("imphash", "Hash", "Hashes"),
  };
}

/** What the header of a program says. */
export function programRows(prefix: string): EcsTable {
  return {
    [`${prefix}.pe.original_file_name`]: copied("OriginalFileName"),
    [`${prefix}.pe.company`]: copied("Company"),
    [`${prefix}.pe.description`]: copied("Description"),
    [`${prefix}.pe.file_version`]: copied("FileVersion"),
    [`${prefix}.pe.product`]: copied("Product"),
  };
}
