/**
 * Assertions on a replay, for what a scenario file cannot say:
 *
 *   const seen = await replay({ rules: "rules", recordings: "samples/mshta.evtx" });
 *   expect(seen).to.fire("sigma/mshta.yml").once.onEvents(3).via("CommandLine");
 *
 * To import this adds methods to chai's `Assertion`, as chai plugins do, and changes nothing else anywhere.
 *
 * Silence never passes for success: an assertion about a named rule fails if the rule is broken,
 * unknown or blind, negated or not. Every assertion fails if rules or recordings are missing, or if a
 * recording is unreadable, holds no event, or lost something that the request does not announce.
 */
import * as chai from "chai";
import type { EventReference, Match } from "../matching/model/match.ts";
import type { CompiledRule, Level } from "../matching/model/rule.ts";
import { plural } from "../text/plural.ts";
import { visible } from "../text/print-diagnostic.ts";
import type { Replay } from "../scenario/replay/replay.ts";
import {
  describeEvent,
  describeFired,
  describeMatchers,
  describeMatches,
  describeRule,
  describeTelemetry,
} from "./describe.ts";
import type { EventMatcher } from "./fire-assertion.ts";
import {
  namedRule,
  type NamedRule,
  whyBlind,
  whyIncomplete,
  whyUnreliable,
} from "./applicability.ts";

export type { EventMatcher } from "./fire-assertion.ts";

type This = Chai.AssertionStatic & Chai.AssertionPrototype;

/** The plugin, for a chai of one's own: `chai.use(detections)`. */
export const detections: Chai.ChaiPlugin = ({ Assertion, AssertionError }, utils) => {
  const flag = (assertion: This, name: string): unknown => utils.flag(assertion, name);

  /** Fails, whether or not the assertion is negated. */
  function fail(assertion: This, message: string, actual?: unknown, expected?: unknown): never {
    const said = flag(assertion, "message");
    const start = flag(assertion, "ssfi") as (...parameters: never[]) => unknown;
    const values = expected === undefined ? {} : { actual, expected, showDiff: true };
    throw new AssertionError(
      typeof said === "string" ? `${said}: ${message}` : message,
      values,
      start,
    );
  }

  function subject(assertion: This): Replay {
    const value = flag(assertion, "object") as Partial<Replay> | null | undefined;
    if (value instanceof Promise)
      return fail(assertion, "expected a replay, was given a promise of one: await it");
    if (!Array.isArray(value?.matches) || !Array.isArray(value.recordings))
      return fail(assertion, `expected a replay, was given ${utils.inspect(value)}`);
    return value as Replay;
  }

  /** The rule that `fire` named, and its matches. */
  function fired(assertion: This, word: string): { rule: CompiledRule; matches: readonly Match[] } {
    if (flag(assertion, "negate"))
      return fail(
        assertion,
        `.${word} cannot be negated: a rule that stays silent fires no times, on nothing`,
      );
    const named = flag(assertion, "fired") as
      { rule: CompiledRule; matches: readonly Match[] } | undefined;
    return (
      named ?? fail(assertion, `.${word} says how a rule fired: name it with .fire(rule) first`)
    );
  }

  /** Fails if what names a rule is no text: a variable that holds nothing, say. */
  function named(assertion: This, replay: Replay, reference: unknown, word: string): NamedRule {
    if (typeof reference === "string" && reference !== "") return namedRule(replay, reference);
    const given = visible(utils.inspect(reference));
    return fail(assertion, `.${word} takes the id or path of a rule, was given ${given}`);
  }

  Assertion.addMethod("fire", function (this: This, reference: string) {
    const replay = subject(this);
    const { rule, reason } = named(this, replay, reference, "fire");
    if (!rule) return fail(this, reason);
    const matches = replay.matches.filter((match) => match.rule === rule.rule);
    const negated = Boolean(flag(this, "negate"));
    const expected = `expected ${describeRule(rule.rule)} to ${negated ? "stay silent" : "fire"}`;
    if (matches.length > 0 && negated)
      return fail(this, `${expected}, it fired on ${describeMatches(matches)}.`);
    const nothing = whyUnreliable(replay) ?? (matches.length > 0 ? null : whyBlind(replay, rule));
    if (nothing !== null) return fail(this, `${expected}, but that cannot be told. ${nothing}`);
    if (matches.length === 0) {
      const silent = `it stayed silent on ${describeTelemetry(replay)}`;
      if (!negated) return fail(this, `${expected}, ${silent}. ${describeFired(replay)}`);
    }
    utils.flag(this, "fired", { rule, matches });
  });

  Assertion.addMethod("blind", function (this: This, reference: string) {
    const replay = subject(this);
    const { rule, reason } = named(this, replay, reference, "blind");
    if (!rule) return fail(this, reason);
    const negated = Boolean(flag(this, "negate"));
    const expected = `expected ${describeRule(rule.rule)} to be ${negated ? "live" : "blind"}`;
    const nothing = whyUnreliable(replay);
    if (nothing !== null) return fail(this, `${expected}, but that cannot be told. ${nothing}`);
    const matches = replay.matches.filter((match) => match.rule === rule.rule);
    const blind = matches.length > 0 ? null : whyBlind(replay, rule);
    if (negated && blind !== null) return fail(this, `${expected}. ${blind}`);
    if (negated || blind !== null) return;
    const did =
      matches.length > 0
        ? `it fired on ${describeMatches(matches)}`
        : `it stayed silent on ${describeTelemetry(replay)}, where it could have fired`;
    fail(this, `${expected}, ${did}.`);
  });

  function times(assertion: This, wanted: number, word: string): void {
    const { rule, matches } = fired(assertion, word);
    if (matches.length === wanted) return;
    const found = `it fired ${plural(matches.length, "time")}: ${describeMatches(matches)}`;
    const message = `expected ${describeRule(rule.rule)} to fire ${plural(wanted, "time")}, ${found}.`;
    fail(assertion, message, matches.length, wanted);
  }

  Assertion.addProperty("once", function (this: This) {
    times(this, 1, "once");
  });
  Assertion.addProperty("twice", function (this: This) {
    times(this, 2, "twice");
  });
  Assertion.addMethod("times", function (this: This, wanted: number) {
    times(this, wanted, "times");
  });

  Assertion.addMethod("onEvents", function (this: This, ...wanted: readonly EventMatcher[]) {
    const { rule, matches } = fired(this, "onEvents");
    const vague = wanted.filter((one) => !isTelling(one));
    if (wanted.length === 0 || vague.length > 0) {
      const given = wanted.length === 0 ? "none" : visible(utils.inspect(vague[0]));
      const wants = "positions of events, or values that their references have";
      return fail(this, `.onEvents takes ${wants}, was given ${given}`);
    }
    const events = matches.flatMap((match) => match.events);
    const missing = wanted.filter((matcher) => !events.some((event) => isMatched(event, matcher)));
    const surplus = events.filter((event) => !wanted.some((matcher) => isMatched(event, matcher)));
    if (missing.length === 0 && surplus.length === 0) return;
    const differing = [
      ...(missing.length > 0 ? [`not on ${describeMatchers(missing)}`] : []),
      ...(surplus.length > 0 ? [`also on ${surplus.map(describeEvent).join(", ")}`] : []),
    ].join(", and ");
    const asked = `expected ${describeRule(rule.rule)} to fire on ${describeMatchers(wanted)}`;
    fail(this, `${asked}; it fired ${differing}. It fired on ${describeMatches(matches)}.`);
  });

  Assertion.addMethod("via", function (this: This, ...fields: readonly string[]) {
    const { rule, matches } = fired(this, "via");
    if (fields.length === 0 || fields.some((field) => typeof field !== "string" || field === "")) {
      const given = fields.length === 0 ? "none" : visible(utils.inspect(fields));
      return fail(this, `.via takes the names of fields, was given ${given}`);
    }
    const lacking = matches.find((match) => !fields.every((field) => match.via.includes(field)));
    if (!lacking) return;
    const asked = `expected ${describeRule(rule.rule)} to fire via ${fields.join(", ")}`;
    const message = `${asked}, it fired on ${describeMatches([lacking])}.`;
    fail(this, message, lacking.via.map(visible), fields);
  });

  Assertion.addMethod("withLevel", function (this: This, level: Level) {
    const { rule } = fired(this, "withLevel");
    const found = rule.rule.level;
    if (found === level) return;
    const message = `expected ${describeRule(rule.rule)} to be of level ${level}, it is ${found ?? "of none"}.`;
    fail(this, message, found, level);
  });

  Assertion.addProperty("silent", function (this: This) {
    const replay = subject(this);
    const negated = Boolean(flag(this, "negate"));
    const nothing = whyUnreliable(replay) ?? (negated ? null : whyIncomplete(replay));
    const expected = negated ? "a rule to fire" : "every rule to stay silent";
    if (nothing !== null) fail(this, `expected ${expected}, but that cannot be told. ${nothing}`);
    this.assert(
      replay.matches.length === 0,
      `expected every rule to stay silent on ${describeTelemetry(replay)}. ${describeFired(replay)}`,
      `expected a rule to fire on ${describeTelemetry(replay)}, every rule stayed silent.`,
    );
  });

  Assertion.addMethod("fireOnly", function (this: This, ...references: readonly string[]) {
    const replay = subject(this);
    if (flag(this, "negate") && references.length === 0)
      return fail(this, ".not.fireOnly takes rules, was given none: write .not.be.silent");
    const all = references.map((reference) => named(this, replay, reference, "fireOnly"));
    const unknown = all.find(({ rule }) => !rule);
    const nothing = unknown?.reason ?? whyIncomplete(replay) ?? whyUnreliable(replay);
    if (nothing !== null)
      return fail(this, `expected only certain rules to fire, but that cannot be told. ${nothing}`);
    const wanted = new Set(all.flatMap(({ rule }) => rule?.rule ?? []));
    const found = new Set(replay.matches.map(({ rule }) => rule));
    const missing = [...wanted].filter((rule) => !found.has(rule));
    const surplus = [...found].filter((rule) => !wanted.has(rule));
    const names = [...wanted].map(describeRule).join(", ") || "no rule";
    const differing = [
      ...(missing.length > 0 ? [`${missing.map(describeRule).join(", ")} stayed silent`] : []),
      ...(surplus.length > 0 ? [`${surplus.map(describeRule).join(", ")} fired too`] : []),
    ];
    this.assert(
      differing.length === 0,
      `expected only ${names} to fire: ${differing.join("; ")}. ${describeFired(replay)}`,
      `expected other rules than ${names} to fire.`,
    );
  });
};

/** Whether a matcher asks for something: an object without values fits every event. */
function isTelling(matcher: EventMatcher): boolean {
  const given: unknown = matcher;
  if (typeof given === "number") return Number.isInteger(given);
  if (typeof given !== "object" || given === null) return false;
  const values: unknown[] = Object.values(given);
  return values.length > 0 && !values.includes(undefined);
}

function isMatched(event: EventReference, matcher: EventMatcher): boolean {
  if (typeof matcher === "number") return event.position === matcher;
  return Object.entries(matcher).every(
    ([key, value]) => event[key as keyof EventReference] === value,
  );
}

/** chai's `expect`, with the assertions of this module. */
export const { expect } = chai.use(detections);
