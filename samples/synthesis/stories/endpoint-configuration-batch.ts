import {
  backgroundTask,
  broker,
  chatting,
  consoleOf,
  indexing,
  maintenance,
  nameLookup,
  scanning,
  serviceStart,
} from "../everyday.ts";
import { PERSONNEL } from "../machines.ts";
import type { Step, Story } from "../story.ts";

const BATCH = "\\\\corp.example\\NETLOGON\\configure-endpoint.cmd";

function add(
  at: number,
  mark: string,
  key: string,
  words: string,
  name: string,
  details: string,
): Step[] {
  const process = `reg ${mark}`;
  return [
    {
      at,
      who: "cmd",
      does: "starts",
      process,
      program: "reg",
      line: `reg  add "${key}" ${words} /f`,
    },
    { at: at + 0.024, who: process, does: "sets value", key: `${key}\\${name}`, details },
    { at: at + 0.051, who: process, does: "ends" },
  ];
}

/** Group Policy runs a start-up script, a batch file that sets policies and permissions. */
export const endpointConfigurationBatch: Story = {
  id: "endpoint-configuration-batch",
  machine: PERSONNEL,
  begins: "2026-01-16T06:56:20.335Z",
  running: {
    groupPolicy: {
      program: "svchost",
      line: "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s gpsvc",
      as: "system",
      by: "services",
    },
  },
  steps: [
    ...nameLookup(-1.7),
    {
      at: 0,
      who: "groupPolicy",
      does: "starts",
      process: "gpscript",
      program: "gpscript",
      line: "gpscript.exe /Startup",
    },
    {
      at: 0.388,
      who: "gpscript",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: `C:\\Windows\\system32\\cmd.exe /c "${BATCH}"`,
      cwd: "\\\\corp.example\\NETLOGON\\",
    },
    ...consoleOf(0.402, "cmd"),
    ...scanning(0.45, "cmd"),
    ...add(
      0.63,
      "1",
      "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\Personalization",
      "/v NoLockScreenCamera /t REG_DWORD /d 1",
      "NoLockScreenCamera",
      "DWORD (0x00000001)",
    ),
    ...add(
      0.82,
      "2",
      "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System",
      "/v EnableSmartScreen /t REG_DWORD /d 1",
      "EnableSmartScreen",
      "DWORD (0x00000001)",
    ),
    ...add(
      1.01,
      "3",
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa",
      "/v RunAsPPL /t REG_DWORD /d 1",
      "RunAsPPL",
      "DWORD (0x00000001)",
    ),
    {
      at: 1.24,
      who: "cmd",
      does: "starts",
      process: "icacls",
      program: "icacls",
      line: 'icacls  "C:\\ProgramData\\Contoso" /inheritance:r /grant:r Administrators:(OI)(CI)F SYSTEM:(OI)(CI)F Users:(OI)(CI)RX',
    },
    { at: 1.37, who: "icacls", does: "ends" },
    { at: 1.41, who: "cmd", does: "writes", file: "C:\\ProgramData\\Contoso\\configured.txt" },
    { at: 1.45, who: "cmd", does: "ends" },
    { at: 1.454, who: "conhost of cmd", does: "ends" },
    { at: 1.52, who: "gpscript", does: "ends" },
    ...serviceStart(5.02, "wlidsvc"),
    ...maintenance(7.7),
    ...broker(600.1),
    ...chatting(611.8),
    ...backgroundTask(623.04),
    ...indexing(640.5),
  ],
};
