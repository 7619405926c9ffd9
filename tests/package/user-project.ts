/** What a user of the package writes: files by path, below an empty folder. */

const SYSMON = {
  Provider: { "#attributes": { Name: "Microsoft-Windows-Sysmon" } },
  EventID: 1,
  Channel: "Microsoft-Windows-Sysmon/Operational",
  Computer: "WS01.example.com",
};

const event = (record: number, image: string, commandLine: string): string =>
  JSON.stringify({
    Event: {
      System: {
        ...SYSMON,
        TimeCreated: { "#attributes": { SystemTime: `2026-01-15T09:00:0${record}.000000Z` } },
        EventRecordID: record,
      },
      EventData: { Image: image, CommandLine: commandLine },
    },
  });

const rule = (title: string, id: string, image: string): string => `title: ${title}
id: ${id}
status: test
description: Made for the test of the package.
author: firedrill
date: 2026-01-15
tags:
  - attack.t1033
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    Image|endswith: '\\${image}'
  condition: selection
level: medium
`;

const scenario = (id: string, silent: string): string => `schema: 1
id: ${id}
title: somebody asks who he is
attack:
  techniques: [T1033]
recordings:
  sysmon:
    file: ../samples/whoami.ndjson
    sensor: sysmon
    provenance: { kind: synthetic, by: firedrill }
signals:
  whoami-start:
    where: { EventID: 1, Image|endswith: \\whoami.exe }
expect:
  fire:
    - rule: sigma/whoami.yml
      events: whoami-start
      via: Image
  silent:
    - rule: ${silent}
`;

/** A project whose scenario passes, and below `failing/` one whose scenario does not. */
export const USER_PROJECT: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ name: "user", private: true, type: "module" }),
  ".mocharc.json": JSON.stringify({
    require: ["firedrill/mocha"],
    ui: "firedrill/mocha",
    extension: ["scenario.yml"],
  }),
  "rules/sigma/whoami.yml": rule("Whoami", "6f1f3b1c-1f0a-4c0e-9a51-0d2a51f0a001", "whoami.exe"),
  "rules/sigma/certutil.yml": rule(
    "Certutil",
    "6f1f3b1c-1f0a-4c0e-9a51-0d2a51f0a002",
    "certutil.exe",
  ),
  "samples/whoami.ndjson": [
    event(1, "C:\\Windows\\System32\\cmd.exe", "cmd /c whoami"),
    event(2, "C:\\Windows\\System32\\whoami.exe", "whoami /all"),
    "",
  ].join("\n"),
  "scenarios/whoami.scenario.yml": scenario("whoami", "sigma/certutil.yml"),
  "failing/whoami.scenario.yml": scenario(
    "whoami-fails",
    "6f1f3b1c-1f0a-4c0e-9a51-0d2a51f0a001",
  ).replace(
    "  fire:\n    - rule: sigma/whoami.yml\n      events: whoami-start\n      via: Image\n",
    "",
  ),
  "assertions.ts": `import { replay, type Replay } from "firedrill";
import { expect } from "firedrill/chai";

const seen: Replay = await replay({ rules: "rules", recordings: "samples" });
expect(seen).to.fire("sigma/whoami.yml").once.onEvents(2).via("Image").withLevel("medium");
expect(seen).to.not.fire("sigma/certutil.yml");
expect(seen).to.fireOnly("sigma/whoami.yml");
// @ts-expect-error -- how often can be said only of a rule that was named
void (() => expect(seen).to.be.once);
console.log("assertions hold");
`,
};
