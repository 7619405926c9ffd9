import { expect } from "chai";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { eventOfJson } from "../../../harness/telemetry/json/event-of-json.ts";

const TIME = "2026-01-15T09:00:00.123Z";

const ENDPOINT = {
  "@timestamp": TIME,
  agent: { type: "endpoint", id: "a1" },
  ecs: { version: "8.10.0" },
  event: {
    category: ["process"],
    type: ["start"],
    action: "start",
    dataset: "endpoint.events.process",
  },
  "host.name": "ws-01",
  process: {
    name: "cmd.exe",
    pid: 4712,
    args: ["cmd.exe", null, ["/c", "dir"]],
    "parent.name": "explorer.exe",
    exit_code: null,
    env_vars: [],
    title: "",
    Ext: { code_signature: [{ trusted: true, subject_name: "A" }, { trusted: false }] },
    thread: { Ext: { call_stack: [{ symbol_info: "a" }, { symbol_info: "b", trusted: true }] } },
  },
};

const WINLOGBEAT = {
  "@timestamp": TIME,
  event: { code: "1", kind: "event", category: ["process"], type: ["start"] },
  host: { name: "ws-01" },
  process: { executable: "C:\\a.exe", pid: 12 },
  winlog: {
    channel: "Microsoft-Windows-Sysmon/Operational",
    provider_name: "Microsoft-Windows-Sysmon",
    event_id: "1",
    computer_name: "WS-01",
    event_data: { Company: "Evil" },
  },
};

describe("documents in ECS", () => {
  it("of Elastic Defend have a sensor of their own, and are open JSON as well", () => {
    const event = eventOfJson(ENDPOINT, 3);
    expect(event).to.include({
      position: 3,
      time: "2026-01-15T09:00:00.1230000Z",
      computer: "ws-01",
    });
    expect(event.class).to.include({ sensor: "endpoint", original: "ecs", channel: null });
    expect(event.get("process.name")).to.equal("cmd.exe");
    expect(event.get("process.exit_code")).to.equal(null);
  });

  it("of others are told by the fields that sort events", () => {
    const others = [
      { event: { kind: "event" } },
      { "event.module": "okta" },
      { ecs: { version: "8" } },
    ];
    for (const one of others)
      expect(eventOfJson({ "@timestamp": TIME, ...one }, 1).class).to.include({
        sensor: "ecs",
        original: "ecs",
      });
  });

  it("are what they were declared to be, all the same", () => {
    const { class: cls } = eventOfJson(ENDPOINT, 1, { product: "windows", service: "edr" });
    expect(cls).to.deep.include({
      sensor: "edr",
      original: "ecs",
      declared: { product: "windows", service: "edr" },
    });
  });

  it("are no other JSON", () => {
    const others = [
      { "@timestamp": TIME },
      { event: { kind: "event" } },
      { event: "x", "@timestamp": TIME },
    ];
    for (const other of others)
      expect(eventOfJson(other, 1).class, JSON.stringify(other)).to.include({ original: null });
  });

  const rows: readonly [name: string, value: FieldValue | undefined][] = [
    ["process.name", "cmd.exe"],
    ["process.pid", 4712],
    ["process.parent.name", "explorer.exe"],
    ["host.name", "ws-01"],
    ["event.category", ["process"]],
    ["process.args", ["cmd.exe", "/c", "dir"]],
    ["process.exit_code", undefined],
    ["process.env_vars", undefined],
    ["process.title", ""],
    ["process.Ext.code_signature.trusted", [true, false]],
    ["process.thread.Ext.call_stack.symbol_info", ["a", "b"]],
    ["process.thread.Ext.call_stack.trusted", [true]],
    ["process.nothing", undefined],
    ["process.name.more", undefined],
  ];
  for (const [name, value] of rows)
    it(`give ${name} as ${JSON.stringify(value) ?? "absent"}`, () =>
      expect(eventOfJson(ENDPOINT, 1).original!.get(name)).to.deep.equal(value));

  it("name their fields, objects and lists of objects among them", () => {
    const { fields } = eventOfJson(ENDPOINT, 1).original!;
    expect(fields).to.include.members([
      "process",
      "process.thread.Ext.call_stack",
      "process.thread.Ext.call_stack.symbol_info",
      "process.parent.name",
      "host.name",
    ]);
    expect(fields).to.not.include("");
  });

  it("of Winlogbeat are Windows events, and have their own fields beside", () => {
    const event = eventOfJson(WINLOGBEAT, 1);
    expect(event.class).to.include({ sensor: "sysmon", eventId: 1, original: "ecs" });
    expect(event.get("Company")).to.equal("Evil");
    expect(event.get("process.executable")).to.equal(undefined);
    expect(event.fields).to.not.include("process.executable");
    expect(event.original!.get("process.executable")).to.equal("C:\\a.exe");
    expect(event.original!.get("winlog.event_data.Company")).to.equal("Evil");
  });

  it("of Winlogbeat that no pipeline has been over are Windows events alone", () => {
    const { process: _, ...rest } = WINLOGBEAT;
    const event = eventOfJson({ ...rest, event: { code: "1", kind: "event" } }, 1);
    expect(event.class).to.include({ sensor: "sysmon", original: null });
    expect(event.original).to.equal(undefined);
  });
});
