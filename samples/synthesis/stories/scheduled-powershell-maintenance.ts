import {
  consoleOf,
  maintenance,
  nameLookup,
  scanning,
  serviceStart,
  taskNoted,
} from "../everyday.ts";
import { FILE_SERVER } from "../machines.ts";
import type { Story } from "../story.ts";

/** The Task Scheduler runs an administrator's PowerShell script, as it does every night. */
export const scheduledPowershellMaintenance: Story = {
  id: "scheduled-powershell-maintenance",
  machine: FILE_SERVER,
  begins: "2026-01-18T02:30:00.268Z",
  steps: [
    ...serviceStart(-61.2, "wuauserv"),
    ...nameLookup(-15.33),
    ...taskNoted(-0.09),
    {
      at: 0,
      who: "scheduler",
      does: "starts",
      process: "powershell",
      program: "powershell",
      line: "powershell.exe -NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File C:\\Scripts\\Rotate-Logs.ps1",
    },
    ...consoleOf(0.017, "powershell"),
    {
      at: 0.522,
      who: "powershell",
      does: "loads",
      library:
        "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Management.Automation\\0a1f8be4e6c2f3a2ad2e7a4e5b5f6cf9\\System.Management.Automation.ni.dll",
    },
    { at: 0.709, who: "powershell", does: "loads", library: "C:\\Windows\\System32\\amsi.dll" },
    ...scanning(0.8, "powershell"),
    {
      at: 0.914,
      who: "powershell",
      does: "writes",
      file: "C:\\Windows\\Temp\\__PSScriptPolicyTest_vqj2hn3d.tlz.ps1",
    },
    { at: 2.34, who: "powershell", does: "writes", file: "D:\\Logs\\Archive\\2026-01-17.zip" },
    {
      at: 2.9,
      who: "powershell",
      does: "connects",
      to: "192.0.2.31",
      port: 445,
      host: "backup.corp.example",
    },
    { at: 4.118, who: "powershell", does: "ends" },
    { at: 4.125, who: "conhost of powershell", does: "ends" },
    ...taskNoted(4.16),
    ...maintenance(9.4),
    {
      at: 18.73,
      who: "dcomLaunch",
      does: "starts",
      process: "wmiPrvSe",
      program: "wmiPrvSe",
      line: "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding",
      as: "network service",
    },
    ...nameLookup(21.05),
    ...serviceStart(44.9, "BITS", " again"),
    ...maintenance(58.2, " again"),
  ],
};
