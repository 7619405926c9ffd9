/**
 * Whose names for fields a rule uses. Two are ECS: `ecs-winlogbeat` as Winlogbeat and the Windows
 * integration of Elastic Agent fill it from event logs, `ecs-endpoint` as Elastic Defend does.
 */
export type VocabularyName = "sigma" | "ecs-winlogbeat" | "ecs-endpoint";
