import {
  backgroundTask,
  broker,
  chatting,
  consoleOf,
  indexing,
  maintenance,
  nameLookup,
  scanning,
} from "../everyday.ts";
import { LAB } from "../machines.ts";
import type { Step, Story } from "../story.ts";

const ACCOUNT = { name: "df00tech_user", rid: 1003 };

/** net hands everything on to net1. */
function net(at: number, mark: string, words: string): Step[] {
  return [
    {
      at,
      who: "cmd",
      does: "starts",
      process: `net ${mark}`,
      program: "net",
      line: `net  ${words}`,
    },
    {
      at: at + 0.037,
      who: `net ${mark}`,
      does: "starts",
      process: `net1 ${mark}`,
      program: "net1",
      line: `C:\\Windows\\system32\\net1  ${words}`,
    },
    {
      at: at + 0.058,
      who: `net1 ${mark}`,
      does: "loads",
      library: "C:\\Windows\\System32\\samlib.dll",
    },
    { at: at + 0.205, who: `net1 ${mark}`, does: "ends" },
    { at: at + 0.209, who: `net ${mark}`, does: "ends" },
  ];
}

/** A local account is created and made an administrator, with two words to net. */
export const localAdminCreated: Story = {
  id: "local-admin-created",
  machine: LAB,
  begins: "2026-01-15T13:55:47.391Z",
  running: {
    powershell: {
      program: "powershell",
      line: '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" ',
      as: "elevated",
      by: "explorer",
    },
  },
  steps: [
    ...maintenance(-33.02),
    ...chatting(-10.44),
    ...broker(-4.8),
    {
      at: 0,
      who: "powershell",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: `"C:\\Windows\\system32\\cmd.exe" /c "net user ${ACCOUNT.name} Dr1ll-0nly! /add & net localgroup Administrators ${ACCOUNT.name} /add"`,
    },
    ...consoleOf(0.013, "cmd"),
    ...net(0.066, "user", `user ${ACCOUNT.name} Dr1ll-0nly! /add `),
    ...scanning(0.12, "net1 user"),
    { at: 0.188, who: "net1 user", does: "creates account", account: ACCOUNT },
    {
      at: 0.19,
      who: "lsass",
      does: "sets value",
      key: `HKLM\\SAM\\SAM\\Domains\\Account\\Users\\Names\\${ACCOUNT.name}\\(Default)`,
      details: "Binary Data",
    },
    ...net(0.301, "localgroup", `localgroup Administrators ${ACCOUNT.name} /add`),
    {
      at: 0.433,
      who: "net1 localgroup",
      does: "adds member",
      account: ACCOUNT,
      group: "Administrators",
    },
    {
      at: 0.435,
      who: "lsass",
      does: "sets value",
      key: "HKLM\\SAM\\SAM\\Domains\\Builtin\\Aliases\\00000220\\C",
      details: "Binary Data",
    },
    { at: 0.529, who: "cmd", does: "ends" },
    { at: 0.533, who: "conhost of cmd", does: "ends" },
    ...backgroundTask(7.7),
    ...nameLookup(12.26),
    ...indexing(19.93),
  ],
};
