import {
  backgroundTask,
  broker,
  chatting,
  indexing,
  maintenance,
  nameLookup,
  scanning,
} from "../everyday.ts";
import { LAB } from "../machines.ts";
import type { Story } from "../story.ts";

const ACCOUNT = { name: "m.ito", rid: 1004 };

/** The help desk creates an ordinary local account in the management console, and looks at it. */
export const helpdeskLocalAccount: Story = {
  id: "helpdesk-local-account",
  machine: LAB,
  begins: "2026-01-15T14:37:05.810Z",
  running: {
    console: {
      program: "mmc",
      line: '"C:\\Windows\\system32\\mmc.exe" "C:\\Windows\\system32\\lusrmgr.msc" ',
      as: "elevated",
      by: "explorer",
    },
    prompt: {
      program: "cmd",
      line: '"C:\\Windows\\system32\\cmd.exe" ',
      as: "elevated",
      by: "explorer",
    },
  },
  steps: [
    ...chatting(-26.8),
    ...broker(-11.2),
    { at: -4.02, who: "console", does: "loads", library: "C:\\Windows\\System32\\samlib.dll" },
    ...scanning(-3.9, "console"),
    { at: -3.611, who: "console", does: "lists members", group: "Administrators" },
    { at: -3.607, who: "console", does: "lists members", group: "Users" },
    { at: 0, who: "console", does: "creates account", account: ACCOUNT },
    {
      at: 0.002,
      who: "lsass",
      does: "sets value",
      key: `HKLM\\SAM\\SAM\\Domains\\Account\\Users\\Names\\${ACCOUNT.name}\\(Default)`,
      details: "Binary Data",
    },
    {
      at: 19.477,
      who: "console",
      does: "adds member",
      account: ACCOUNT,
      group: "Remote Desktop Users",
    },
    {
      at: 19.479,
      who: "lsass",
      does: "sets value",
      key: "HKLM\\SAM\\SAM\\Domains\\Builtin\\Aliases\\0000022B\\C",
      details: "Binary Data",
    },
    {
      at: 41.06,
      who: "prompt",
      does: "starts",
      process: "net",
      program: "net",
      line: `net  user ${ACCOUNT.name}`,
    },
    {
      at: 41.094,
      who: "net",
      does: "starts",
      process: "net1",
      program: "net1",
      line: `C:\\Windows\\system32\\net1  user ${ACCOUNT.name}`,
    },
    { at: 41.118, who: "net1", does: "loads", library: "C:\\Windows\\System32\\samlib.dll" },
    { at: 41.24, who: "net1", does: "ends" },
    { at: 41.246, who: "net", does: "ends" },
    {
      at: 52.7,
      who: "prompt",
      does: "starts",
      process: "net group",
      program: "net",
      line: "net  localgroup Administrators",
    },
    {
      at: 52.731,
      who: "net group",
      does: "starts",
      process: "net1 group",
      program: "net1",
      line: "C:\\Windows\\system32\\net1  localgroup Administrators",
    },
    { at: 52.77, who: "net1 group", does: "lists members", group: "Administrators" },
    { at: 52.86, who: "net1 group", does: "ends" },
    { at: 52.866, who: "net group", does: "ends" },
    ...maintenance(58.8),
    ...backgroundTask(66.3),
    ...nameLookup(71.4),
    ...indexing(80.1),
  ],
};
