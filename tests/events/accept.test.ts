import { expect } from "chai";
import { accept, acceptsSensor } from "../../harness/events/accept.ts";
import { eventClass } from "../../harness/events/event-class.ts";
import type { LogSource } from "../../harness/events/log-source.ts";

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
      expect(accept(source, eventClass(null, channel, eventId)) !== null).to.equal(taken));

  it("take telemetry that was declared to be theirs, key by key", () => {
    const cls = eventClass(null, null, null, { product: "aws", service: "cloudtrail" });
    expect(accept({ product: "aws" }, cls)).to.deep.equal({});
    expect(accept({ product: "AWS", service: "cloudtrail" }, cls)).to.deep.equal({});
    expect(accept({ product: "aws", category: "x" }, cls)).to.equal(null);
    expect(accept({ product: "gcp" }, cls)).to.equal(null);
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
