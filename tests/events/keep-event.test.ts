import { readdirSync } from "node:fs";
import { expect } from "chai";
import { keepEvent } from "../../harness/events/keep-event.ts";
import type { LogEvent, ShownEvent } from "../../harness/events/event.ts";
import { readRecording } from "../../harness/telemetry/read.ts";
import { CORPORA, needsCorpus } from "../corpora.ts";
import { fieldsOf } from "../telemetry/read-all.ts";
import { makeEvent } from "./make-event.ts";

describe("keepEvent", () => {
  it("gives an event itself that stays valid", () => {
    const event = makeEvent({ a: "1" });
    expect(keepEvent(event)).to.equal(event);
  });

  it("is what makes a shown event one that can be kept", () => {
    const events: LogEvent[] = [];
    const see = (event: ShownEvent): void => {
      // @ts-expect-error an event that is only shown is none that can be kept
      events.push(event);
      events.push(keepEvent(event));
    };
    see(makeEvent({ a: "1" }));
    expect(events).to.have.length(2);
  });

  it("gives of real event logs what is read without memory that is used again", async function () {
    needsCorpus(this, "sigmahq/regression_data");
    const folder = `${CORPORA}/sigmahq/regression_data`;
    const logs = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".evtx"))
      .toSorted();
    let copies = 0;
    for (const log of logs) {
      const whole: LogEvent[] = [];
      const kept: LogEvent[] = [];
      await readRecording(`${folder}/${log}`, (event) => whole.push(keepEvent(event)));
      const see = (event: ShownEvent): void => {
        expect(event.isTransient).to.equal(true);
        kept.push(keepEvent(event));
      };
      await readRecording(`${folder}/${log}`, see, { reuseBuffers: true });
      expect(kept.map(contentOf)).to.deep.equal(whole.map(contentOf));
      copies += kept.length;
    }
    expect(copies).to.be.above(100);
  });
});

function contentOf(event: LogEvent): unknown {
  const { class: cls, position, record, time, computer, fields } = event;
  const missing = event.get("no such field");
  return { cls, position, record, time, computer, fields, values: fieldsOf(event), missing };
}
