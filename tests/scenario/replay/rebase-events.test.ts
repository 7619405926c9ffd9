import { expect } from "chai";
import type { ShownEvent } from "../../../harness/events/event.ts";
import { rebaseEvents } from "../../../harness/scenario/replay/rebase-events.ts";
import { eventOfJson } from "../../../harness/telemetry/json/event-of-json.ts";
import { ecsValue, eventOf } from "../../events/vocabularies/ecs/build-event.ts";

const START = "2030-01-01T00:00:00Z";

describe("events moved in time", () => {
  const timestamp = (event: ShownEvent): unknown => ecsValue(event, "@timestamp");

  it("keep the gap between what Sysmon says and when it was logged", () => {
    const event = eventOf("sysmon 1", {
      TimeCreated_SystemTime: "2026-01-14T15:46:43.2000000Z",
      UtcTime: "2026-01-14 15:46:43.148",
    });
    const moved = rebaseEvents(START)(event);
    expect(moved.time).to.equal("2030-01-01T00:00:00.0000000Z");
    expect(moved.get("UtcTime")).to.equal("2029-12-31 23:59:59.948");
    expect(timestamp(moved)).to.equal("2029-12-31T23:59:59.9480000Z");
  });

  it("leave a time of Sysmon that is none", () => {
    const moved = rebaseEvents(START)(eventOf("sysmon 1", { UtcTime: "-" }));
    expect(moved.get("UtcTime")).to.equal("-");
    expect(timestamp(moved)).to.equal("2030-01-01T00:00:00.0000000Z");
  });

  for (const time of ["2026-01-15T09:00:00.123Z", 1_768_467_600_123])
    it(`are moved as they were recorded, too (${time})`, () => {
      const document = { "@timestamp": time, ecs: { version: "8" }, process: { name: "a" } };
      const moved = rebaseEvents(START)(eventOfJson(document, 1));
      expect(timestamp(moved)).to.equal("2030-01-01T00:00:00.0000000Z");
      expect(moved.original!.get("process.name")).to.equal("a");
      expect(moved.original!.fields).to.include("process.name");
    });
});
