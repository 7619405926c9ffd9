import { drawHex, drawNumber } from "./draw.ts";
import { libraryOf, type LibraryPath } from "./libraries.ts";
import type { Machine, Session } from "./machine.ts";
import { momentOf, plusTicks, sysmonTime, unixSeconds } from "./moment.ts";
import { sourcePort } from "./network.ts";
import type { Happening, Process } from "./play.ts";
import type { Program } from "./programs.ts";
import type { Connects } from "./story.ts";
import type { Field, WindowsRecord } from "./windows-record.ts";

/**
 * What Sysmon 15 (schema 4.90) would have logged of a happening: fields in the order of its
 * manifest. Deeds that Sysmon does not see, such as a logon, give no record.
 *
 * @see Sysinternals, "Sysmon": events; `sysmon -s` prints the manifest
 */
export function sysmonRecords(happening: Happening, sysmon: Process): WindowsRecord[] {
  const { deed, by } = happening;
  switch (deed.does) {
    case "starts":
      return [record(happening, sysmon, 1, 5, processCreate(happening))];
    case "connects":
      return connection(happening, deed, sysmon);
    case "ends":
      return [record(happening, sysmon, 5, 3, [...actor(happening), ["User", by.session.user]])];
    case "loads":
      return [record(happening, sysmon, 7, 3, imageLoaded(happening, deed.library))];
    case "opens":
      return [record(happening, sysmon, 10, 3, processAccess(happening, deed.access, deed.trace))];
    case "writes": {
      const fields: Field[] = [
        ...actor(happening),
        ["TargetFilename", deed.file],
        ["CreationUtcTime", sysmonTime(happening.moment)],
        ["User", by.session.user],
      ];
      return [record(happening, sysmon, 11, 2, fields)];
    }
    case "sets value": {
      const fields: Field[] = [
        ["RuleName", "-"],
        ["EventType", "SetValue"],
        ...actor(happening).slice(1),
        ["TargetObject", deed.key],
        ["Details", deed.details],
        ["User", by.session.user],
      ];
      return [record(happening, sysmon, 13, 2, fields)];
    }
    case "resolves": {
      const fields: Field[] = [
        ...actor(happening).slice(0, 4),
        ["QueryName", deed.name],
        ["QueryStatus", "0"],
        ["QueryResults", deed.results],
        ["Image", by.program.image],
        ["User", by.session.user],
      ];
      return [record(happening, sysmon, 22, 5, fields)];
    }
    case "registers task":
    case "creates account":
    case "adds member":
    case "lists members":
    case "reads credentials":
    case "logs on":
    case "adjusts privilege":
      return [];
  }
}

/** Sysmon writes a record 1 to 9 ms after the thing happened. */
function record(
  { story, moment, by, deed }: Happening,
  sysmon: Process,
  eventId: number,
  version: number,
  data: readonly Field[],
): WindowsRecord {
  const seed = [story.id, "sysmon", String(moment), String(by.pid), deed.does];
  return {
    provider: { name: "Microsoft-Windows-Sysmon", guid: "5770385f-c22a-43e0-bf4c-06f5698ffbd9" },
    eventId,
    version,
    level: 4,
    task: eventId,
    keywords: "0x8000000000000000",
    time: plusTicks(moment, 10_000 + drawNumber(80_000, ...seed)),
    activityId: null,
    processId: sysmon.pid,
    threadId: sysmon.pid + 4 * (1 + drawNumber(3, "thread", ...seed)) * 97,
    channel: "Microsoft-Windows-Sysmon/Operational",
    computer: story.machine.computer,
    userId: "S-1-5-18",
    data,
  };
}

/** The fields with which most events begin. */
function actor({ story, moment, by }: Happening): Field[] {
  return [
    ["RuleName", "-"],
    ["UtcTime", sysmonTime(moment)],
    ["ProcessGuid", processGuid(story.machine, by)],
    ["ProcessId", String(by.pid)],
    ["Image", by.program.image],
  ];
}

function processCreate({ story, moment, by, other }: Happening): Field[] {
  if (!other) throw new Error(`${story.id}: nothing was started`);
  const { machine } = story;
  const { program, session } = other;
  return [
    ["RuleName", "-"],
    ["UtcTime", sysmonTime(moment)],
    ["ProcessGuid", processGuid(machine, other)],
    ["ProcessId", String(other.pid)],
    ["Image", program.image],
    ...versionResource(program, machine),
    ["CommandLine", other.line],
    ["CurrentDirectory", other.cwd],
    ["User", session.user],
    ["LogonGuid", logonGuid(machine, session)],
    ["LogonId", `0x${session.logonId.toString(16)}`],
    ["TerminalSessionId", String(session.terminal)],
    ["IntegrityLevel", session.integrity],
    ["Hashes", hashes(program.image, program.version ?? machine.fileVersion)],
    ["ParentProcessGuid", processGuid(machine, by)],
    ["ParentProcessId", String(by.pid)],
    ["ParentImage", by.program.image],
    ["ParentCommandLine", by.line],
    ["ParentUser", by.session.user],
  ];
}

/** Both ends of a connection, if both are on this machine. */
function connection(happening: Happening, deed: Connects, sysmon: Process): WindowsRecord[] {
  const { by, other } = happening;
  const ends = other === null ? [by] : [by, other];
  return ends.map((end) => {
    const seen = { ...happening, by: end };
    return record(
      seen,
      sysmon,
      3,
      5,
      networkConnection(seen, deed, sourcePort(happening), end === by),
    );
  });
}

function networkConnection(
  happening: Happening,
  deed: Connects,
  port: number,
  initiated: boolean,
): Field[] {
  const { story, by } = happening;
  const source = deed.from ?? story.machine.ip;
  return [
    ...actor(happening),
    ["User", by.session.user],
    ["Protocol", "tcp"],
    ["Initiated", String(initiated)],
    ["SourceIsIpv6", "false"],
    ["SourceIp", source],
    ["SourceHostname", source === story.machine.ip ? story.machine.computer : "-"],
    ["SourcePort", String(port)],
    ["SourcePortName", "-"],
    ["DestinationIsIpv6", "false"],
    ["DestinationIp", deed.to],
    ["DestinationHostname", deed.host ?? "-"],
    ["DestinationPort", String(deed.port)],
    ["DestinationPortName", { 80: "http", 443: "https" }[deed.port] ?? "-"],
  ];
}

function imageLoaded(happening: Happening, path: LibraryPath): Field[] {
  const { story, by } = happening;
  const library = libraryOf(path);
  return [
    ...actor(happening),
    ["ImageLoaded", path],
    ...versionResource(library, story.machine),
    ["Hashes", hashes(path, library.version ?? story.machine.fileVersion)],
    ["Signed", "true"],
    ["Signature", library.signature],
    ["SignatureStatus", "Valid"],
    ["User", by.session.user],
  ];
}

function processAccess(happening: Happening, access: string, trace: string): Field[] {
  const { story, moment, by, other } = happening;
  if (!other) throw new Error(`${story.id}: nothing was opened`);
  return [
    ["RuleName", "-"],
    ["UtcTime", sysmonTime(moment)],
    ["SourceProcessGUID", processGuid(story.machine, by)],
    ["SourceProcessId", String(by.pid)],
    ["SourceThreadId", String(by.pid + 4 * (1 + drawNumber(60, story.id, String(moment))))],
    ["SourceImage", by.program.image],
    ["TargetProcessGUID", processGuid(story.machine, other)],
    ["TargetProcessId", String(other.pid)],
    ["TargetImage", other.program.image],
    ["GrantedAccess", access],
    ["CallTrace", trace],
    ["SourceUser", by.session.user],
    ["TargetUser", other.session.user],
  ];
}

function versionResource(
  file: Pick<Program, "version" | "description" | "product" | "company" | "originalFileName">,
  machine: Machine,
): Field[] {
  return [
    ["FileVersion", file.version ?? `${machine.fileVersion} (WinBuild.160101.0800)`],
    ["Description", file.description],
    ["Product", file.product],
    ["Company", file.company],
    ["OriginalFileName", file.originalFileName],
  ];
}

/** Invented, but the same for the same file of the same version, whoever runs it. */
function hashes(path: string, version: string): string {
  const of = [path.toLowerCase(), version];
  const lengths = { SHA1: 40, MD5: 32, SHA256: 64, IMPHASH: 32 };
  return Object.entries(lengths)
    .map(([name, length]) => `${name}=${drawHex(length, name, ...of)}`)
    .join(",");
}

/**
 * Sysmon's process GUID: machine · time of the start in seconds (low half, high half) · ordinal of
 * the process since boot, 48 bits, and number of the boot, 16 bits, both little-endian.
 */
function processGuid(machine: Machine, process: Process): string {
  const key = Buffer.alloc(8);
  key.writeUIntLE(process.sequence, 0, 6);
  key.writeUInt16LE(machine.bootId, 6);
  return sysmonGuid(machine, unixSeconds(process.started), key);
}

/** Sysmon's logon GUID: the same with the time of the logon, and the logon id as 64 bits. */
function logonGuid(machine: Machine, session: Session): string {
  const key = Buffer.alloc(8);
  key.writeUIntLE(session.logonId, 0, 6);
  return sysmonGuid(machine, unixSeconds(momentOf(session.began)), key);
}

function sysmonGuid(machine: Machine, seconds: number, key: Buffer): string {
  const time = seconds.toString(16).padStart(8, "0");
  const tail = key.toString("hex");
  const parts = [
    machine.sysmonId,
    time.slice(4),
    time.slice(0, 4),
    tail.slice(0, 4),
    tail.slice(4),
  ];
  return `{${parts.join("-")}}`.toLowerCase();
}
