import { maintenance, nameLookup, scanning, serviceStart, taskNoted } from "../everyday.ts";
import { FILE_SERVER } from "../machines.ts";
import type { Step, Story } from "../story.ts";

const CERTIFICATE = "C:\\PKI\\srv-file-02.cer";

function certutil(at: number, mark: string, words: string, seconds: number): Step[] {
  const name = `certutil ${mark}`;
  return [
    {
      at,
      who: "prompt",
      does: "starts",
      process: name,
      program: "certutil",
      line: `certutil  ${words}`,
    },
    { at: at + 0.06, who: name, does: "loads", library: "C:\\Windows\\System32\\certcli.dll" },
    { at: at + seconds, who: name, does: "ends" },
  ];
}

/** An administrator renews a server's certificate: lists, verifies, dumps, hashes. */
export const certutilCertificateWork: Story = {
  id: "certutil-certificate-work",
  machine: FILE_SERVER,
  begins: "2026-01-17T20:31:14.602Z",
  running: {
    prompt: {
      program: "cmd",
      line: '"C:\\Windows\\system32\\cmd.exe" ',
      as: "elevated",
      by: "explorer",
      cwd: "C:\\PKI\\",
    },
  },
  steps: [
    ...serviceStart(-48.61, "CryptSvc"),
    ...maintenance(-30.6, " before"),
    ...taskNoted(-12.9),
    ...certutil(0, "store", "-store My", 0.31),
    ...scanning(0.2, "certutil store"),
    ...certutil(22.418, "verify", `-verify -urlfetch ${CERTIFICATE}`, 1.9),
    {
      at: 22.61,
      who: "certutil verify",
      does: "resolves",
      name: "pki.corp.example",
      results: "::ffff:198.51.100.80;",
    },
    {
      at: 22.655,
      who: "certutil verify",
      does: "connects",
      to: "198.51.100.80",
      port: 80,
      host: "pki.corp.example",
    },
    {
      at: 22.97,
      who: "certutil verify",
      does: "writes",
      file: "C:\\Users\\adm.lindqvist\\AppData\\LocalLow\\Microsoft\\CryptnetUrlCache\\Content\\2BF68F4714092295550497DD56F57004",
    },
    {
      at: 23.41,
      who: "certutil verify",
      does: "connects",
      to: "198.51.100.80",
      port: 80,
      host: "pki.corp.example",
    },
    ...certutil(41.006, "dump", `-dump ${CERTIFICATE}`, 0.28),
    ...certutil(66.72, "hash", "-hashfile C:\\Install\\inventory-4.2.1.msi SHA256", 0.92),
    ...maintenance(70.2),
    ...nameLookup(74.01),
    ...taskNoted(80.5),
  ],
};
