import {
  backgroundTask,
  broker,
  chatting,
  consoleOf,
  indexing,
  maintenance,
  nameLookup,
  scanning,
  serviceStart,
} from "../everyday.ts";
import { LAB } from "../machines.ts";
import type { Step, Story } from "../story.ts";

const CACHE = "C:\\Users\\p.novak\\AppData\\LocalLow\\Microsoft\\CryptnetUrlCache\\";
const CACHED = "7D5C01A3E9F64B2288CE6A0F1B3D94E7";
const URL = "http://127.0.0.1:8080/df00tech-test.txt";

const running = {
  powershell: {
    program: "powershell",
    line: '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" ',
    as: "user",
    by: "explorer",
    cwd: "C:\\Users\\p.novak\\",
  },
  webServer: {
    program: "python",
    line: '"C:\\Program Files\\Python312\\python.exe" -m http.server 8080 --bind 127.0.0.1',
    as: "user",
    by: "powershell",
    cwd: "C:\\Users\\p.novak\\exercise\\",
  },
} as const;

/** It asks twice: once as the CryptoAPI, once under its own name. */
function fetching(at: number): Step[] {
  const ask = {
    who: "certutil",
    does: "connects",
    to: "127.0.0.1",
    port: 8080,
    from: "127.0.0.1",
    listener: "webServer",
  } as const;
  return [
    { at, ...ask },
    { at: at + 0.047, who: "certutil", does: "writes", file: `${CACHE}Content\\${CACHED}` },
    { at: at + 0.049, who: "certutil", does: "writes", file: `${CACHE}MetaData\\${CACHED}` },
    { at: at + 0.093, ...ask },
  ];
}

/** certutil fetches a file over HTTP; a web server for the exercise runs on the same machine. */
export const certutilDownloadCradle: Story = {
  id: "certutil-download-cradle",
  machine: LAB,
  begins: "2026-01-15T10:31:55.062Z",
  running,
  steps: [
    ...serviceStart(-29.4, "BITS"),
    ...maintenance(-17.9),
    ...broker(-8.038),
    ...chatting(-5.27),
    {
      at: 0,
      who: "powershell",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: `"C:\\Windows\\system32\\cmd.exe" /c "certutil -urlcache -split -f ${URL} %TEMP%\\df00tech-test.txt"`,
    },
    ...consoleOf(0.016, "cmd"),
    {
      at: 0.084,
      who: "cmd",
      does: "starts",
      process: "certutil",
      program: "certutil",
      line: `certutil  -urlcache -split -f ${URL} C:\\Users\\p.novak\\AppData\\Local\\Temp\\df00tech-test.txt`,
    },
    { at: 0.161, who: "certutil", does: "loads", library: "C:\\Windows\\System32\\certcli.dll" },
    ...scanning(0.2, "certutil"),
    ...fetching(0.305),
    {
      at: 0.441,
      who: "certutil",
      does: "writes",
      file: "C:\\Users\\p.novak\\AppData\\Local\\Temp\\df00tech-test.txt",
    },
    { at: 0.507, who: "certutil", does: "ends" },
    { at: 0.519, who: "cmd", does: "ends" },
    { at: 0.523, who: "conhost of cmd", does: "ends" },
    ...backgroundTask(5.77),
    ...nameLookup(9.32),
    ...indexing(16.48),
  ],
};

const RENAMED = "C:\\Users\\Public\\cu.exe";

/** The same download by a copy of certutil under another name. */
export const certutilRenamed: Story = {
  id: "certutil-renamed",
  machine: LAB,
  begins: "2026-01-15T10:44:18.527Z",
  running,
  steps: [
    ...serviceStart(-33.8, "wlidsvc"),
    ...maintenance(-16.2),
    ...broker(-7.5),
    {
      at: 0,
      who: "powershell",
      does: "starts",
      process: "copying",
      program: "cmd",
      line: `"C:\\Windows\\system32\\cmd.exe" /c "copy /y C:\\Windows\\System32\\certutil.exe ${RENAMED}"`,
    },
    { at: 0.061, who: "copying", does: "writes", file: RENAMED },
    { at: 0.102, who: "copying", does: "ends" },
    {
      at: 3.315,
      who: "powershell",
      does: "starts",
      process: "certutil",
      program: "renamedCertutil",
      line: `"${RENAMED}" /urlcache /split /f ${URL} C:\\Users\\Public\\df00tech-test.txt`,
    },
    ...scanning(3.4, "certutil"),
    { at: 3.442, who: "certutil", does: "loads", library: "C:\\Windows\\System32\\certcli.dll" },
    ...fetching(3.58),
    { at: 3.74, who: "certutil", does: "writes", file: "C:\\Users\\Public\\df00tech-test.txt" },
    { at: 3.801, who: "certutil", does: "ends" },
    ...chatting(9.02),
    ...backgroundTask(12.7),
    ...nameLookup(17.1),
    ...indexing(24.3),
  ],
};
