import {
  backgroundTask,
  broker,
  browsing,
  chatting,
  consoleOf,
  indexing,
  nameLookup,
  scanning,
  serviceStart,
} from "../everyday.ts";
import { PERSONNEL } from "../machines.ts";
import type { Story } from "../story.ts";

const INTUNE = "C:\\Program Files (x86)\\Microsoft Intune Management Extension\\";
const POLICY = "9d4cb5a1-6c0f-4c5e-8a3b-0f2e7d61c3b8_2b7e9f04-51d3-4a86-b9c7-e0a4d8f61352";
const SCRIPT = `${INTUNE}Policies\\Scripts\\${POLICY}.ps1`;
const RESULTS = `${INTUNE}Policies\\Results\\${POLICY}`;
const POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0";

/** The management agent runs a PowerShell script that was assigned to the computer. */
export const intunePowershellScript: Story = {
  id: "intune-powershell-script",
  machine: PERSONNEL,
  begins: "2026-01-16T08:42:09.771Z",
  steps: [
    ...serviceStart(-41.9, "wuauserv"),
    ...browsing(-19.3),
    ...nameLookup(-2.6, "manage.example.net", "203.0.113.40"),
    { at: -2.51, who: "intune", does: "connects", to: "203.0.113.40", port: 443 },
    { at: -0.4, who: "intune", does: "writes", file: SCRIPT },
    {
      at: 0,
      who: "intune",
      does: "starts",
      process: "executor",
      program: "agentExecutor",
      line: `"${INTUNE}agentexecutor.exe" -powershell "${SCRIPT}" "${RESULTS}.output" "${RESULTS}.error" "${RESULTS}.timeout" 3600 "${POWERSHELL}" 0 "" "" "False"`,
    },
    ...consoleOf(0.021, "executor"),
    {
      at: 0.517,
      who: "executor",
      does: "starts",
      process: "powershell",
      program: "powershell",
      line: `"${POWERSHELL}\\powershell.exe" -NoProfile -executionPolicy bypass -file "${SCRIPT}" `,
    },
    {
      at: 0.96,
      who: "powershell",
      does: "loads",
      library:
        "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Management.Automation\\0a1f8be4e6c2f3a2ad2e7a4e5b5f6cf9\\System.Management.Automation.ni.dll",
    },
    { at: 1.13, who: "powershell", does: "loads", library: "C:\\Windows\\System32\\amsi.dll" },
    ...scanning(1.2, "powershell"),
    {
      at: 1.31,
      who: "powershell",
      does: "writes",
      file: "C:\\Windows\\Temp\\__PSScriptPolicyTest_1f0gsrak.0qv.ps1",
    },
    {
      at: 2.042,
      who: "powershell",
      does: "starts",
      process: "reg",
      program: "reg",
      line: '"C:\\Windows\\system32\\reg.exe" add HKLM\\SOFTWARE\\Policies\\Contoso\\Desktop /v ScreenLock /t REG_DWORD /d 600 /f',
    },
    {
      at: 2.07,
      who: "reg",
      does: "sets value",
      key: "HKLM\\SOFTWARE\\Policies\\Contoso\\Desktop\\ScreenLock",
      details: "DWORD (0x00000258)",
    },
    { at: 2.11, who: "reg", does: "ends" },
    { at: 2.804, who: "powershell", does: "ends" },
    { at: 2.87, who: "executor", does: "writes", file: `${RESULTS}.output` },
    { at: 3.02, who: "executor", does: "ends" },
    ...broker(5.6),
    ...chatting(8.31),
    ...backgroundTask(14.2),
    ...indexing(22.8),
  ],
};
