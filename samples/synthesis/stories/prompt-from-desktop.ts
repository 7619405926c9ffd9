import {
  backgroundTask,
  broker,
  browsing,
  chatting,
  consoleOf,
  indexing,
  maintenance,
  nameLookup,
  serviceStart,
} from "../everyday.ts";
import { DEVELOPER } from "../machines.ts";
import type { Story } from "../story.ts";

/** A developer opens PowerShell from the Start menu and asks for the state of a repository. */
export const promptFromDesktop: Story = {
  id: "prompt-from-desktop",
  machine: DEVELOPER,
  begins: "2026-01-13T08:41:17.905Z",
  steps: [
    ...serviceStart(-41.7, "wlidsvc"),
    ...maintenance(-33.1),
    ...browsing(-22.6),
    ...broker(-14.02),
    ...chatting(-8.31),
    {
      at: 0,
      who: "explorer",
      does: "starts",
      process: "powershell",
      program: "powershell",
      line: '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" ',
      cwd: "C:\\Users\\t.okafor\\",
    },
    ...consoleOf(0.019, "powershell"),
    { at: 0.611, who: "powershell", does: "loads", library: "C:\\Windows\\System32\\amsi.dll" },
    ...nameLookup(5.204),
    {
      at: 14.37,
      who: "powershell",
      does: "starts",
      process: "node",
      program: "node",
      line: '"C:\\Program Files\\nodejs\\node.exe" --version',
    },
    { at: 14.502, who: "node", does: "ends" },
    ...backgroundTask(19.8),
    ...indexing(27.3),
  ],
};
