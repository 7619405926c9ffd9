import {
  backgroundTask,
  broker,
  browsing,
  chatting,
  indexing,
  maintenance,
  nameLookup,
  scanning,
  serviceStart,
} from "../everyday.ts";
import { FINANCE } from "../machines.ts";
import type { Story } from "../story.ts";

const TYPED =
  'mshta.exe vbscript:Execute("CreateObject(""WScript.Shell"").Run ""calc.exe"", 0:close")';

/** A clerk was talked into pasting a line into the Run dialog: mshta, VBScript, a child process. */
export const mshtaInlineVbscript: Story = {
  id: "mshta-inline-vbscript",
  machine: FINANCE,
  begins: "2026-01-14T15:47:38.260Z",
  steps: [
    ...serviceStart(-55.13, "wuauserv"),
    ...browsing(-40.118),
    ...broker(-12.731),
    ...chatting(-9.4),
    {
      at: -0.021,
      who: "explorer",
      does: "sets value",
      key: "HKU\\S-1-5-21-1719205412-3310482773-908143376-2614\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\RunMRU\\b",
      details: `${TYPED}\\1`,
    },
    {
      at: 0,
      who: "explorer",
      does: "starts",
      process: "mshta",
      program: "mshta",
      line: `"C:\\Windows\\System32\\${TYPED.replace("mshta.exe", 'mshta.exe"')}`,
      cwd: "C:\\Users\\j.moreau\\",
    },
    ...scanning(0.094, "mshta"),
    { at: 0.263, who: "mshta", does: "loads", library: "C:\\Windows\\System32\\mshtml.dll" },
    { at: 0.318, who: "mshta", does: "loads", library: "C:\\Windows\\System32\\urlmon.dll" },
    { at: 0.402, who: "mshta", does: "loads", library: "C:\\Windows\\System32\\vbscript.dll" },
    { at: 0.447, who: "mshta", does: "loads", library: "C:\\Windows\\System32\\wshom.ocx" },
    {
      at: 0.531,
      who: "mshta",
      does: "starts",
      process: "calc",
      program: "calc",
      line: '"C:\\Windows\\System32\\calc.exe" ',
    },
    { at: 0.688, who: "mshta", does: "ends" },
    ...broker(0.842, " of the calculator"),
    { at: 1.21, who: "calc", does: "ends" },
    ...backgroundTask(6.36),
    ...nameLookup(11.904),
    ...maintenance(20.55),
    ...indexing(26.01),
    ...browsing(49.7),
  ],
};
