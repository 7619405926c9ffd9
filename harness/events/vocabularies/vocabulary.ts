/**
 * Whose names for fields a rule uses, if not Sigma's. Both are ECS: `winlogbeat` as Winlogbeat and the
 * Windows integration of Elastic Agent fill it from event logs, `endpoint` as Elastic Defend does.
 */
export type Vocabulary = "winlogbeat" | "endpoint";
