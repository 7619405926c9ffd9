import {
  backgroundTask,
  broker,
  browsing,
  chatting,
  consoleOf,
  indexing,
  nameLookup,
  scanning,
  taskNoted,
  serviceStart,
} from "../everyday.ts";
import { LAB } from "../machines.ts";
import type { Story } from "../story.ts";

/** schtasks, run by cmd, registers a task that would run a command once. */
export const scheduledTaskDf00tech: Story = {
  id: "scheduled-task-df00tech",
  machine: LAB,
  begins: "2026-01-15T11:12:20.944Z",
  running: {
    powershell: {
      program: "powershell",
      line: '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" ',
      as: "elevated",
      by: "explorer",
    },
  },
  steps: [
    ...serviceStart(-36.2, "BITS"),
    ...browsing(-28.3),
    ...broker(-7.19),
    {
      at: 0,
      who: "powershell",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: '"C:\\Windows\\system32\\cmd.exe" /c "schtasks /create /tn df00tech-test /tr "cmd.exe /c echo df00tech" /sc once /st 23:59 /f"',
    },
    ...consoleOf(0.014, "cmd"),
    {
      at: 0.071,
      who: "cmd",
      does: "starts",
      process: "schtasks",
      program: "schtasks",
      line: 'schtasks  /create /tn df00tech-test /tr "cmd.exe /c echo df00tech" /sc once /st 23:59 /f',
    },
    { at: 0.119, who: "schtasks", does: "loads", library: "C:\\Windows\\System32\\taskschd.dll" },
    ...scanning(0.15, "schtasks"),
    {
      at: 0.203,
      who: "scheduler",
      does: "writes",
      file: "C:\\Windows\\System32\\Tasks\\df00tech-test",
    },
    {
      at: 0.207,
      who: "scheduler",
      does: "sets value",
      key: "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree\\df00tech-test\\Id",
      details: "{8C0B7E51-6F1E-4B0E-8C9D-5A2E0E7C4D13}",
    },
    {
      at: 0.208,
      who: "scheduler",
      does: "sets value",
      key: "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{8C0B7E51-6F1E-4B0E-8C9D-5A2E0E7C4D13}\\Path",
      details: "\\df00tech-test",
    },
    {
      at: 0.214,
      who: "schtasks",
      does: "registers task",
      task: {
        name: "\\df00tech-test",
        command: "cmd.exe",
        arguments: "/c echo df00tech",
        trigger: { starts: "2026-01-15T23:59:00" },
        runAs: {
          sid: "S-1-5-21-1719205412-3310482773-908143376-2207",
          logonType: "InteractiveToken",
          highest: false,
        },
      },
    },
    { at: 0.262, who: "schtasks", does: "ends" },
    { at: 0.274, who: "cmd", does: "ends" },
    { at: 0.278, who: "conhost of cmd", does: "ends" },
    ...taskNoted(4.02),
    ...chatting(8.511),
    ...backgroundTask(13.9),
    ...nameLookup(21.6),
    ...indexing(27.75),
  ],
};
