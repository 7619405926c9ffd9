import { backgroundTask, consoleOf, maintenance, nameLookup, scanning, serviceStart } from "../everyday.ts";
import { FILE_SERVER } from "../machines.ts";
import type { Story } from "../story.ts";

/** Somebody with an administrator's password runs commands over WMI, answers going to a share. */
export const wmiRemoteCommand: Story = {
  id: "wmi-remote-command",
  machine: FILE_SERVER,
  begins: "2026-01-17T21:06:33.402Z",
  steps: [
    ...serviceStart(-48.7, "wuauserv"),
    ...backgroundTask(-31.5),
    ...nameLookup(-19.21),
    {
      at: -0.612,
      who: "dcomLaunch",
      does: "starts",
      process: "wmiPrvSe",
      program: "wmiPrvSe",
      line: "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding",
      as: "network service",
    },
    {
      at: 0,
      who: "wmiPrvSe",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: "cmd.exe /Q /c whoami /all 1> \\\\127.0.0.1\\ADMIN$\\__1768683993.24 2>&1",
      cwd: "C:\\",
      as: "elevated",
    },
    ...consoleOf(0.014, "cmd"),
    ...scanning(0.07, "cmd"),
    { at: 0.118, who: "cmd", does: "writes", file: "C:\\Windows\\__1768683993.24" },
    { at: 0.243, who: "cmd", does: "ends" },
    { at: 0.249, who: "conhost of cmd", does: "ends" },
    ...nameLookup(9.74),
    ...maintenance(21.6),
    ...backgroundTask(29.8, " again"),
    ...serviceStart(40.2, "BITS", " again"),
  ],
};
