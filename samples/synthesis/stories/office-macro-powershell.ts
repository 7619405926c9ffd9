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
import { FINANCE } from "../machines.ts";
import type { Story } from "../story.ts";

const DOWNLOADS = "C:\\Users\\j.moreau\\Downloads\\";
const TEMP = "C:\\Users\\j.moreau\\AppData\\Local\\Temp\\";
const COMMAND =
  "-NoProfile -WindowStyle Hidden -ExecutionPolicy Bypass -Command \"Set-Content -Path $env:TEMP\\df00tech-test.txt -Value 'macro test'\"";

/** A clerk opens an invoice with a macro; the macro runs PowerShell by way of cmd. */
export const officeMacroPowershell: Story = {
  id: "office-macro-powershell",
  machine: FINANCE,
  begins: "2026-01-14T13:22:04.118Z",
  steps: [
    ...serviceStart(-47.7, "BITS"),
    ...browsing(-31.402),
    ...broker(-6.22),
    {
      at: 0,
      who: "explorer",
      does: "starts",
      process: "winword",
      program: "winword",
      line: `"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE" /n "${DOWNLOADS}Facture-2026-0114.docm" /o ""`,
      cwd: DOWNLOADS,
    },
    ...nameLookup(0.377, "officeclient.example.net", "198.51.100.31"),
    { at: 0.611, who: "winword", does: "connects", to: "198.51.100.31", port: 443 },
    { at: 1.084, who: "winword", does: "writes", file: `${DOWNLOADS}~$cture-2026-0114.docm` },
    ...scanning(1.52, "winword"),
    {
      at: 9.731,
      who: "winword",
      does: "sets value",
      key: "HKU\\S-1-5-21-1719205412-3310482773-908143376-2614\\SOFTWARE\\Microsoft\\Office\\16.0\\Word\\Security\\Trusted Documents\\TrustRecords\\%USERPROFILE%/Downloads/Facture-2026-0114.docm",
      details: "Binary Data",
    },
    {
      at: 9.902,
      who: "winword",
      does: "loads",
      library: "C:\\Program Files\\Common Files\\Microsoft Shared\\VBA\\VBA7.1\\VBE7.DLL",
    },
    {
      at: 10.345,
      who: "winword",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: `cmd.exe /c powershell.exe ${COMMAND}`,
      cwd: "C:\\Users\\j.moreau\\Documents\\",
    },
    ...consoleOf(10.362, "cmd"),
    {
      at: 10.488,
      who: "cmd",
      does: "starts",
      process: "powershell",
      program: "powershell",
      line: `powershell.exe  ${COMMAND}`,
    },
    {
      at: 10.93,
      who: "powershell",
      does: "loads",
      library:
        "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Management.Automation\\0a1f8be4e6c2f3a2ad2e7a4e5b5f6cf9\\System.Management.Automation.ni.dll",
    },
    { at: 11.204, who: "powershell", does: "loads", library: "C:\\Windows\\System32\\amsi.dll" },
    {
      at: 11.371,
      who: "powershell",
      does: "writes",
      file: `${TEMP}__PSScriptPolicyTest_4nqz1xkd.vwe.ps1`,
    },
    { at: 11.722, who: "powershell", does: "writes", file: `${TEMP}df00tech-test.txt` },
    { at: 11.94, who: "powershell", does: "ends" },
    { at: 11.958, who: "cmd", does: "ends" },
    { at: 11.961, who: "conhost of cmd", does: "ends" },
    ...backgroundTask(14.83),
    ...chatting(19.407),
    ...indexing(23.6),
    ...browsing(58.15),
  ],
};
