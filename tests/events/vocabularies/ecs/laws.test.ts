/**
 * One event has one ECS view, whatever it was recorded as: EVTX = Event XML = NDJSON; and a document
 * in ECS that says what the view says gives the same again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ecsFieldNames } from "../../../../harness/events/vocabularies/ecs/schema.ts";
import type { LogEvent } from "../../../../harness/events/event.ts";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import { eventOfJson } from "../../../../harness/telemetry/json/event-of-json.ts";
import { readAll } from "../../../telemetry/read-all.ts";
import { FORMATS, written } from "../../../telemetry/write/written.ts";
import { ecsValue, eventOf } from "./build-event.ts";

interface Case {
  readonly event: string;
  readonly data?: Readonly<Record<string, FieldValue>>;
  readonly ecs: Readonly<Record<string, unknown>>;
}

const FOLDER = join(import.meta.dirname, "cases");
const CASES = readdirSync(FOLDER).flatMap(
  (file) => parse(readFileSync(join(FOLDER, file), "utf8")) as readonly Case[],
);
const EVENTS = CASES.map(({ event, data }) => eventOf(event, data));

/** Every field of ECS that an event has, and what is left of its data. */
function view(event: LogEvent): Record<string, FieldValue> {
  const data = event.fields.map((field) => `winlog.event_data.${field}`);
  const names = [...ecsFieldNames(), ...data];
  const found: Record<string, FieldValue> = {};
  for (const name of names) {
    const value = ecsValue(event, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

describe("laws of the ECS view", () => {
  it("have events", () => expect(EVENTS).to.have.length.above(50));

  for (const format of FORMATS)
    it(`an event read from ${format} has the view of the event that was written`, () => {
      const { events } = readAll(written(EVENTS, format).bytes);
      expect(events).to.have.lengthOf(EVENTS.length);
      for (const [place, event] of events.entries())
        expect(view(event), CASES[place]!.event).to.deep.equal(view(EVENTS[place]!));
    });

  for (const isNested of [true, false])
    it(`a document that says it, with ${isNested ? "nested" : "dotted"} keys, gives it again`, () => {
      let compared = 0;
      for (const event of EVENTS) {
        const said = view(event);
        // One that no pipeline has been over is bound as a Windows event.
        if (said["event.type"] === undefined) continue;
        const document = isNested ? nested(said) : said;
        const read = eventOfJson(JSON.parse(JSON.stringify(document)), 1);
        expect(read.class).to.include({ original: "ecs", sensor: event.class.sensor });
        for (const [name, value] of Object.entries(said)) {
          compared++;
          expect(ecsValue(read, name), name).to.deep.equal(value);
        }
        expect(ecsValue(read, "process.Ext.api.name")).to.equal(undefined);
      }
      expect(compared).to.be.greaterThan(1000);
    });
});

function nested(fields: Readonly<Record<string, FieldValue>>): object {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const parts = name.split(".");
    let at = root;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[parts.at(-1)!] = value;
  }
  return root;
}
