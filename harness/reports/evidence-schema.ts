/** The forms of what verdicts in `run.json` rest on: events, matches, explanations, blindness, diagnostics. */
import { z } from "zod";
import type { DiagnosticCode } from "../text/diagnostic-codes.ts";
import type { LogSource } from "../events/log-sources/log-source.ts";
import { LEVELS } from "../matching/model/rule.ts";

/** Any text. */
export const text = z.string();
/** A list of texts. */
export const texts = z.array(text);
/** One of a growing set of names: another version may know others. */
const nameOf = <Name extends string>() => text as unknown as z.ZodType<Name, Name>;
/** A number from 0. */
export const count = z.int().min(0);
/** In a file, from 1. */
const ordinal = z.int().min(1);
/** A place in a file. */
export const place = { line: ordinal, column: ordinal };

const range = { ...place, endLine: ordinal.exactOptional(), endColumn: ordinal };

/** What is wrong with a file. */
export const diagnostic = z
  .strictObject({
    code: nameOf<DiagnosticCode>(),
    severity: z.enum(["error", "warning", "note"]),
    message: text,
    hint: text.exactOptional(),
    file: text,
    place: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("text"), ...range, lineText: text }),
        z.strictObject({ kind: z.literal("byte"), offset: count }),
      ])
      .exactOptional(),
    fix: z.strictObject({ range: z.strictObject(range), text }).exactOptional(),
  })
  .describe("What is wrong with a file, and where.");

/** A reference to an event. */
export const event = z
  .strictObject({
    recording: text,
    position: ordinal,
    record: z.number().nullable(),
    time: text.nullable(),
    channel: text.nullable(),
    eventId: z.number().nullable(),
    computer: text.nullable(),
    sensor: text,
  })
  .describe("Where an event is to be found; what a record lacks is null.");

const logSource = z.strictObject({
  product: text.exactOptional(),
  category: text.exactOptional(),
  service: text.exactOptional(),
  vocabulary: nameOf<NonNullable<LogSource["vocabulary"]>>().exactOptional(),
});

/** A severity, or none. */
export const level = z.enum(LEVELS).nullable();

/** What a rule says of itself. */
export const rule = {
  id: text.nullable(),
  title: text,
  language: text,
  level,
  techniques: texts,
  logSource,
  path: text,
};

/** A match. */
export const match = z
  .strictObject({
    rule: z.strictObject({ ...rule, name: text }),
    events: z.array(event),
    via: texts.describe("The fields of all tests that held."),
    byAbsence: texts,
    unsupplied: texts,
    joinedBy: z
      .array(
        z.strictObject({
          field: text,
          value: z.union([text, z.number(), z.boolean(), z.null()]),
        }),
      )
      .exactOptional(),
    values: z
      .array(
        z.strictObject({
          position: ordinal.describe("Of the event."),
          field: text,
          text: text.describe("The value, or a piece of it: text from a recording."),
          start: count.describe("Where the piece begins in the value, in UTF-16 units."),
          length: count.describe("Of the whole value, in UTF-16 units."),
        }),
      )
      .exactOptional()
      .describe("What the fields of `via` held, within bounds."),
  })
  .describe("A rule matched these events, on this evidence.");

/** The nearest event. */
export const explanation = z
  .strictObject({
    event,
    satisfied: count,
    tests: z.array(
      z.strictObject({
        selection: text,
        label: text,
        satisfied: z.boolean(),
        negated: z.boolean(),
        value: text.nullable(),
        presence: z.enum(["carried", "absent", "never"]),
      }),
    ),
  })
  .describe("The event that came nearest, and what its tests answered.");

/** Why a rule could not have fired. */
export const blindness = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("log-source"), logSource }),
  z.strictObject({ kind: z.literal("class"), wanted: texts }),
  z.strictObject({ kind: z.literal("fields"), fields: texts }),
  z.strictObject({ kind: z.literal("time") }),
  z.strictObject({
    kind: z.literal("uncounted"),
    events: count,
    dropped: z.strictObject({
      ungrouped: count,
      unmeasured: count,
      untimed: count,
      late: count,
      cut: count,
    }),
  }),
]);
