/**
 * The form of `run.json`, defined once: the check of what is read, and the JSON schema for other
 * programs. That it has the form of `Run`, the compiler checks below. Everything is strict: a key that
 * is not listed is an error.
 */
import { z } from "zod";
import type { Run } from "../scenario/run.ts";
import {
  blindness,
  count,
  diagnostic,
  event,
  explanation,
  level,
  match,
  place,
  rule,
  text,
  texts,
} from "./evidence-schema.ts";

const verdictRule = z.strictObject({
  reference: text.describe("As the scenario names it."),
  id: text.nullable(),
  title: text.nullable(),
  path: text.nullable(),
  level,
  language: text.nullable(),
  techniques: texts,
});

const OUTCOMES = [
  "fired",
  "silent",
  "missed",
  "differs",
  "false-alarm",
  "blind",
  "broken",
  "outdated",
] as const;

const verdict = z.strictObject({
  expectation: z.enum(["fire", "silent", "blind", "others"]),
  rule: verdictRule,
  recording: text.nullable(),
  outcome: z.enum(OUTCOMES),
  passed: z.boolean(),
  known: z.enum(["gap", "false-positive", "blind"]).nullable(),
  reason: text,
  why: text.nullable(),
  matches: z.array(match),
  explanation: explanation.nullable(),
  ...place,
});

const parity = z.strictObject({
  rules: z.array(verdictRule),
  recording: text.nullable(),
  outcome: z.enum(["agreed", "disagreed", "blind", "broken"]),
  passed: z.boolean(),
  reason: text,
  why: text.nullable(),
  events: z.array(event),
  disagreements: z.array(
    z.strictObject({
      event,
      answers: z.array(
        z.strictObject({ matched: z.boolean(), via: texts, explanation: explanation.nullable() }),
      ),
    }),
  ),
  ...place,
});

const signal = z.strictObject({
  signal: text,
  recording: text.nullable(),
  met: z.boolean(),
  outcome: z.enum(["met", "unmet", "blind"]),
  count,
  reason: text,
  events: z.array(event),
  explanation: explanation.nullable(),
  ...place,
});

const recording = z.strictObject({
  name: text,
  path: text,
  format: text.nullable(),
  sensors: texts,
  provenance: text.nullable(),
  events: count,
  classes: z.array(
    z.strictObject({
      sensor: text,
      channel: text.nullable(),
      eventId: z.number().nullable(),
      count,
    }),
  ),
  moreClasses: count.describe("Classes that are not listed."),
  skipped: count.describe("What was lost: malformed records, bad chunks, broken lines."),
  announced: text
    .nullable()
    .describe("Why the scenario says that so much was lost; null if it does not."),
  sound: z.boolean().describe("Nothing was lost."),
  passed: z.boolean().describe("It can be relied on."),
  reason: text.describe('Why it does not pass, or "".'),
  unreadable: z.boolean(),
  diagnostics: z.array(diagnostic),
  ...place,
});

const scenario = z.strictObject({
  id: text,
  title: text,
  file: text,
  status: z.enum(["draft", "stable", "quarantined"]),
  techniques: texts,
  diagnostics: z.array(diagnostic).describe("Why the file could not be used."),
  recordings: z.array(recording),
  signals: z.array(signal),
  verdicts: z.array(verdict),
  parity: z.array(parity),
  others: z.strictObject({ expected: z.enum(["fail", "warn", "ignore"]), ...place }),
  warnings: texts,
  passed: z.boolean(),
  seconds: z.number().min(0),
});

const numbers = z.array(count);

export const runSchema = z
  .strictObject({
    schema: z.literal(2),
    tool: z.strictObject({ name: z.literal("firedrill"), version: text }),
    generated: text.describe("ISO 8601."),
    attack: z
      .strictObject({ version: text.nullable() })
      .describe("The ATT&CK tables; null if the run does not say."),
    rules: z.strictObject({
      loaded: count,
      list: z
        .array(
          z.strictObject({
            ...rule,
            partOf: text
              .nullable()
              .describe("Path of the rule on whose account it has no matches of its own."),
            liveness: count.describe("Index in `liveness`."),
          }),
        )
        .describe("Every rule that was loaded, sorted by path."),
      liveness: z
        .array(
          z.strictObject({
            live: numbers,
            blind: z.array(z.strictObject({ reason: blindness, recordings: numbers })),
          }),
        )
        .describe(
          "On which recordings a rule could have fired, and why not on others. Recordings are numbered from 0 through all scenarios.",
        ),
      broken: z.array(z.strictObject({ path: text, diagnostics: z.array(diagnostic) })),
    }),
    diagnostics: z
      .array(diagnostic)
      .describe("What was asked for and cannot be used, scenarios and their rules aside."),
    scenarios: z.array(scenario).describe("Sorted by file."),
    counts: z.strictObject({
      scenarios: count,
      passedScenarios: count,
      verdicts: count,
      failedVerdicts: count,
      otherRules: count,
      signals: count,
      unmetSignals: count,
      comparisons: count,
      failedComparisons: count,
      outcomes: z.record(z.enum(OUTCOMES), count),
    }),
    seconds: z.number().min(0),
  })
  .describe("What a run of firedrill found.");

/** What is readable only, through and through. */
type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]: Frozen<T[Key]> };

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** Does not compile unless the schema is that of `Run`. */
export const RUN_HAS_THIS_FORM: Same<Frozen<z.infer<typeof runSchema>>, Frozen<Run>> = true;

/** Returns the JSON schema (draft 2020-12) of `run.json`. */
export function runJsonSchema(): object {
  return z.toJSONSchema(runSchema, { io: "input" });
}
