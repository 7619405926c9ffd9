/**
 * Whose names for fields a rule uses, if not Sigma's. Both are ECS: `winlogbeat` as Winlogbeat and the
 * Windows integration of Elastic Agent fill it from event logs, `endpoint` as Elastic Defend does.
 *
 * What a name means in the events of a class is said in `sigma/field-translations.ts` and in
 * `ecs/binding.ts`; which names there are in ECS, in `ecs/schema.ts`.
 */
export type Vocabulary = "winlogbeat" | "endpoint";
