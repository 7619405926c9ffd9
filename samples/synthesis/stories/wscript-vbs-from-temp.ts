import {
  backgroundTask,
  broker,
  browsing,
  chatting,
  consoleOf,
  indexing,
  maintenance,
  nameLookup,
  scanning,
  serviceStart,
} from "../everyday.ts";
import { LAB } from "../machines.ts";
import type { Story } from "../story.ts";

const TEMP = "C:\\Users\\p.novak\\AppData\\Local\\Temp\\";

/** From a prompt, a .vbs file is written into the temporary folder and given to wscript. */
export const wscriptVbsFromTemp: Story = {
  id: "wscript-vbs-from-temp",
  machine: LAB,
  begins: "2026-01-15T09:04:12.507Z",
  running: {
    prompt: {
      program: "cmd",
      line: '"C:\\Windows\\system32\\cmd.exe" ',
      as: "user",
      by: "explorer",
      cwd: "C:\\Users\\p.novak\\",
    },
  },
  steps: [
    ...serviceStart(-38.2, "wlidsvc"),
    ...chatting(-24.09),
    ...maintenance(-11.3),
    ...broker(-3.644),
    { at: 0, who: "prompt", does: "writes", file: `${TEMP}df00tech-test.vbs` },
    {
      at: 2.871,
      who: "prompt",
      does: "starts",
      process: "wscript",
      program: "wscript",
      line: `wscript.exe  "${TEMP}df00tech-test.vbs"`,
    },
    ...scanning(2.95, "wscript"),
    { at: 3.014, who: "wscript", does: "loads", library: "C:\\Windows\\System32\\vbscript.dll" },
    { at: 3.037, who: "wscript", does: "loads", library: "C:\\Windows\\System32\\amsi.dll" },
    { at: 3.122, who: "wscript", does: "loads", library: "C:\\Windows\\System32\\wshom.ocx" },
    {
      at: 3.19,
      who: "wscript",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: `"C:\\Windows\\System32\\cmd.exe" /c hostname > ${TEMP}df00tech-test.txt`,
    },
    ...consoleOf(3.205, "cmd"),
    { at: 3.26, who: "cmd", does: "writes", file: `${TEMP}df00tech-test.txt` },
    { at: 3.418, who: "cmd", does: "ends" },
    { at: 3.425, who: "conhost of cmd", does: "ends" },
    { at: 3.702, who: "wscript", does: "ends" },
    ...backgroundTask(8.11),
    ...browsing(17.35),
    ...nameLookup(22.08),
    ...indexing(29.4),
  ],
};
