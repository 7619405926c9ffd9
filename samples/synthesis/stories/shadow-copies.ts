import { maintenance, nameLookup, scanning, serviceStart, taskNoted } from "../everyday.ts";
import { FILE_SERVER } from "../machines.ts";
import type { Step, Story } from "../story.ts";

const running = {
  prompt: {
    program: "cmd",
    line: '"C:\\Windows\\system32\\cmd.exe" ',
    as: "elevated",
    by: "explorer",
    cwd: "C:\\Windows\\system32\\",
  },
} as const;

/** From an elevated prompt, cmd runs vssadmin; the shadow copy service wakes up. */
function vssadmin(words: string, seconds: number): Step[] {
  return [
    ...serviceStart(-52.3, "wuauserv"),
    ...taskNoted(-20.416),
    ...maintenance(-14.07),
    {
      at: 0,
      who: "prompt",
      does: "starts",
      process: "cmd",
      program: "cmd",
      line: `cmd.exe  /c vssadmin ${words}`,
    },
    {
      at: 0.043,
      who: "cmd",
      does: "starts",
      process: "vssadmin",
      program: "vssadmin",
      line: `vssadmin  ${words}`,
    },
    { at: 0.088, who: "vssadmin", does: "loads", library: "C:\\Windows\\System32\\vssapi.dll" },
    ...scanning(0.131, "vssadmin"),
    {
      at: 0.172,
      who: "services",
      does: "starts",
      process: "vssvc",
      program: "vssvc",
      line: "C:\\Windows\\system32\\vssvc.exe",
    },
    { at: 0.175, who: "services", does: "logs on", as: "system" },
    { at: 0.22, who: "vssvc", does: "loads", library: "C:\\Windows\\System32\\samlib.dll" },
    { at: 0.236, who: "vssvc", does: "lists members", group: "Administrators" },
    { at: 0.238, who: "vssvc", does: "lists members", group: "Backup Operators" },
    {
      at: 0.307,
      who: "services",
      does: "starts",
      process: "swprv",
      program: "svchost",
      line: "C:\\Windows\\System32\\svchost.exe -k swprv",
    },
    {
      at: 0.381,
      who: "vssvc",
      does: "sets value",
      key: "HKLM\\System\\CurrentControlSet\\Services\\VSS\\Diag\\VssvcPublisher\\STABLE (Enter)",
      details: "Binary Data",
    },
    { at: seconds, who: "vssadmin", does: "ends" },
    { at: seconds + 0.021, who: "cmd", does: "ends" },
    ...nameLookup(seconds + 3.5),
    {
      at: seconds + 6.204,
      who: "dcomLaunch",
      does: "starts",
      process: "wmiPrvSe",
      program: "wmiPrvSe",
      line: "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding",
      as: "network service",
    },
    ...taskNoted(seconds + 31.88),
    ...serviceStart(seconds + 40.1, "BITS", " again"),
  ];
}

/** The last step before encryption: no shadow copy is left. */
export const shadowCopyDeletion: Story = {
  id: "shadow-copy-deletion",
  machine: FILE_SERVER,
  begins: "2026-01-17T20:16:29.834Z",
  running,
  steps: vssadmin("delete shadows /all /quiet", 2.914),
};

/** The harmless form of the same test: shadow copies are listed. */
export const shadowCopyListing: Story = {
  id: "shadow-copy-listing",
  machine: FILE_SERVER,
  begins: "2026-01-17T20:09:03.415Z",
  running,
  steps: vssadmin("list shadows", 0.766),
};
