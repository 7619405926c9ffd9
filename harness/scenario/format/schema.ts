/**
 * The form of a scenario file, defined once: the types, the checks and the JSON schema for editors
 * all come from here. Everything is strict: a key that is not listed is an error.
 */
import { z } from "zod";
import { DURATION } from "../../events/duration.ts";
import { LEVELS } from "../../matching/model/rule.ts";

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const text = z.string().min(1);
const why = text.describe("Why this is expected, in a sentence.");

/** One or several names; always a list once it is read. */
const names = z.union([text, z.array(text).min(1)]).transform((value) => [value].flat());

const count = z
  .union([
    z.int().min(0),
    z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() }),
  ])
  .describe("How many: exactly n, or {min, max}.");

const provenance = z
  .strictObject({
    kind: z.enum(["recorded", "synthetic", "derived", "imported"]),
    by: text.optional().describe("Who made or recorded it."),
    license: text.optional(),
    url: text.optional(),
    note: text.optional(),
  })
  .describe("Where the recording comes from.");

const damaged = z
  .strictObject({
    records: z
      .int()
      .min(1)
      .describe("How much was lost, exactly: `skipped` of the recording in run.json."),
    members: z
      .int()
      .min(0)
      .optional()
      .describe("How many members of archives among it could not be read to their end, exactly."),
    why,
  })
  .describe("What of the recording is known to be lost; any other loss fails the scenario.");

const recording = z.strictObject({
  file: text.describe("Path of the recording, from the folder of this file."),
  sensor: names.describe("What produced the events: sysmon, security, … One or a list."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "is not a SHA-256 in lower-case hexadecimal")
    .optional()
    .describe("SHA-256 of the file; a file that differs fails the scenario."),
  provenance: provenance.optional(),
  logsource: z
    .strictObject({ product: text.optional(), category: text.optional(), service: text.optional() })
    .optional()
    .describe("What the telemetry is, in Sigma's words, if it does not say so itself."),
  damaged: damaged.optional(),
});

const duration = z.string().regex(DURATION, "is not a duration such as 5s, 10m or 2h");

const condition = z
  .record(z.string(), z.unknown())
  .describe("A map of field|modifiers to values, as in Sigma; `sensor` names the sensor.");

const signal = z
  .strictObject({
    where: z.union([condition, z.array(condition).min(1)]),
    on: names
      .optional()
      .describe("Recordings to look in; default: those of the sensors named in where."),
    after: text.optional().describe("Only events after the first event of this signal."),
    within: duration.optional().describe("… and at most so long after it."),
    count: count.optional(),
  })
  .describe("Telemetry that must be in the recording, judged before any rule is looked at.");

const ruleReference = {
  rule: text.describe("The rule's id, or its path below the rules folder."),
  title: text.optional().describe("Must equal the rule's title."),
  on: names
    .optional()
    .describe("Recordings (or recording/sensor); default: all that the rule can see."),
};

const fire = z.strictObject({
  ...ruleReference,
  count: count.optional(),
  events: names.optional().describe("The signals whose events the rule must match, exactly."),
  sequence: names
    .optional()
    .describe("The signals whose events each match has, one of each, in this order."),
  via: names.optional().describe("Fields, in the rule's words, that must be part of the evidence."),
  level: z.enum(LEVELS).optional(),
  known: z.literal("false-positive").optional(),
  why: why.optional(),
});

const silent = z.strictObject({
  ...ruleReference,
  known: z.literal("gap").optional(),
  why: why.optional(),
});

const blind = z.strictObject({ ...ruleReference, why });

const parityRules = z
  .array(text.describe("A rule's id, or its path below the rules folder."))
  .min(2, "needs at least two rules to compare");

/** Rules alone, or with the recordings they are compared on; always the latter once it is read. */
const parity = z.union([
  parityRules.transform((rules): Parity => ({ rules })),
  z.strictObject({ rules: parityRules, on: ruleReference.on, why: why.optional() }),
]);

const expect = z
  .strictObject({
    fire: z.array(fire).optional(),
    silent: z.array(silent).optional(),
    blind: z.array(blind).optional(),
    parity: z
      .array(parity)
      .optional()
      .describe("Rules that must match the same events: one detection in several languages."),
    others: z
      .enum(["fail", "warn", "ignore"])
      .optional()
      .describe("What a loaded rule that fires and is not named is: default fail."),
  })
  .describe("Which rules must fire, stay silent, or are known to be blind.");

const simulation = z.strictObject({
  type: z.enum(["atomic-red-team", "caldera", "manual"]),
  technique: text.optional(),
  guid: z.guid().optional(),
  name: text.optional(),
  fidelity: z.enum(["exact", "variant", "inspired"]).optional(),
  deviation: text.optional(),
});

const attack = z.strictObject({
  version: text.optional().describe("The ATT&CK version these ids are written in."),
  techniques: z
    .array(z.string().regex(/^T\d{4}(\.\d{3})?$/, "is not an ATT&CK technique such as T1059.001"))
    .min(1),
  tactics: z.array(z.string().regex(KEBAB)).optional(),
});

export const scenarioSchema = z
  .strictObject({
    schema: z.literal(1),
    id: z.string().regex(KEBAB, "is not in kebab-case"),
    title: z.string().min(5).max(140),
    status: z.enum(["draft", "stable", "quarantined"]).optional(),
    owner: text.optional(),
    description: text.optional(),
    tags: z.array(text).optional(),
    references: z.array(text).optional(),
    attack: attack.optional(),
    platforms: z.array(z.enum(["windows", "linux", "macos", "cloud"])).optional(),
    simulation: z.array(simulation).optional(),
    vars: z
      .record(z.string().regex(/^[A-Za-z_][\w-]*$/), z.union([z.string(), z.number(), z.boolean()]))
      .optional(),
    recordings: z
      .record(z.string().regex(KEBAB, "is not in kebab-case"), recording)
      .refine((map) => Object.keys(map).length > 0, "names no recording"),
    clock: z
      .strictObject({
        rebase: text
          .optional()
          .describe("When the first event is taken to have happened (ISO 8601)."),
        now: z
          .string()
          .regex(/^\+\d+(ms|s|m|h|d)$/, "is not an offset such as +10m")
          .optional(),
      })
      .optional(),
    signals: z.record(z.string().regex(KEBAB, "is not in kebab-case"), signal).optional(),
    expect,
  })
  .describe("A firedrill scenario: recordings, and which rules must fire on them or stay silent.");

export type ScenarioDocument = z.infer<typeof scenarioSchema>;
export type SignalItem = z.infer<typeof signal>;
export type FireItem = z.infer<typeof fire>;
export type SilentItem = z.infer<typeof silent>;
export type BlindItem = z.infer<typeof blind>;
export interface Parity {
  readonly rules: string[];
  readonly on?: string[] | undefined;
  readonly why?: string | undefined;
}
export type Damaged = z.infer<typeof damaged>;
export type Count = z.infer<typeof count>;

/** Returns the JSON schema (draft 2020-12) of scenario files. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: "input" });
}
