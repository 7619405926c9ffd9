import { expect } from "chai";
import { eventClass } from "../../../harness/events/event-class.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import { Observer } from "../../../harness/matching/liveness/observed.ts";

describe("what is observed of a class", () => {
  it("takes fields beyond those that are counted for absent", () => {
    const cls = eventClass(null, null, 1);
    const fields = Array.from({ length: 500_001 }, (_, i) => `f${i}`);
    const get = (): string => "x";
    const event: LogEvent = {
      class: cls,
      position: 1,
      record: null,
      time: null,
      computer: null,
      fields,
      get,
    };
    const observer = new Observer();
    observer.see(event);
    const whole = new Observer();
    for (const [of, counts] of observer.counts()) whole.add(of, counts);
    whole.add(cls, { isTimed: true, events: 1, states: [["another", "carried"]] });
    for (const observed of [observer.classes.get(cls)!, whole.classes.get(cls)!])
      expect(
        ["f0", "f499999", "f500000", "another"].map((field) => observed.state(field)),
      ).to.deep.equal(["carried", "carried", "absent", "absent"]);
  });
});
