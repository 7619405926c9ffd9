/**
 * What a name of ECS means in the events of a class. Events that were recorded in ECS are asked as
 * they are; of others a table of their sensor tells.
 */
import type { EventClass } from "../../event-class.ts";
import { NEVER } from "../field-translation.ts";
import { constant, type EcsRow, type EcsTable } from "./ecs-row.ts";
import { endpointEnvelope } from "./endpoint/envelope.ts";
import { winlogbeatEnvelope } from "./envelope.ts";
import { categorisation, type EventRow } from "./event-row.ts";
import { rowOf, sensorRows, type EcsVocabularyName } from "./sensor-rows.ts";

const EVENT_DATA = "winlog.event_data.";
const USER_DATA = "winlog.user_data.";

/** Returns where a field of ECS comes from in a class, in one of the two vocabularies. */
export function ecsBinding(vocabulary: EcsVocabularyName, cls: EventClass, name: string): EcsRow {
  if (cls.original === "ecs") return { sources: [name], transform: "original" };
  const { table, row } = viewOf(vocabulary, cls);
  if (Object.hasOwn(table, name)) return table[name]!;
  if (!row) return NEVER;
  // Readers drop the spaces of names such as "Threat Name".
  if (name.startsWith(EVENT_DATA))
    return row.eventData(name.slice(EVENT_DATA.length).replaceAll(" ", ""));
  if (name.startsWith(USER_DATA))
    return row.userData(name.slice(USER_DATA.length).replaceAll(" ", ""));
  return NEVER;
}

/** A class in a vocabulary: all names with a row, and what is left of its data. */
interface View {
  readonly table: EcsTable;
  readonly row: EventRow | null;
}

const views: Record<EcsVocabularyName, WeakMap<EventClass, View>> = {
  "ecs-winlogbeat": new WeakMap(),
  "ecs-endpoint": new WeakMap(),
};

function viewOf(vocabulary: EcsVocabularyName, cls: EventClass): View {
  let view = views[vocabulary].get(cls);
  if (!view) views[vocabulary].set(cls, (view = makeView(vocabulary, cls)));
  return view;
}

function makeView(vocabulary: EcsVocabularyName, cls: EventClass): View {
  const row = rowOf(vocabulary, cls);
  if (!row) return { table: {}, row };
  const { module, dataset } = sensorRows(vocabulary, cls.sensor);
  const table = {
    ...(vocabulary === "ecs-winlogbeat" ? winlogbeatEnvelope(cls) : endpointEnvelope()),
    ...(module !== undefined && { "event.module": constant(module) }),
    ...(dataset !== undefined && {
      "event.dataset": constant(dataset),
      "data_stream.dataset": constant(dataset),
      "data_stream.type": constant("logs"),
    }),
    ...row.fields,
    ...categorisation(row),
  };
  return { table, row };
}
