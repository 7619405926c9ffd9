/** The data of Elasticsearch's own tests of its language, as events. */
import { eventClass } from "../../harness/events/event-class.ts";
import type { LogEvent } from "../../harness/events/event.ts";
import type { FieldType } from "../../harness/events/field-type.ts";
import type { FieldValue } from "../../harness/events/field-value.ts";
import { isoOf, ticksOf } from "../../harness/events/time.ts";
import type { Schema } from "../../harness/languages/eql/compile/schema.ts";
import { timeOf } from "../../harness/matching/values/typed-values.ts";
import type { TypedField } from "../../harness/matching/model/sequence.ts";
import type { Corpora } from "./corpora.ts";

/** What `mappings.json` says of the data of a suite. */
export interface Mapping {
  /** Path, from the folder of `mappings.json`. */
  readonly data: string;
  readonly category: string;
  readonly timestamp: string;
  readonly timestamp_from?: string;
  readonly tiebreaker: string | null;
  readonly id: string;
  /** A type, and after it in words what is strange about it. */
  readonly types: Readonly<Record<string, string>>;
}

/** The events of a suite, in the order of time, and what they hold. */
export interface EqlData {
  readonly events: readonly LogEvent[];
  readonly schema: Schema;
  readonly tiebreaker: TypedField | null;
  /** The id by which cases call the event of a position. */
  idOf(position: number): number;
}

type Fields = Record<string, FieldValue>;

/** By the name of the suite. */
interface Mappings {
  readonly suites: Readonly<Record<string, Mapping | { readonly like: string }>>;
}

/** Reads the data of a suite; null if the folder does not hold it. */
export async function readEqlData(corpora: Corpora, suite: string): Promise<EqlData | null> {
  const folder = ["eql", "elasticsearch", "data"];
  const mappings = (await corpora.json(...folder, "mappings.json")) as Mappings | null;
  let mapping = mappings?.suites[suite];
  while (mapping && "like" in mapping) mapping = mappings!.suites[mapping.like];
  if (!mapping) return null;
  const documents = await corpora.json(...folder, ...mapping.data.split("/"));
  if (!Array.isArray(documents)) return null;
  return eqlData(documents as Fields[], mapping);
}

function eqlData(documents: readonly Fields[], mapping: Mapping): EqlData {
  const { category, tiebreaker, id } = mapping;
  const rows = documents.map((document) => fieldsOf(document, mapping));
  const types = typesOf(rows, mapping);
  const sorted = rows.toSorted(
    (a, b) =>
      compare(timeIn(a), timeIn(b)) || compare(numberIn(a, tiebreaker), numberIn(b, tiebreaker)),
  );
  const cls = eventClass(null, null, null);
  const events = sorted.map((fields, i): LogEvent => {
    const ticks = timeIn(fields);
    return {
      class: cls,
      position: i + 1,
      record: null,
      time: ticks === null ? null : isoOf(ticks),
      computer: null,
      fields: Object.keys(fields),
      get: (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined),
    };
  });
  const aliases: readonly (readonly [string, string | null])[] = [
    ["event.category", category],
    ["event.sequence", tiebreaker],
  ];
  for (const [alias, field] of aliases)
    if (field !== null) types.set(alias, types.get(field) ?? "keyword");
  return {
    events,
    schema: { typeOf: (field) => types.get(field), names: () => types.keys() },
    tiebreaker: tiebreaker === null ? null : { field: "event.sequence", type: "long" },
    idOf: (position) => Number(sorted[position - 1]?.[id]),
  };
}

/** Returns a document's fields as they are indexed: flat, without nulls, under all of their names. */
function fieldsOf(document: Fields, mapping: Mapping): Fields {
  const { category, timestamp, timestamp_from: from, tiebreaker, types } = mapping;
  const fields: Fields = {};
  for (const [name, value] of Object.entries(document)) flatten(name, value, types, fields);
  const [source] = from?.split(" ") ?? [];
  if (source !== undefined) {
    const filetime = fields[source];
    if (typeof filetime === "number") fields[timestamp] = isoOfFiletime(BigInt(filetime));
  }
  if (fields[timestamp] !== undefined) fields["@timestamp"] = fields[timestamp];
  if (fields[category] !== undefined) fields["event.category"] = fields[category];
  if (tiebreaker !== null && fields[tiebreaker] !== undefined)
    fields["event.sequence"] = fields[tiebreaker];
  return fields;
}

function flatten(name: string, value: unknown, types: Mapping["types"], fields: Fields): void {
  if (value === null) {
    const nullValue = /null_value "([^"]*)"/.exec(types[name] ?? "")?.[1];
    if (nullValue !== undefined) fields[name] = nullValue;
  } else if (Array.isArray(value)) {
    const values = value.filter((one) => one !== null);
    const scalars = values.filter((one) => typeof one !== "object") as FieldValue[];
    if (scalars.length > 0) fields[name] = scalars;
    for (const one of values) if (typeof one === "object") flatten(name, one, types, fields);
  } else if (typeof value === "object") {
    for (const [key, inner] of Object.entries(value))
      flatten(`${name}.${key}`, inner, types, fields);
  } else fields[name] = dateOf(value as FieldValue, types[name]);
}

/** A date that is written as in `12-31-2022` is indexed by what it means. */
function dateOf(value: FieldValue, type = ""): FieldValue {
  const found = /\bdd-MM-yyyy\b/.test(type) && /^(\d\d)-(\d\d)-(\d{4})$/.exec(String(value));
  return found ? `${found[3]}-${found[2]}-${found[1]}` : value;
}

/** The types that are listed, and of all other fields those of their values in JSON. */
function typesOf(rows: readonly Fields[], { types }: Mapping): Map<string, FieldType> {
  const found = new Map<string, FieldType>();
  for (const fields of rows)
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) {
        const type = typeOfJson(one);
        if (!found.has(name) || (found.get(name) === "long" && type === "double"))
          found.set(name, type);
      }
  for (const [name, written] of Object.entries(types)) found.set(name, typeNamed(written));
  found.set("@timestamp", "date");
  return found;
}

function typeOfJson(value: FieldValue): FieldType {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "long" : "double";
  return "keyword";
}

const TYPES = ["keyword", "long", "double", "boolean", "ip", "date", "version"] as const;

function typeNamed(written: string): FieldType {
  const [name = ""] = written.split(/[ ,(]/);
  const known = TYPES.find((type) => type === name);
  if (known) return known;
  if (name === "text") return "keyword";
  throw new Error(`mappings.json has the type "${written}", which is none that we know`);
}

const FILETIME_EPOCH = ticksOf("1601-01-01T00:00:00Z")!;

/** Elasticsearch keeps milliseconds. */
function isoOfFiletime(filetime: bigint): string {
  const ticks = filetime + FILETIME_EPOCH;
  return isoOf(ticks - (ticks % 10_000n));
}

function timeIn(fields: Fields): bigint | null {
  const value = fields["@timestamp"];
  return typeof value === "string" || typeof value === "number" ? timeOf(value) : null;
}

function numberIn(fields: Fields, name: string | null): number | null {
  const value = name === null ? undefined : fields[name];
  return typeof value === "number" ? value : null;
}

/** What is not there comes last. */
function compare(a: bigint | number | null, b: bigint | number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}
