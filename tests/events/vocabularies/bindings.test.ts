/**
 * What a name is bound to is plain data: a copy of it, as a message to another thread or as JSON, means
 * the same and reads the same. It says which fields are read.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { parse } from "yaml";
import { eventClass, type EventClass } from "../../../harness/events/event-class.ts";
import type { LogEvent } from "../../../harness/events/event.ts";
import { fieldNames, tabulatedIds } from "../../../harness/events/field-names/field-names.ts";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import type { ClassReading } from "../../../harness/events/log-sources/log-source.ts";
import { WINDOWS_CATEGORIES } from "../../../harness/events/log-sources/windows-categories.ts";
import { WINDOWS_SERVICES } from "../../../harness/events/log-sources/windows-services.ts";
import { ecsFieldNames } from "../../../harness/events/vocabularies/ecs/schema.ts";
import { sensorRows } from "../../../harness/events/vocabularies/ecs/sensor-rows.ts";
import type { FieldBinding } from "../../../harness/events/vocabularies/field-binding.ts";
import type { FieldTranslation } from "../../../harness/events/vocabularies/field-translation.ts";
import { ANY_FIELD } from "../../../harness/events/vocabularies/sigma/any-field.ts";
import { TEXT_MAP_TABLES } from "../../../harness/events/vocabularies/text-maps.ts";
import { TRANSFORMS } from "../../../harness/events/vocabularies/transforms.ts";
import { VOCABULARIES } from "../../../harness/events/vocabularies/vocabularies.ts";
import type { Vocabulary } from "../../../harness/events/vocabularies/vocabulary.ts";
import { boundFieldOf, readField } from "../../../harness/matching/binding/bound-field.ts";
import { bindRawOrTranslated } from "../../../harness/scenario/replay/signal-capture.ts";
import { eventOfJson } from "../../../harness/telemetry/json/event-of-json.ts";
import { CORPORA, needsCorpus } from "../../corpora.ts";
import { makeEvent } from "../make-event.ts";
import { readAll } from "../../telemetry/read-all.ts";
import { eventOf } from "./ecs/build-event.ts";

const SAMPLES = join(import.meta.dirname, "../../../samples");
const CASES = join(import.meta.dirname, "ecs/cases");

/** Every file below a folder, in an order that does not change. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** Events with what an ordinary host does, those of the cases, and one for what neither has. */
function sampleEvents(): LogEvent[] {
  const samples = filesIn(SAMPLES)
    .filter((path) => /\.(?:evtx|xml|json|ndjson)$/.test(path))
    .flatMap((path) => readAll(readFileSync(path)).events);
  const cases = filesIn(CASES).flatMap((path) =>
    (parse(readFileSync(path, "utf8")) as readonly Case[]).map(({ event, data }) =>
      eventOf(event, data),
    ),
  );
  const registry = eventOf("security 4657", {
    ObjectName: "\\REGISTRY\\MACHINE\\SOFTWARE\\Run",
    ObjectValueName: "x",
    NewValue: "1",
    NewValueType: "%%1876",
  });
  const document = eventOfJson(
    {
      "@timestamp": "2026-01-15T09:00:00Z",
      agent: { type: "endpoint" },
      event: { category: ["process"], type: ["start"] },
      process: { name: "a.exe", args: ["a", "b"] },
    },
    1,
  );
  return [...fewOfEachClass(samples), ...cases, registry, document];
}

/** The first few events of each class. */
function fewOfEachClass(events: readonly LogEvent[]): LogEvent[] {
  const seen = new Map<EventClass, number>();
  return events.filter((event) => {
    const count = (seen.get(event.class) ?? 0) + 1;
    seen.set(event.class, count);
    return count <= 4;
  });
}

interface Case {
  readonly event: string;
  readonly data?: Readonly<Record<string, FieldValue>>;
}

/** The ways in which a vocabulary reads a class: that of each of its log sources. */
function readingsOf(vocabulary: Vocabulary, cls: EventClass): readonly ClassReading[] {
  const readings = [{}, ...Object.keys(WINDOWS_CATEGORIES).map((category) => ({ category }))]
    .map((source) => vocabulary.accepts(source, cls))
    .filter((reading) => reading !== null);
  return [...new Map(readings.map((one) => [one.fields, one])).values()];
}

const ECS_NAMES = [
  ...ecsFieldNames(),
  "process.Ext.token.integrity_level_name",
  "winlog.event_data.param1",
  "winlog.user_data.param2",
];

/** What the pipelines make of an audit event's data, beside it. */
const MADE =
  "AccessMaskDescription AuditPolicyChangesDescription Category SubCategory DirectionDescription " +
  "NewUACList StatusDescription TicketEncryptionTypeDescription TicketOptionsDescription";

/** Names under which a rule may ask for a field of a class, or of an event that has these. */
function namesFor(vocabulary: Vocabulary, fields: Iterable<string>): string[] {
  const own = [...fields];
  if (vocabulary.name === "sigma")
    return [...own, ...SYSMON_NAMES, "Threat Name", "HostApplication", ANY_FIELD];
  const data = [...own, ...MADE.split(" ")].flatMap((name) => [
    `winlog.event_data.${name}`,
    `winlog.user_data.${name}`,
  ]);
  return [...ECS_NAMES, ...data];
}

const SYSMON = "Microsoft-Windows-Sysmon/Operational";
const SYSMON_NAMES = new Set(tabulatedIds(SYSMON).flatMap((id) => [...fieldNames(SYSMON, id)!]));

/** The classes of every channel and id that some table knows. */
function tabulatedClasses(): EventClass[] {
  const inCategories = Object.values(WINDOWS_CATEGORIES).flat();
  return Object.entries(WINDOWS_SERVICES).flatMap(([service, channels]) =>
    channels.flatMap((channel) => {
      const ids = new Set([
        ...tabulatedIds(channel),
        ...inCategories.flatMap((row) => (row.channels.includes(channel) ? row.eventIds : [])),
        ...sensorRows("ecs-winlogbeat", service).events.keys(),
        ...sensorRows("ecs-endpoint", service).events.keys(),
        1,
      ]);
      return Array.from(ids, (id) => eventClass("Provider", channel, id));
    }),
  );
}

/** An event that notes which of its fields are read. */
function recording(event: LogEvent, asked: Set<string>): LogEvent {
  const get = (name: string): FieldValue | undefined => {
    asked.add(name);
    return event.get(name);
  };
  const { class: cls, position, record, time, computer, fields, original } = event;
  const same = { class: cls, position, record, time, computer, fields, get };
  return original ? { ...same, original } : same;
}

/** All texts in a piece of data. */
function textsIn(data: unknown): string[] {
  if (typeof data === "string") return [data];
  return typeof data === "object" && data !== null ? Object.values(data).flatMap(textsIn) : [];
}

/** Copies bindings and compares them, and counts what they had in them. */
class Comparison {
  compared = 0;
  /** The transforms by which a value was read, and the text maps that were named. */
  readonly transforms = new Set<string>();
  readonly maps = new Set<string>();

  /** Compares a binding with its copies, and what they read of an event. */
  compare(binding: FieldBinding, event?: LogEvent): void {
    if (binding.kind === "never") return;
    this.compared++;
    const copies = [structuredClone(binding), JSON.parse(JSON.stringify(binding)) as FieldBinding];
    for (const copy of copies)
      if (!isDeepStrictEqual(copy, binding)) expect(copy).to.deep.equal(binding);
    if (binding.kind === "field") this.#count(binding);
    if (!event) return;
    const asked = new Set<string>();
    const value = readField(boundFieldOf(binding), recording(event, asked));
    if (binding.kind === "field") {
      const named = textsIn(binding);
      for (const name of asked) if (!named.includes(name)) expect(named).to.include(name);
    }
    for (const copy of copies) {
      const read = readField(boundFieldOf(copy), event);
      if (!isDeepStrictEqual(read, value)) expect(read).to.deep.equal(value);
    }
    if (value === undefined || binding.kind !== "field") return;
    this.transforms.add(binding.transform);
  }

  #count(translation: FieldTranslation): void {
    if ("map" in translation && translation.map) this.maps.add(translation.map);
    if (translation.transform === "union")
      for (const { map } of translation.of) if (map) this.maps.add(map);
    if (translation.transform === "given") this.#count(translation.of);
  }
}

function compareEvents(comparison: Comparison, events: readonly LogEvent[]): void {
  for (const vocabulary of Object.values(VOCABULARIES))
    for (const event of events)
      for (const reading of readingsOf(vocabulary, event.class))
        for (const name of namesFor(vocabulary, event.fields))
          comparison.compare(vocabulary.bind(event.class, reading, name), event);
}

describe("the bindings of every vocabulary", () => {
  it("are data, in every tabulated class", () => {
    const comparison = new Comparison();
    const classes = tabulatedClasses();
    expect(classes).to.have.length.above(200);
    for (const vocabulary of Object.values(VOCABULARIES))
      for (const cls of classes) {
        const fields = fieldNames(cls.channel!, cls.eventId!) ?? ["Data"];
        for (const reading of readingsOf(vocabulary, cls))
          for (const name of namesFor(vocabulary, fields))
            comparison.compare(vocabulary.bind(cls, reading, name));
      }
    expect(comparison.compared).to.be.greaterThan(20_000);
    const names = TEXT_MAP_TABLES.flatMap((table) => Object.keys(table));
    const unused = names.filter((name) => !comparison.maps.has(name));
    expect(unused, "text maps that nothing names").to.deep.equal([]);
  }).timeout(60_000);

  it("read the same of the samples when they were copied", () => {
    const comparison = new Comparison();
    const events = sampleEvents();
    expect(events).to.have.length.above(150);
    compareEvents(comparison, events);
    const event = makeEvent(
      { NewProcessName: "a.exe", Image: null },
      { channel: "Security", eventId: 4688 },
    );
    for (const name of ["Image", "NewProcessName", "keywords", "OriginalFileName"])
      comparison.compare(bindRawOrTranslated(event.class)(name), event);
    const unread = Object.keys(TRANSFORMS).filter((name) => !comparison.transforms.has(name));
    expect(unread, "transforms of which no value was read").to.deep.equal([]);
  }).timeout(60_000);

  it("read the same of recordings when they were copied", function () {
    this.timeout(60_000);
    needsCorpus(this, "evtx");
    const files = filesIn(join(CORPORA, "evtx")).filter((path) => path.endsWith(".evtx"));
    const small = files.filter((path) => statSync(path).size < 70_000);
    const some = small.filter((_, i) => i % 12 === 0);
    expect(some).to.have.length.above(10);
    const events = fewOfEachClass(some.flatMap((path) => readAll(readFileSync(path)).events));
    expect(events).to.have.length.above(30);
    compareEvents(new Comparison(), events);
  });
});

describe("the tables of text maps", () => {
  it("have no name twice", () => {
    const names = TEXT_MAP_TABLES.flatMap((table) => Object.keys(table));
    expect(names).to.have.length.above(50);
    expect([...new Set(names)]).to.deep.equal(names);
  });
});
