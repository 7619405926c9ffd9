/** Rows of Sysmon's data that both vocabularies share. */
import { accountNameOf, domainOf } from "./account.ts";
import { dataRows, type EcsTable, type TextMap } from "../ecs-row.ts";
import { hashesOf } from "./hashes.ts";
import { baseName } from "./path.ts";
import { windowsArguments } from "./arguments.ts";

/** Sysmon writes `-` and a GUID of zeroes where it knows nothing. */
export const SYSMON_DATA = dataRows(
  (text) => text === "-" || text === "{00000000-0000-0000-0000-000000000000}",
);

const { copied, mapped } = SYSMON_DATA;

/** The process that did it, and its account. */
export const SYSMON_PROCESS: EcsTable = {
  ...processRows(["Image", "SourceImage", "Destination"], ["CommandLine"]),
  "process.entity_id": copied("ProcessGuid", "SourceProcessGuid", "SourceProcessGUID"),
  "process.pid": mapped(wholeNumber, "ProcessId", "SourceProcessId"),
  "process.thread.id": mapped(wholeNumber, "SourceThreadId"),
  "process.working_directory": copied("CurrentDirectory"),
  "user.domain": mapped(domainOf, "User"),
  "user.name": mapped(accountNameOf, "User"),
};

/** The process that started it. */
export const SYSMON_PARENT: EcsTable = {
  ...processRows(["ParentImage"], ["ParentCommandLine"], "process.parent"),
  "process.parent.entity_id": copied("ParentProcessGuid"),
  "process.parent.pid": mapped(wholeNumber, "ParentProcessId"),
};

function processRows(
  image: readonly string[],
  commandLine: readonly string[],
  prefix = "process",
): EcsTable {
  return {
    [`${prefix}.executable`]: copied(...image),
    [`${prefix}.name`]: mapped(baseName, ...image),
    [`${prefix}.command_line`]: copied(...commandLine),
    [`${prefix}.args`]: mapped(windowsArguments, ...commandLine),
    [`${prefix}.args_count`]: mapped(
      (line) => String(windowsArguments(line).length),
      ...commandLine,
    ),
  };
}

const HASHES = ["md5", "sha1", "sha256", "sha384", "sha512"];

/** The hashes of something; the one of its imports stands with what else its header says. */
export function hashRows(prefix: string): EcsTable {
  const hash =
    (name: string): TextMap =>
    (text) =>
      hashesOf(text).get(name);
  return {
    ...Object.fromEntries(
      HASHES.map((name) => [`${prefix}.hash.${name}`, mapped(hash(name), "Hash", "Hashes")]),
    ),
    [`${prefix}.pe.imphash`]: mapped(hash("imphash"), "Hash", "Hashes"),
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

/** A whole number in decimal digits; anything else is none. */
export function wholeNumber(text: string): string | undefined {
  return /^\d{1,19}$/.test(text) ? text : undefined;
}
