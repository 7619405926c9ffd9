import type { Step } from "./story.ts";

/**
 * What Windows and its users do all day, to stand around the events that a story is about. Each
 * function gives a few steps from second `at` on; `mark` keeps the names of processes apart where a
 * story uses one twice.
 */

/** The search service indexes something: two short-lived hosts. */
export function indexing(at: number, mark = ""): Step[] {
  const protocol = `searchProtocolHost${mark}`;
  const filter = `searchFilterHost${mark}`;
  return [
    {
      at,
      who: "searchIndexer",
      does: "starts",
      process: protocol,
      program: "searchProtocolHost",
      line: '"C:\\Windows\\system32\\SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe7_ Global\\UsGthrCtrlFltPipeMssGthrPipe7 1 -2147483646 "Software\\Microsoft\\Windows Search" "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT; MS Search 4.0 Robot)" "C:\\ProgramData\\Microsoft\\Search\\Data\\Temp\\usgthrsvc" "DownLevelDaemon" ',
    },
    {
      at: at + 0.031,
      who: "searchIndexer",
      does: "starts",
      process: filter,
      program: "searchFilterHost",
      line: '"C:\\Windows\\system32\\SearchFilterHost.exe" 0 824 828 836 8192 832 804 ',
    },
    { at: at + 41.208, who: filter, does: "ends" },
    { at: at + 41.24, who: protocol, does: "ends" },
  ];
}

/** A packaged application wakes up: a broker for it, which stays. */
export function broker(at: number, mark = ""): Step[] {
  return [
    {
      at,
      who: "dcomLaunch",
      does: "starts",
      process: `runtimeBroker${mark}`,
      program: "runtimeBroker",
      line: "C:\\Windows\\System32\\RuntimeBroker.exe -Embedding",
      as: "user",
    },
  ];
}

/** A background task of a packaged application. */
export function backgroundTask(at: number, mark = ""): Step[] {
  const host = `backgroundTaskHost${mark}`;
  return [
    {
      at,
      who: "dcomLaunch",
      does: "starts",
      process: host,
      program: "backgroundTaskHost",
      line: '"C:\\Windows\\system32\\backgroundTaskHost.exe" -ServerName:App.AppXmtcan0h2tfbfy7k9kn8hbxb6dmzz1zh0.mca',
      as: "user",
    },
    { at: at + 0.007, who: "dcomLaunch", does: "adjusts privilege", privilege: "SeTcbPrivilege" },
    { at: at + 4.612, who: host, does: "ends" },
  ];
}

/** A page of the intranet is opened in Edge. */
export function browsing(at: number): Step[] {
  return [
    {
      at,
      who: "edge",
      does: "resolves",
      name: "intranet.corp.example",
      results: "::ffff:192.0.2.10;",
    },
    {
      at: at + 0.042,
      who: "edge",
      does: "connects",
      to: "192.0.2.10",
      port: 443,
      host: "intranet.corp.example",
    },
  ];
}

/** Teams keeps its connection. */
export function chatting(at: number): Step[] {
  return [
    {
      at,
      who: "teams",
      does: "resolves",
      name: "teams.example.net",
      results: "type:  5 edge.example.net;::ffff:198.51.100.24;",
    },
    { at: at + 0.055, who: "teams", does: "connects", to: "198.51.100.24", port: 443 },
    {
      at: at + 0.301,
      who: "teams",
      does: "reads credentials",
      target: "MicrosoftOffice16_Data:SSPI:*",
    },
  ];
}

/** The Task Scheduler runs one of Windows' own tasks. */
export function maintenance(at: number, mark = ""): Step[] {
  const host = `taskhostw${mark}`;
  return [
    {
      at,
      who: "scheduler",
      does: "starts",
      process: host,
      program: "taskhostw",
      line: "taskhostw.exe -RegisterDevice -ProtectionStateChanged -FreeNetworkOnly",
    },
    { at: at + 1.87, who: host, does: "ends" },
  ];
}

/** The service manager starts a service host. */
export function serviceStart(at: number, service: string, mark = ""): Step[] {
  return [
    { at, who: "services", does: "logs on", as: "system" },
    {
      at: at + 0.018,
      who: "services",
      does: "starts",
      process: `service${mark}`,
      program: "svchost",
      line: `C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s ${service}`,
    },
  ];
}

/** Defender looks at a process, with the little access it needs. */
export function scanning(at: number, process: string): Step[] {
  return [
    {
      at,
      who: "defender",
      does: "opens",
      process,
      access: "0x1000",
      trace:
        "C:\\Windows\\SYSTEM32\\ntdll.dll+9f534|C:\\Windows\\System32\\KERNELBASE.dll+28ace|C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MpSvc.dll+4f8c1|UNKNOWN(00007FFB5D2F8E10)",
    },
  ];
}

/** The DNS client asks for a name on behalf of some service. */
export function nameLookup(at: number, name = "dc01.corp.example", address = "192.0.2.5"): Step[] {
  return [{ at, who: "dnsCache", does: "resolves", name, results: `::ffff:${address};` }];
}

/** The Task Scheduler notes when a task last ran. */
export function taskNoted(at: number): Step[] {
  return [
    {
      at,
      who: "scheduler",
      does: "sets value",
      key: "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{0E5C1B62-3A5B-4F57-9C83-1B0C6E5F2A44}\\DynamicInfo",
      details: "Binary Data",
    },
    {
      at: at + 0.204,
      who: "scheduler",
      does: "adjusts privilege",
      privilege: "SeAssignPrimaryTokenPrivilege\r\n\t\t\tSeIncreaseQuotaPrivilege",
    },
  ];
}

/** A console window for a program that has none to inherit. */
export function consoleOf(at: number, owner: string): Step[] {
  return [
    {
      at,
      who: owner,
      does: "starts",
      process: `conhost of ${owner}`,
      program: "conhost",
      line: "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1",
      cwd: "C:\\Windows\\",
    },
  ];
}
