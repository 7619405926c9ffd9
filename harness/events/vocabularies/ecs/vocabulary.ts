/** The vocabularies whose names are those of the Elastic Common Schema. */
import { NEVER } from "../field-translation.ts";
import type { FieldBinding } from "../field-binding.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { ecsBinding } from "./binding.ts";
import type { EcsRow } from "./ecs-row.ts";
import { acceptsEcs, acceptsEcsSensor } from "./event-category.ts";
import type { EcsVocabularyName } from "./sensor-rows.ts";

/** What follows from the header of an event log, and what is so on every Windows host. */
const CLASS_FIELDS: ReadonlySet<string> = new Set([
  "event.action",
  "event.category",
  "event.code",
  "event.dataset",
  "event.kind",
  "event.module",
  "event.outcome",
  "event.provider",
  "event.type",
  "agent.type",
  "data_stream.dataset",
  "data_stream.type",
  "ecs.version",
  "host.os.family",
  "host.os.platform",
  "host.os.type",
  "winlog.channel",
  "winlog.event_id",
  "winlog.provider_name",
]);

export const ECS_WINLOGBEAT = ecsVocabulary("ecs-winlogbeat");
export const ECS_ENDPOINT = ecsVocabulary("ecs-endpoint");

function ecsVocabulary(name: EcsVocabularyName): Vocabulary {
  return {
    name,
    accepts: ({ category }, cls) => (acceptsEcs(name, category, cls) ? {} : null),
    acceptsSensor: ({ category }, sensor) => acceptsEcsSensor(name, category, sensor),
    // Only what was read says that it is in ECS.
    acceptsDeclared: () => false,
    bind: (cls, _reading, field) => bindingOf(ecsBinding(name, cls, field)),
    classFields: CLASS_FIELDS,
    readsOriginals: true,
  };
}

function bindingOf(row: EcsRow): FieldBinding {
  if (row === NEVER) return { kind: "never" };
  return "transform" in row ? { kind: "field", ...row } : { kind: "constant", ...row };
}
