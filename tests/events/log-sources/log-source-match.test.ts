import { expect } from "chai";
import {
  matchLogSource,
  acceptsDeclared,
  acceptsSensor,
} from "../../../harness/events/log-sources/log-source-match.ts";
import { eventClass } from "../../../harness/events/event-class.ts";
import type { LogSource } from "../../../harness/events/log-sources/log-source.ts";

const SYSMON = "Microsoft-Windows-Sysmon/Operational";
const WINDOWS = { product: "windows" };

const ROWS: readonly [
  source: LogSource,
  channel: string | null,
  eventId: number,
  taken: boolean,
][] = [
  [{ ...WINDOWS, category: "process_creation" }, SYSMON, 1, true],
  [{ ...WINDOWS, category: "process_creation" }, "Security", 4688, true],
  [{ ...WINDOWS, category: "process_creation" }, "Security", 4689, false],
  [{ ...WINDOWS, category: "process_creation" }, "System", 1, false],
  [{ category: "process_creation" }, SYSMON, 1, true],
  [{ product: "linux", category: "process_creation" }, SYSMON, 1, false],
  [{ ...WINDOWS, category: "process_creation", service: "security" }, SYSMON, 1, false],
  [{ ...WINDOWS, category: "process_creation", service: "security" }, "Security", 4688, true],
  [{ ...WINDOWS, service: "security" }, "Security", 1102, true],
  [{ ...WINDOWS, service: "security" }, "security", 1102, true],
  [{ ...WINDOWS, service: "Sysmon" }, SYSMON, 255, true],
  [
    { ...WINDOWS, service: "security-mitigations" },
    "Microsoft-Windows-Security-Mitigations/Other",
    5,
    true,
  ],
  [{ ...WINDOWS, service: "no-such-service" }, "Security", 1, false],
  [{ ...WINDOWS, service: "constructor" }, "Security", 1, false],
  [{ ...WINDOWS, category: "constructor" }, "Security", 1, false],
  [WINDOWS, "Whatever/Operational", 7, true],
  [{}, "Whatever/Operational", 7, true],
  [{}, null, 7, true],
  [WINDOWS, null, 7, false],
  [{ category: "antivirus" }, "Microsoft-Windows-Windows Defender/Operational", 1116, true],
  [{ ...WINDOWS, category: "file_access" }, SYSMON, 11, false],
];

describe("log sources", () => {
  for (const [source, channel, eventId, taken] of ROWS)
    it(`${JSON.stringify(source)} ${taken ? "takes" : "does not take"} ${channel} ${eventId}`, () =>
      expect(matchLogSource(source, eventClass(null, channel, eventId)) !== null).to.equal(taken));

  it("take telemetry that was declared to be theirs, key by key", () => {
    const cls = eventClass(null, null, null, { product: "aws", service: "cloudtrail" });
    expect(matchLogSource({ product: "aws" }, cls)).to.deep.equal({});
    expect(matchLogSource({ product: "AWS", service: "cloudtrail" }, cls)).to.deep.equal({});
    expect(matchLogSource({ product: "aws", category: "x" }, cls)).to.equal(null);
    expect(matchLogSource({ product: "gcp" }, cls)).to.equal(null);
  });
});

describe("sensors of log sources", () => {
  const rows: readonly [LogSource, string, boolean][] = [
    [{ ...WINDOWS, category: "process_creation" }, "sysmon", true],
    [{ ...WINDOWS, category: "process_creation" }, "security", true],
    [{ ...WINDOWS, category: "process_creation" }, "system", false],
    [{ ...WINDOWS, service: "security" }, "security", true],
    [{ ...WINDOWS, service: "security" }, "sysmon", false],
    [{ ...WINDOWS, category: "ps_script" }, "powershell", true],
    [WINDOWS, "sysmon", true],
    [WINDOWS, "windows", true],
    [WINDOWS, "cloudtrail", false],
    [{ product: "aws", service: "cloudtrail" }, "cloudtrail", true],
    [{}, "anything", true],
  ];
  for (const [source, sensor, seen] of rows)
    it(`${JSON.stringify(source)} ${seen ? "sees" : "does not see"} ${sensor}`, () =>
      expect(acceptsSensor(source, sensor)).to.equal(seen));
});

describe("log sources in the words of ECS", () => {
  const winlogbeat = { vocabulary: "ecs-winlogbeat" } as const;
  const endpoint = { vocabulary: "ecs-endpoint" } as const;
  const rows: readonly [LogSource, string | null, number, boolean][] = [
    [{ ...winlogbeat, category: "process" }, SYSMON, 1, true],
    [{ ...winlogbeat, category: "process" }, SYSMON, 7, true],
    [{ ...winlogbeat, category: "library" }, SYSMON, 7, false],
    [{ ...winlogbeat, category: "registry" }, SYSMON, 13, true],
    [{ ...winlogbeat, category: "configuration" }, SYSMON, 13, true],
    [{ ...winlogbeat, category: "network" }, SYSMON, 22, true],
    [{ ...winlogbeat, category: "dns" }, SYSMON, 22, false],
    [{ ...winlogbeat, category: "process" }, SYSMON, 24, false],
    [winlogbeat, SYSMON, 24, true],
    [{ ...winlogbeat, category: "process" }, "Security", 4688, true],
    [{ ...winlogbeat, category: "PROCESS" }, "Security", 4688, false],
    [{ ...winlogbeat, category: "file" }, "Security", 4663, false],
    [winlogbeat, "Security", 4663, true],
    [winlogbeat, "Whatever/Operational", 7, true],
    [{ ...winlogbeat, category: "process" }, "Whatever/Operational", 7, false],
    [{ ...winlogbeat, category: "process" }, "Windows PowerShell", 600, true],
    [winlogbeat, null, 7, false],
    [{ ...endpoint, category: "process" }, SYSMON, 1, true],
    [{ ...endpoint, category: "library" }, SYSMON, 7, true],
    [{ ...endpoint, category: "dns" }, SYSMON, 22, true],
    [{ ...endpoint, category: "process" }, SYSMON, 10, false],
    [endpoint, SYSMON, 10, false],
    [endpoint, "System", 7045, false],
    [{ ...endpoint, category: "authentication" }, "Security", 4624, true],
    [endpoint, null, 7, false],
  ];
  for (const [source, channel, eventId, taken] of rows)
    it(`${JSON.stringify(source)} ${taken ? "takes" : "does not take"} ${channel} ${eventId}`, () => {
      const acceptance = matchLogSource(source, eventClass(null, channel, eventId));
      expect(acceptance).to.deep.equal(taken ? { vocabulary: source.vocabulary } : null);
    });

  it("take every event that was recorded in ECS", () => {
    const cls = eventClass(null, null, null, { service: "endpoint" }, "ecs");
    expect(matchLogSource({ ...winlogbeat, category: "file" }, cls)).to.deep.equal(winlogbeat);
    expect(matchLogSource({ ...endpoint, category: "file" }, cls)).to.deep.equal(endpoint);
    expect(matchLogSource({ product: "windows" }, cls)).to.equal(null);
    expect(matchLogSource({ service: "endpoint" }, cls)).to.deep.equal({});
  });

  const sensors: readonly [LogSource, string, boolean][] = [
    [{ ...winlogbeat, category: "process" }, "sysmon", true],
    [{ ...winlogbeat, category: "process" }, "security", true],
    [{ ...winlogbeat, category: "process" }, "powershell-classic", true],
    [{ ...winlogbeat, category: "process" }, "system", false],
    [{ ...winlogbeat, category: "library" }, "sysmon", false],
    [winlogbeat, "system", true],
    [winlogbeat, "windows", true],
    [winlogbeat, "cloudtrail", false],
    [winlogbeat, "endpoint", true],
    [{ ...endpoint, category: "library" }, "sysmon", true],
    [{ ...endpoint, category: "file" }, "security", false],
    [endpoint, "powershell", false],
    [endpoint, "windows", false],
    [{ ...endpoint, category: "api" }, "endpoint", true],
    [{ ...endpoint, category: "api" }, "ecs", true],
    [winlogbeat, "unknown", false],
  ];
  for (const [source, sensor, seen] of sensors)
    it(`${JSON.stringify(source)} ${seen ? "sees" : "does not see"} ${sensor}`, () =>
      expect(acceptsSensor(source, sensor)).to.equal(seen));

  it("say nothing of what telemetry was declared to be", () =>
    expect(acceptsDeclared(winlogbeat, { product: "okta" })).to.equal(false));
});
